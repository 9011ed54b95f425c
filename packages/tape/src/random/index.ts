export { foldIn, key, split } from "./keys.ts";
export { normal, permutation, type Range, uniform } from "./draws.ts";
export { type Draw, randomBits } from "./bits.ts";
