/** The list with an item before the others, as long as it has to be: a spread leaves room for 16 more. */
export function withFirst<T>(first: T, others: readonly T[]): T[] {
  return others.toSpliced(0, 0, first);
}
