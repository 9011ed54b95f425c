import type { Expression } from "../node.ts";
import { postorder } from "../traverse.ts";

const usual = ["i", "j", "k", "l", "m", "p", "q", "r", "s"];

/**
 * A name for each level of index in an expression, in the order in which the binders are met from the root:
 * i, j, k, ..., then i1, i2, ...; never the name of a variable.
 */
export function indexNames(root: Expression): (level: number) => string {
  const nodes = postorder([root]);
  const taken = new Set(nodes.map((node) => (node.kind === "symbol" && node.level === 0 ? node.name : "")));
  const candidates = freshNames(usual, taken);
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
  return nameOf;
}

/** The names that are not taken, and then the first of them with numbers. */
function* freshNames(names: readonly string[], taken: ReadonlySet<string>): Generator<string> {
  for (const name of names) if (!taken.has(name)) yield name;
  for (let k = 1; ; k++) {
    const name = `${names[0]}${k}`;
    if (!taken.has(name)) yield name;
  }
}
