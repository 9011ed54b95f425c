/** A tensor of the golden cases; numbers that JSON lacks are strings there. */
export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: readonly (number | string)[];
  readonly grad?: boolean;
}

/** A golden case: inputs, outputs, cotangents, and the gradients that belong to them. */
export interface GoldenCase {
  readonly id: string;
  readonly op: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, GoldenTensor>>;
  readonly outputs: readonly GoldenTensor[];
  readonly cotangents: readonly GoldenTensor[];
  readonly grads: Readonly<Record<string, GoldenTensor | null>>;
  readonly tangents?: Readonly<Record<string, GoldenTensor>>;
  readonly hvp?: Readonly<Record<string, GoldenTensor>>;
}

/** What `array` takes for a golden tensor. */
export type GoldenArguments = readonly [
  data: number[],
  options: { readonly shape: readonly number[]; readonly dtype: "int32" | "float64" },
];

/** What `array` takes for a golden tensor. */
export function readGolden({ shape, dtype, data }: GoldenTensor): GoldenArguments {
  return [data.map(Number), { shape, dtype: dtype === "int64" ? "int32" : "float64" }];
}

/** What is compared with a golden tensor. */
interface Computed {
  readonly shape: readonly number[];
  toTypedArray(): Iterable<number>;
}

/** Places where `actual` is further from the golden tensor than 1e-12 + 1e-9 of it; what is not finite must be the same. */
export function misses(actual: Computed, { shape, data }: GoldenTensor): string[] {
  const found = [...actual.toTypedArray()];
  if (actual.shape.join() !== shape.join()) return [`shape [${actual.shape}] for [${shape}]`];
  return data.flatMap((text, i) => {
    const [value, wanted] = [found[i] as number, Number(text)];
    const allowed = Number.isFinite(wanted) ? 1e-12 + 1e-9 * Math.abs(wanted) : 0;
    const close = Object.is(value, wanted) || Math.abs(value - wanted) <= allowed;
    return close ? [] : [`element ${i}: ${value} for ${wanted}`];
  });
}
