/** An order bounds the work that it asks for; above this one the families of derivatives are NaN. */
const HIGHEST_ORDER = 100;

/** Whether n is an order of derivative that the formulas serve. */
export function isOrder(n: number): boolean {
  return Number.isInteger(n) && n >= 0 && n <= HIGHEST_ORDER;
}
