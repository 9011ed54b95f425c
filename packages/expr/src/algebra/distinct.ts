/** The most keys that are compared with each other; more go through a set. */
const fewKeys = 8;

/** Whether the items have keys that all differ, which is seen without making anything. */
export function haveDistinctKeys<T>(items: readonly T[], keyOf: (item: T) => number): boolean {
  if (items.length > fewKeys) return new Set(items.map(keyOf)).size === items.length;
  for (let k = 1; k < items.length; k++) {
    const key = keyOf(items[k]!);
    for (let j = 0; j < k; j++) if (keyOf(items[j]!) === key) return false;
  }
  return true;
}
