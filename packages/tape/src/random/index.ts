// The reading order: keys, what is drawn by them, and the one primitive beneath.
export { foldIn, key, split } from "./keys.ts";
export { normal, permutation, type UniformOptions, uniform } from "./draws.ts";
export {
  bernoulli,
  categorical,
  type CategoricalOptions,
  exponential,
  gumbel,
  integers,
  truncatedNormal,
} from "./distributions.ts";
export { type Draw, randomBits } from "./bits.ts";
