import { array, type DType, type NDArray } from "../index.ts";

/** A tensor as the fixtures write it: what JSON cannot hold is a string. */
export interface EncodedTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: readonly (number | boolean | string)[];
}

/** The array that a fixture means. */
export function decode({ shape, dtype, data }: EncodedTensor): NDArray {
  return array(Float64Array.from(data, Number), { shape, dtype: dtype as DType });
}
