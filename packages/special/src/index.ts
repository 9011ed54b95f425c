export type { Arithmetic, PiecewiseFunctions, UnaryFunctions, UnaryName } from "./arithmetic/arithmetic.ts";
export { float64 } from "./arithmetic/float64.ts";
