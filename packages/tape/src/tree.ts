import { NDArray } from "@chainrule/array";
import { TapeError } from "./errors.ts";
import { type ArrayLike, Value } from "./value.ts";

/** Nested plain objects and arrays with arrays, recorded values or numbers as leaves. */
export type Tree = unknown;

/** The form of a tree without its leaves. */
export type TreeStructure =
  | { readonly kind: "leaf" }
  | { readonly kind: "static"; readonly value: unknown }
  | { readonly kind: "list"; readonly children: readonly TreeStructure[] }
  | {
      readonly kind: "record";
      readonly keys: readonly string[];
      readonly children: readonly TreeStructure[];
    };

/** Leaves in order, and the form without them. */
export interface TreeParts {
  /** The leaves, in order. */
  readonly leaves: readonly ArrayLike[];
  /** The form without them. */
  readonly structure: TreeStructure;
}

/** A tree taken apart: leaves in order, the path of each, and the form. */
export interface FlatTree extends TreeParts {
  /** Paths such as `layers.0.weight`; the path of a lone leaf is empty. */
  readonly paths: readonly string[];
}

function pathsOf(structure: TreeStructure): string[] {
  const paths: string[] = [];
  const visit = (node: TreeStructure, path: string): void => {
    if (node.kind === "leaf") paths.push(path);
    if (node.kind === "leaf" || node.kind === "static") return;
    node.children.forEach((child, i) => {
      const key = node.kind === "list" ? String(i) : node.keys[i]!;
      visit(child, path === "" ? key : `${path}.${key}`);
    });
  };
  visit(structure, "");
  return paths;
}

const MAX_DEPTH = 256;

/**
 * A tree nested too deeply, or one that contains itself (`tape/tree-depth`).
 *
 * @example
 * ```ts
 * import { tree } from "@chainrule/tape";
 * const loop: { self?: unknown } = {};
 * loop.self = loop;
 * tree.flatten(loop); // throws tape/tree-depth
 * ```
 */
export class TreeDepthError extends TapeError {
  constructor(path: string) {
    const shown = path.length > 60 ? `${path.slice(0, 60)}...` : path;
    super(
      "tape/tree-depth",
      `the tree at ${shown} is nested deeper than ${MAX_DEPTH} levels; is it part of itself?`,
    );
  }
}

/**
 * Two trees of different form, where the same was needed (`tape/tree-mismatch`).
 *
 * @example
 * ```ts
 * import { tree } from "@chainrule/tape";
 * tree.map((x, y) => x + y, { a: 1 }, { b: 1 }); // throws tape/tree-mismatch
 * ```
 */
export class TreeMismatchError extends TapeError {
  /** Where the trees begin to differ. */
  readonly path: string;

  constructor(path: string, what: string) {
    super("tape/tree-mismatch", `the trees differ at "${path}": ${what}; give trees of the same form.`);
    this.path = path;
  }
}

const LEAF: TreeStructure = { kind: "leaf" };

/** @internal Whether a value is an array, recorded or not, or a number. */
export function isLeaf(x: unknown): x is ArrayLike {
  return typeof x === "number" || (typeof x === "object" && (x instanceof Value || x instanceof NDArray));
}

