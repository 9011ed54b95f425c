// The elementwise operations, as derivative rules use them.
export * from "./arithmetic.ts";
export * from "./comparison.ts";
export * from "./constants.ts";
export * from "./exponential.ts";
export * from "./piecewise.ts";
export * from "./special.ts";
export * from "./trigonometric.ts";
