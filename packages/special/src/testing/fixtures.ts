/** A number as the fixtures write it: what JSON cannot hold is a string. */
export type Encoded = number | string;

/** The arguments and the value of a row `[argument, ..., value]`. */
export function decodeRow(row: readonly Encoded[]): { readonly inputs: number[]; readonly value: number } {
  const numbers = row.map(Number);
  return { inputs: numbers.slice(0, -1), value: numbers.at(-1) as number };
}
