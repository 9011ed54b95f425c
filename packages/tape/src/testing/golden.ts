import { array, type DType, type NDArray } from "@chainrule/array";

/** A number as the fixtures write it: what JSON cannot hold is a string. */
export type Encoded = number | boolean | string | null;

/** A tensor as the fixtures write it. */
export interface EncodedTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: readonly Encoded[];
  readonly grad?: boolean;
}

type Tensors = Readonly<Record<string, EncodedTensor | null>>;

/** One golden case: an operation, its inputs and outputs, and what PyTorch says of its derivatives. */
export interface GoldenCase {
  readonly id: string;
  readonly op: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, EncodedTensor>>;
  readonly outputs: readonly EncodedTensor[];
  readonly cotangents?: readonly (EncodedTensor | null)[];
  readonly grads?: Tensors;
  readonly tangents?: Tensors;
  readonly hvp?: Tensors;
  readonly hvpZero?: boolean;
}

/** The double that the fixtures mean. */
export function decode(value: Encoded): number {
  if (value === "-0") return -0;
  return value === null ? Number.NaN : Number(value);
}

/** The array that the fixtures mean; integers and booleans keep their kind. */
export function decodeTensor({ shape, dtype, data }: EncodedTensor): NDArray {
  return array(Float64Array.from(data, decode), {
    shape,
    dtype: dtype === "int64" ? "int32" : (dtype as DType),
  });
}