function isRecord(x: unknown): x is Readonly<Record<string, unknown>> {
  if (typeof x !== "object" || x === null) return false;
  const prototype: unknown = Object.getPrototypeOf(x);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Takes a tree apart. Records are read in the order of their keys as written; strings, functions and the like
 * belong to the structure.
 *
 * @throws TreeDepthError `tape/tree-depth` beyond 256 levels.
 *
 * @example
 * ```ts
 * import { tree } from "@chainrule/tape";
 * tree.flatten({ layers: [{ weight: 1, bias: 2 }] }).paths; // => ["layers.0.weight", "layers.0.bias"]
 * ```
 */
export function flatten(tree: Tree): FlatTree {
  const { leaves, structure } = partsOf(tree);
  return {
    leaves,
    structure,
    // Made when they are asked for.
    get paths() {
      return pathsOf(structure);
    },
  };
}

/** @internal The same without paths; `see` is called with every leaf, and can ask for its path. */
export function partsOf(tree: Tree, see?: (leaf: ArrayLike, path: () => string) => void): TreeParts {
  const leaves: ArrayLike[] = [];
  const trail: string[] = [];
  const child = (value: unknown, key: string | number): TreeStructure => {
    if (isLeaf(value)) {
      see?.(value, () => [...trail.slice(1), key].join("."));
      leaves.push(value);
      return LEAF;
    }
    trail.push(String(key));
    const structure = visit(value);
    trail.pop();
    return structure;
  };
  const visit = (node: unknown): TreeStructure => {
    if (trail.length > MAX_DEPTH + 1) throw new TreeDepthError(trail.slice(1).join("."));
    if (Array.isArray(node)) return { kind: "list", children: node.map(child) };
    if (!isRecord(node)) return { kind: "static", value: node };
    const keys = Object.keys(node);
    return { kind: "record", keys, children: keys.map((key) => child(node[key], key)) };
  };
  return { structure: child(tree, ""), leaves };
}

/**
 * Puts leaves into a structure: the inverse of `flatten`. The leaves may be anything.
 *
 * @example
 * ```ts
 * import { tree } from "@chainrule/tape";
 * const { leaves, structure } = tree.flatten({ a: 1, b: [2, 3] });
 * tree.unflatten(structure, leaves.map((x) => Number(x) * 10)); // => { a: 10, b: [20, 30] }
 * ```
 */
export function unflatten(structure: TreeStructure, leaves: readonly unknown[]): Tree {
  let next = 0;
  const build = (node: TreeStructure): unknown => {
    if (node.kind === "leaf") return leaves[next++];
    if (node.kind === "static") return node.value;
    if (node.kind === "list") return node.children.map(build);
    const fields: Record<string, unknown> = {};
    for (let i = 0; i < node.keys.length; i++) setField(fields, node.keys[i]!, build(node.children[i]!));
    return fields;
  };
  return build(structure);
}

/** `fields[key] = value`, which for one key would set the prototype. */
function setField(fields: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") fields[key] = value;
  else Object.defineProperty(fields, key, { value, enumerable: true, configurable: true, writable: true });
}

/**
 * How many leaves a structure has.
 *
 * @example
 * ```ts
 * import { tree } from "@chainrule/tape";
 * tree.leafCount(tree.flatten({ a: 1, b: [2, 3] }).structure); // => 3
 * ```
 */
export function leafCount(structure: TreeStructure): number {
  if (structure.kind === "leaf") return 1;
  return structure.kind === "static"
    ? 0
    : structure.children.reduce((count, child) => count + leafCount(child), 0);
}

/**
 * Applies `f` to every leaf, with the leaves of further trees of the same form beside it, and the path.
 *
 * @throws TreeMismatchError `tape/tree-mismatch` for trees of different form.
 *
 * @example
 * ```ts
 * import { tree } from "@chainrule/tape";
 * tree.map((x, y) => x + y, { a: 1, b: [2] }, { a: 10, b: [20] }); // => { a: 11, b: [22] }
 * ```
 */
export function map<T extends Tree>(
  // biome-ignore lint/suspicious/noExplicitAny: leaves of several trees, which no inferred type can tell apart
  f: (...leavesThenPath: any[]) => unknown,
  tree: T,
  ...others: readonly Tree[]
): T {
  const flat = flatten(tree);
  const beside = others.map((other) => leavesBeside(flat, other));
  // The path is made for those that take it: of one parameter more than there are trees, or of any number.
  const takesPath = f.length === 0 || f.length > others.length + 1;
  const paths = takesPath ? flat.paths : [];
  const results = flat.leaves.map((leaf, i) => f(leaf, ...beside.map((column) => column[i]), paths[i]));
  return unflatten(flat.structure, results) as T;
}

/** @internal The leaves of another tree of the same form. @throws TreeMismatchError when it has another. */
export function leavesBeside({ structure }: TreeParts, other: Tree): readonly ArrayLike[] {
  const beside = partsOf(other);
  if (!sameLeaves(structure, beside.structure)) leavesLike(structure, pathsOf(structure), other);
  return beside.leaves;
}

/** Whether two forms have leaves at the same paths, without making these. */
function sameLeaves(a: TreeStructure, b: TreeStructure): boolean {
  if (a === b) return true;
  if (a.kind === "leaf" || a.kind === "static" || a.kind !== b.kind) return a.kind === b.kind;
  if (a.children.length !== b.children.length) return false;
  if (a.kind === "record" && b.kind === "record" && a.keys.some((key, i) => key !== b.keys[i])) return false;
  return a.children.every((child, i) => sameLeaves(child, b.children[i]!));
}

/**
 * The leaves of `other`, which must have the given form.
 *
 * @throws TreeMismatchError `tape/tree-mismatch` when it has another.
 *
 * @example
 * ```ts
 * import { tree } from "@chainrule/tape";
 * const { structure, paths } = tree.flatten({ a: 1, b: 2 });
 * tree.leavesLike(structure, paths, { a: 10, b: 20 }); // => [10, 20]
 * ```
 */
export function leavesLike(
  structure: TreeStructure,
  paths: readonly string[],
  other: Tree,
): readonly ArrayLike[] {
  const flat = flatten(other);
  const i = paths.findIndex((path, k) => path !== flat.paths[k]);
  const at = i < 0 ? paths.length : i;
  if (paths.length !== flat.paths.length || i >= 0) {
    const show = (path: string | undefined): string =>
      path === undefined ? "nothing more" : `leaf "${path}"`;
    throw new TreeMismatchError(
      paths[at] ?? flat.paths[at] ?? "",
      `${show(paths[at])} against ${show(flat.paths[at])}`,
    );
  }
  if (structure.kind !== flat.structure.kind) {
    throw new TreeMismatchError("", `a ${structure.kind} against a ${flat.structure.kind}`);
  }
  return flat.leaves;
}
