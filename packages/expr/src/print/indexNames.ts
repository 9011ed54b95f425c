import type { Expression } from "../node.ts";
import { postorder } from "../traverse.ts";

const usual = ["i", "j", "k", "l", "m", "p", "q", "r", "s"];

/** A name for an index of a level that is none of those taken around it. */
export type NameForIndex = (level: number, taken: ReadonlySet<string>) => string;

/**
 * Names for the indices of an expression, i, j, k, ..., then i1, i2, ...: one for each level, outer binders first, never
 * the name of a variable; where that of the level is taken, the first that is not. Equal expressions get the same names.
 */
export function indexNames(root: Expression): NameForIndex {
  const nodes = postorder([root]);
  const variables = new Set(
    nodes.map((node) => (node.kind === "symbol" && node.level === 0 ? node.name : "")),
  );
  const candidates = freshNames(usual, variables);
  const names = new Map<number, string>();
  const nameOf = (level: number): string => {
    const name = names.get(level) ?? (candidates.next().value as string);
    names.set(level, name);
    return name;
  };
  for (const levels of nodes.map(boundLevels).sort(byHeight)) for (const level of levels) nameOf(level);
  return (level, taken) => {
    const name = nameOf(level);
    if (!taken.has(name)) return name;
    return freshNames(usual, new Set([...variables, ...taken])).next().value as string;
  };
}

/** The levels of the indices that a node binds, in the order of its axes. */
function boundLevels(node: Expression): readonly number[] {
  if (node.kind === "tensor") return node.indices.map(({ level }) => level);
  return node.kind === "reduce" ? [node.index.level] : [];
}

/** Higher binders before those below them, and of the same height those of more indices first. */
function byHeight(a: readonly number[], b: readonly number[]): number {
  return Math.max(0, ...b) - Math.max(0, ...a) || b.length - a.length;
}

/** The names that are not taken, and then the first of them with numbers. */
function* freshNames(names: readonly string[], taken: ReadonlySet<string>): Generator<string> {
  for (const name of names) if (!taken.has(name)) yield name;
  for (let k = 1; ; k++) {
    const name = `${names[0]}${k}`;
    if (!taken.has(name)) yield name;
  }
}
