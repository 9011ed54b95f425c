import type { CallName } from "./functions/names.ts";
import type {
  Assumptions,
  CallNode,
  ElementNode,
  Expression,
  NodeBase,
  NumberNode,
  PiecewiseNode,
  PowerNode,
  ProductNode,
  ReduceNode,
  ReduceOperation,
  Shape,
  SumNode,
  SymbolNode,
  TensorNode,
} from "./node.ts";
import type { Integer, Rational } from "./rational.ts";
import { shapeOfCall } from "./shape.ts";
import { traits } from "./traits.ts";

/** Raw constructors: they compute a node's hash, free indices and shape, and change nothing else. */

const none: readonly never[] = [];
const leaf = none as unknown as readonly [];

/** Hash seeds, one a kind: arbitrary odd numbers. */
const seeds = {
  number: 0x9e3779b1,
  symbol: 0x85ebca6b,
  sum: 0xc2b2ae35,
  product: 0x27d4eb2f,
  power: 0x165667b1,
  call: 0xd3a2646d,
  piecewise: 0xfd7046c5,
  element: 0xb55a4f09,
  reduce: 0x2545f491,
  tensor: 0x5bd1e995,
} as const;

/** Integers up to this size are one node each for all arenas, so that they need not be looked up. */
const largestConstant = 16;

const constants: readonly NumberNode[] = Array.from({ length: 2 * largestConstant + 1 }, (_, k) =>
  newNumber({ numerator: k - largestConstant, denominator: 1 }),
);

export function makeNumber(value: Rational): NumberNode {
  return constantOf(value) ?? newNumber(value);
}

/** The one node of a small integer; undefined for other numbers. */
export function constantOf({ numerator, denominator }: Rational): NumberNode | undefined {
  const isSmall = denominator === 1 && numerator >= -largestConstant && numerator <= largestConstant;
  return isSmall ? constants[Number(numerator) + largestConstant] : undefined;
}

function newNumber(value: Rational): NumberNode {
  const hash = mix(mix(seeds.number, hashOfInteger(value.numerator)), hashOfInteger(value.denominator));
  const node = newNode("number", leaf, hash, 0, none);
  node.value = value;
  return node as unknown as NumberNode;
}

/**
 * Where a node stands among those of the arena that has made it, or of the first long list of nodes of no arena; -1
 * before. It is a hint for looking a node up, and never trusted alone.
 */
export interface Placed {
  place: number;
}

/** A node while it is made. */
interface Layout extends NodeBase, Placed {
  readonly kind: Expression["kind"];
  readonly operands: readonly Expression[];
  value: Rational | undefined;
  name: string | undefined;
  level: number | undefined;
  assumptions: Assumptions | undefined;
  grouped: boolean | undefined;
}

/**
 * A node with the fields of all scalar kinds, always in one order, so that engines read every node by one layout: 15 %
 * of the time of differentiating and simplifying short formulas. A field that a kind does not have is undefined.
 */
function newNode(
  kind: Expression["kind"],
  operands: readonly Expression[],
  hash: number,
  own: number = 0,
  free: readonly number[] = freeOf(operands),
  shape: Shape = none,
): Layout {
  const all = traitsOf(operands) | (shape.length > 0 ? own | traits.axes : own);
  return {
    kind,
    operands,
    hash,
    free,
    shape,
    traits: all,
    place: -1,
    value: undefined,
    name: undefined,
    level: undefined,
    assumptions: undefined,
    grouped: undefined,
  };
}

function traitsOf(operands: readonly Expression[]): number {
  let found = 0;
  for (let k = 0; k < operands.length; k++) found |= operands[k]!.traits;
  return found;
}

export function makeSymbol(name: string, level: number, shape: Shape, assumptions: Assumptions): SymbolNode {
  const free = level === 0 ? none : [level];
  const promises = `${assumptions.sign ?? ""} ${assumptions.integer ?? ""}`;
  const hash = hashOfOperands(
    mix(mix(mix(seeds.symbol, hashOfText(name)), level), hashOfText(promises)),
    shape,
  );
  const node = newNode("symbol", leaf, hash, 0, free, shape);
  node.name = name;
  node.level = level;
  node.assumptions = assumptions;
  return node as unknown as SymbolNode;
}

export function makeSum(operands: readonly Expression[], grouped = false): SumNode {
  const node = newNode("sum", operands, hashOfBag(grouped ? ~seeds.sum : seeds.sum, operands));
  node.grouped = grouped;
  return node as SumNode;
}

export function makeProduct(operands: readonly Expression[], grouped = false): ProductNode {
  const hash = hashOfBag(grouped ? ~seeds.product : seeds.product, operands);
  const node = newNode("product", operands, hash, grouped ? traits.grouped : 0);
  node.grouped = grouped;
  return node as ProductNode;
}

export function makePower(base: Expression, exponent: Expression): PowerNode {
  const operands = [base, exponent];
  return newNode("power", operands, hashOfOperands(seeds.power, operands)) as unknown as PowerNode;
}

export function makeCall(name: CallName, operands: readonly Expression[]): CallNode {
  const hash = hashOfOperands(mix(seeds.call, hashOfText(name)), operands);
  const own = traits.call | (name === "exp" || name === "e" ? traits.exponential : 0);
  const node = newNode("call", operands, hash, own, freeOf(operands), shapeOfCall(name, operands));
  node.name = name;
  return node as CallNode;
}

