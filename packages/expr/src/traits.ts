/** What a graph may have or not: the bits of a node's `traits`. */
export const traits = {
  /** A call of `exp`, or the constant `e`. */
  exponential: 1,
  /** A `reduce` or a `tensor`. */
  binder: 2,
  /** A binder or a `piecewise`: what makes a condition apply to a part only, or to every index. */
  scope: 4,
  /** A grouped product. */
  grouped: 8,
  /** Something that is no scalar. */
  axes: 16,
  /** A call: without one, a node is finite wherever it is defined. */
  call: 32,
} as const;

/** Whether something of these traits is in the node or below it. */
export function hasTrait(node: { readonly traits: number }, sought: number): boolean {
  return (node.traits & sought) !== 0;
}
