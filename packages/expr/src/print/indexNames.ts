import type { Expression } from "../node.ts";
import { postorder } from "../traverse.ts";

const usual = ["i", "j", "k", "l", "m", "p", "q", "r", "s"];

/** A name for an index of a level that is none of those taken around it. */
export type NameForIndex = (level: number, taken: ReadonlySet<string>) => string;

/**
 * Names for the indices of an expression: one for each level, in the order in which the binders are met from the root,
 * i, j, k, ..., then i1, i2, ...; never the name of a variable. Where that of the level is taken, the first that is not.
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
  for (const node of nodes.reverse()) {
    if (node.kind === "tensor") for (const { level } of node.indices) nameOf(level);
    if (node.kind === "reduce") nameOf(node.index.level);
  }
  return (level, taken) => {
    const name = nameOf(level);
    return taken.has(name)
      ? (freshNames(usual, new Set([...variables, ...taken])).next().value as string)
      : name;
  };
}

/** The names that are not taken, and then the first of them with numbers. */
function* freshNames(names: readonly string[], taken: ReadonlySet<string>): Generator<string> {
  for (const name of names) if (!taken.has(name)) yield name;
  for (let k = 1; ; k++) {
    const name = `${names[0]}${k}`;
    if (!taken.has(name)) yield name;
  }
}
