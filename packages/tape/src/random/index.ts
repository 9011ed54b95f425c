// The reading order: keys, what is drawn by them, and the one primitive beneath.
export { foldIn, key, split } from "./keys.ts";
export { normal, permutation, type Range, uniform } from "./draws.ts";
export { type Draw, randomBits } from "./bits.ts";