export function makePiecewise(operands: readonly Expression[]): PiecewiseNode {
  const hash = hashOfOperands(seeds.piecewise, operands);
  return newNode("piecewise", operands, hash, traits.scope) as PiecewiseNode;
}

export function makeElement(tensor: Expression, indices: readonly Expression[]): ElementNode {
  const operands = [tensor, ...indices];
  return newNode("element", operands, hashOfOperands(seeds.element, operands)) as unknown as ElementNode;
}

const binder = traits.scope | traits.binder;

/** The body must already use the index by its level. */
export function makeReduce(
  operation: ReduceOperation,
  index: SymbolNode,
  from: Expression,
  to: Expression,
  body: Expression,
): ReduceNode {
  const operands = [from, to, body] as const;
  const hash = mix(hashOfOperands(mix(seeds.reduce, hashOfText(operation)), operands), index.level);
  const free = union([from.free, to.free, without(body.free, [index])]);
  return Object.assign(newNode("reduce", operands, hash, binder, free), {
    operation,
    index,
  }) as unknown as ReduceNode;
}

/** The body must already use the indices by their levels. */
export function makeTensor(indices: readonly SymbolNode[], shape: Shape, body: Expression): TensorNode {
  const operands = [...shape, body];
  const hash = indices.reduce(
    (sofar, index) => mix(sofar, index.level),
    hashOfOperands(seeds.tensor, operands),
  );
  const free = union([...shape.map((size) => size.free), without(body.free, indices)]);
  return Object.assign(newNode("tensor", operands, hash, binder, free, shape), {
    indices,
  }) as unknown as TensorNode;
}

/** Another object of the same structure, in no arena. */
export function copyOf<N extends Expression>(node: N): N {
  const { kind, operands, hash, free, shape } = node as NodeBase & Expression;
  const copy = newNode(kind, operands, hash, node.traits, free, shape);
  const { value, name, level, assumptions, grouped } = node as unknown as Layout;
  copy.value = value;
  copy.name = name;
  copy.level = level;
  copy.assumptions = assumptions;
  copy.grouped = grouped;
  if (node.kind === "reduce") Object.assign(copy, { operation: node.operation, index: node.index });
  if (node.kind === "tensor") Object.assign(copy, { indices: node.indices });
  return copy as unknown as N;
}

/** The same node with other operands; nothing is simplified. */
export function withOperands(node: Expression, operands: readonly Expression[]): Expression {
  return remake[node.kind](node as never, operands);
}

type Remake = {
  readonly [K in Expression["kind"]]: (
    node: Extract<Expression, { kind: K }>,
    operands: readonly Expression[],
  ) => Expression;
};

const remake: Remake = {
  number: (node) => node,
  symbol: (node) => node,
  sum: (node, operands) => makeSum(operands, node.grouped),
  product: (node, operands) => makeProduct(operands, node.grouped),
  power: (_, operands) => makePower(operands[0] as Expression, operands[1] as Expression),
  call: (node, operands) => makeCall(node.name, operands),
  piecewise: (_, operands) => makePiecewise(operands),
  element: (_, [tensor, ...indices]) => makeElement(tensor as Expression, indices),
  reduce: (node, [from, to, body]) =>
    makeReduce(node.operation, node.index, from as Expression, to as Expression, body as Expression),
  tensor: (node, operands) => makeTensor(node.indices, operands.slice(0, -1), operands.at(-1) as Expression),
};

function mix(hash: number, value: number): number {
  let mixed = Math.imul(hash ^ value, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}

function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < text.length; k++) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  return hash | 0;
}

function hashOfInteger(n: Integer): number {
  return typeof n === "number" ? mix(n | 0, (n / 0x100000000) | 0) : hashOfText(n.toString(36));
}

function hashOfOperands(seed: number, operands: readonly Expression[]): number {
  let hash = seed;
  for (let k = 0; k < operands.length; k++) hash = mix(hash, operands[k]!.hash);
  return mix(hash, operands.length);
}

/** The same for every order of the operands. */
function hashOfBag(seed: number, operands: readonly Expression[]): number {
  let total = 0;
  for (let k = 0; k < operands.length; k++) total = (total + mix(seed, operands[k]!.hash)) | 0;
  return mix(mix(seed, total), operands.length);
}

function freeOf(operands: readonly Expression[]): readonly number[] {
  let found: readonly number[] = none;
  for (let k = 0; k < operands.length; k++) {
    const { free } = operands[k]!;
    if (free.length === 0 || free === found) continue;
    found = found.length === 0 ? free : union([found, free]);
  }
  return found;
}

function union(lists: readonly (readonly number[])[]): readonly number[] {
  const nonempty = lists.filter((list) => list.length > 0);
  if (nonempty.length < 2) return nonempty[0] ?? none;
  const [first = none, ...rest] = nonempty;
  if (rest.every((list) => list.every((level) => first.includes(level)))) return first;
  return [...new Set(nonempty.flat())].sort((a, b) => a - b);
}

function without(free: readonly number[], indices: readonly SymbolNode[]): readonly number[] {
  if (!indices.some(({ level }) => free.includes(level))) return free;
  const kept = free.filter((level) => !indices.some((index) => index.level === level));
  return kept.length === 0 ? none : kept;
}
