import type { NDArray } from "@chainrule/array";

/** What a function gives: arrays, numbers, and lists and objects of them. It becomes JSON when its time is taken. */
export type Output = NDArray | number | readonly Output[] | { readonly [key: string]: Output };

/** A function of a module: takes its input apart, which is not timed, and gives what is. */
export type Preparation = (input: unknown) => () => Output;

/** The functions of a module by the names that the protocol gives them. */
export type Module = Readonly<Record<string, Preparation>>;
