import { type Code, flatten, named, sized, unsigned, vector } from "./code.ts";
import type { Expression, Local, Statement, ValueType } from "./expressions.ts";

/** A function of a module: what calls need to know of it. */
export interface FunctionReference<P extends readonly ValueType[]> {
  /** Where it stands among the module's functions. */
  readonly index: number;
  /** The types of its parameters. */
  readonly parameters: P;
}

/** Variables of the types listed. */
export type LocalsOf<P extends readonly ValueType[]> = { [K in keyof P]: Local<P[K]> };
/** Expressions of the types listed. */
export type OperandsOf<P extends readonly ValueType[]> = { [K in keyof P]: Expression<P[K]> };

/** Declares a local variable, which is 0 at first. */
export type Declare = <T extends ValueType>(type: T) => Local<T>;

/** A module in the making: functions without results, over one memory. */
export interface ModuleBuilder {
  /** Adds a function; `body` gets its parameters and a way to declare locals. */
  readonly define: <const P extends readonly ValueType[]>(
    name: string,
    parameters: P,
    body: (parameters: LocalsOf<P>, declare: Declare) => Statement,
  ) => FunctionReference<P>;
  /**
   * The module: all functions exported by name, and the memory as `memory`. It is the module's own, or one that is shared between
   * threads, of up to 4 GiB: `host.memory` of what is imported.
   */
  readonly bytes: (memory?: "own" | "shared") => Uint8Array<ArrayBuffer>;
}

const TYPES: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };

/** `\0asm`, version 1. */
const PREAMBLE = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** Pages of 64 KiB: all that addresses of 32 bits reach. A shared memory must say how far it may grow. */
export const MAX_PAGES: number = 2 ** 16;

interface Definition {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly code: Code;
}

/**
 * An empty module.
 *
 * @example
 * ```ts
 * import { createModule, f64, isValid } from "@chainrule/wasm";
 * const module = createModule();
 * module.define("double", ["i32"], ([at]) => f64.store(at, f64.load(at)));
 * isValid(module.bytes()); // => true
 * ```
 */
export function createModule(): ModuleBuilder {
  const definitions: Definition[] = [];
  return {
    define: (name, parameters, body) => {
      const locals: ValueType[] = [];
      const declare: Declare = (type) => local(type, parameters.length + locals.push(type) - 1);
      const given = parameters.map(local) as unknown as LocalsOf<typeof parameters>;
      const { effect } = body(given, declare);
      const declared = vector(locals.map((type) => [1, TYPES[type]]));
      definitions.push({ name, parameters, code: sized([declared, effect, 0x0b]) });
      return { index: definitions.length - 1, parameters };
    },
    bytes: (memory) => assemble(definitions, memory === "shared"),
  };
}

function local<T extends ValueType>(type: T, index: number): Local<T> {
  return { type, index, code: [0x20, unsigned(index)] };
}

/** Calls a function of the same module. */
export function call<P extends readonly ValueType[]>(
  { index }: FunctionReference<P>,
  ...operands: OperandsOf<NoInfer<P>>
): Statement {
  return { effect: [operands.map(({ code }) => code), 0x10, unsigned(index)] };
}

function assemble(definitions: readonly Definition[], isShared: boolean): Uint8Array<ArrayBuffer> {
  const types = definitions.map(({ parameters }) => [
    0x60,
    vector(parameters.map((type) => [TYPES[type]])),
    0,
  ]);
  const exported = definitions.map(({ name }, i) => [named(name), 0, unsigned(i)]);
  const section = (id: number, parts: readonly Code[]): Code => [id, sized(vector(parts))];
  return Uint8Array.from(
    flatten([
      PREAMBLE,
      section(1, types),
      isShared ? section(2, [[named("host"), named("memory"), 2, 3, 1, unsigned(MAX_PAGES)]]) : [],
      section(
        3,
        definitions.map((_, i) => unsigned(i)),
      ),
      isShared ? [] : section(5, [[0, 1]]), // one page at first, no limit of its own
      section(7, [...exported, [named("memory"), 2, 0]]),
      section(
        10,
        definitions.map(({ code }) => code),
      ),
    ]),
  );
}
