export { type GoldenCase, type GoldenTensor, misses, readGolden } from "./golden.ts";
export { functionsOf, untypedFailure } from "./strangers.ts";
