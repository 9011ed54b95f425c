import { UsageError } from "./errors.ts";
import type { Io } from "./io.ts";

/** Reads a file of JSON. */
export async function readJson(path: string, io: Io): Promise<unknown> {
  const text = await io.readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `${path} is no JSON: ${(error as SyntaxError).message}. Give a file that holds one JSON value.`,
    );
  }
}

/** The versions of what makes a report. */
export async function versions(io: Io): Promise<Readonly<Record<string, string>>> {
  const places: readonly (readonly [string, URL])[] = [
    ["chainrule", new URL("../package.json", import.meta.url)],
    ["@chainrule/check", new URL(import.meta.resolve("@chainrule/check/package.json"))],
  ];
  const read = places.map(async ([name, url]) => {
    const { version } = JSON.parse(await io.readText(url)) as { readonly version: string };
    return [name, version] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}
