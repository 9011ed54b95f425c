/** Numbers near 1, no two alike, at which gradients of products neither vanish nor overflow. */
export function point(n: number): number[] {
  return Array.from({ length: n }, (_, i) => 1 + 1e-4 * Math.sin(i));
}
