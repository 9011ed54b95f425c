import { readdirSync, readFileSync } from "node:fs";

/** A stored input of a module, and what its functions give for it. */
export interface Case {
  readonly id: string;
  readonly module: string;
  readonly input: unknown;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** The stored cases of all modules. Their origin is in `fixtures/README.md`. */
export function storedCases(): Case[] {
  const folder = new URL("../../fixtures/gradbench/", import.meta.url);
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.flatMap((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")).cases as Case[]);
}

/** GradBench accepts 1e-4. */
export const TOLERANCE = 1e-10;

/** How far two outputs are apart: the largest |a - b| / max(1, |a| + |b|), NaN where their forms differ. */
export function difference(expected: unknown, found: unknown): number {
  if (typeof expected === "number" && typeof found === "number") {
    return Math.abs(expected - found) / Math.max(1, Math.abs(expected) + Math.abs(found));
  }
  const [parts, others] = [partsOf(expected), partsOf(found)];
  const keys = parts && Object.keys(parts);
  if (keys === undefined || others === undefined || keys.length !== Object.keys(others).length)
    return Number.NaN;
  // Math.max keeps a NaN
  return Math.max(0, ...keys.map((key) => difference(parts![key], others[key])));
}

function partsOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}
