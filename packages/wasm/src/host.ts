// The part of the WebAssembly interface that is used: declared here, since it belongs to no language library of
// TypeScript but the browser's, and may be missing.

/** A memory of pages of 64 KiB. */
export interface Memory {
  /** The bytes; a new buffer after each `grow`. */
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
  /** Adds pages. */
  readonly grow: (pages: number) => number;
}

/** A module with its memory, ready to be called. */
export interface Instance {
  /** Its functions and its memory by name. */
  readonly exports: Readonly<Record<string, unknown>>;
}

interface Host {
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => Instance;
  readonly Memory: new (pages: { initial: number; maximum: number; shared: boolean }) => Memory;
}

/** The host's WebAssembly, if it has one. */
export function host(): Host | undefined {
  return (globalThis as { readonly WebAssembly?: Host }).WebAssembly;
}

/**
 * Whether the host knows all that the bytes of a module ask for; false too where they are no bytes, or it has no WebAssembly.
 *
 * @example
 * ```ts
 * import { createModule, isValid } from "@chainrule/wasm";
 * isValid(createModule().bytes()); // => true
 * isValid(Uint8Array.of(1, 2, 3)); // => false
 * ```
 */
export function isValid(bytes: Uint8Array<ArrayBuffer>): boolean {
  return ArrayBuffer.isView(bytes) && (host()?.validate(bytes) ?? false);
}

/**
 * The module, compiled and instantiated; undefined where the host has no WebAssembly, does not know an instruction,
 * forbids compilation (a content security policy without `wasm-unsafe-eval`), or has no memory left.
 *
 * @example
 * ```ts
 * import { createModule, instantiate } from "@chainrule/wasm";
 * Object.keys(instantiate(createModule().bytes())?.exports ?? {}); // => ["memory"]
 * instantiate(Uint8Array.of(1, 2, 3)); // => undefined
 * ```
 */
export function instantiate(bytes: Uint8Array<ArrayBuffer>): Instance | undefined {
  const wasm = host();
  if (wasm === undefined) return undefined;
  try {
    return new wasm.Instance(new wasm.Module(bytes));
  } catch {
    return undefined;
  }
}
