import { set } from "./expressions.ts";
import { isValid } from "./host.ts";
import { f64 } from "./lanes.ts";
import { createModule } from "./module.ts";

/** What the host's WebAssembly can do. */
export interface Features {
  /** Vectors of 128 bits. */
  readonly simd: boolean;
  /** Multiplication and addition rounded once, where the machine has it. */
  readonly relaxedSimd: boolean;
  /** Tables with indices of 64 bits. */
  readonly table64: boolean;
}

/** A module with such a table. */
const TABLE64 = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 4, 4, 1, 0x70, 4, 0);

/**
 * What the host's WebAssembly can do, by asking it whether a small module is valid. Whether it may compile at all is known
 * only once it does: a content security policy forbids that later.
 *
 * @example
 * ```ts
 * import { detectFeatures } from "@chainrule/wasm";
 * detectFeatures().simd; // => true
 * ```
 */
export function detectFeatures(): Features {
  const isKnown = (fused: boolean): boolean => {
    const module = createModule();
    module.define("probe", ["v128"], ([x]) =>
      set(x, fused ? f64.relaxedMultiplyAdd(x, x, x) : f64.add(x, x)),
    );
    return isValid(module.bytes());
  };
  return { simd: isKnown(false), relaxedSimd: isKnown(true), table64: isValid(TABLE64) };
}
