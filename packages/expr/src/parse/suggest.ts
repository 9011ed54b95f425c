/** The name nearest to a misspelt one, where one is near: at most a third of its letters are wrong. */
export function nearest(misspelt: string, names: readonly string[]): string | undefined {
  if (misspelt.length > longest) return undefined;
  let best: string | undefined;
  let least = Math.ceil(misspelt.length / 3) + 1;
  for (const name of names) {
    const distance = editDistance(misspelt.toLowerCase(), name.toLowerCase());
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

const longest = 40;

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(replaced, last[j]! + 1, row[j - 1]! + 1, swaps ? beforeLast[j - 2]! + 1 : replaced));
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
