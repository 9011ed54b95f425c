import type { SizesOption } from "../index.ts";
import { pick, type Random } from "./sweep/random.ts";

/** Declared shapes of names. */
export type Shapes = Readonly<Record<string, SizesOption>>;

const shapes: Shapes = { W: [3, 2], A: ["n", "n"], v: [2], u: ["n"] };

/** A text that is an expression, nearly one, or nothing of the kind; sometimes names in it are tensors. */
export function hostileText(random: Random): { readonly text: string; readonly shapes: Shapes | undefined } {
  const text = pick(random, kinds)(random);
  return { text, shapes: random() < 0.3 ? shapes : undefined };
}

type Maker = (random: Random) => string;

const mutant: Maker = (random) => mutated(random, phrase(random));
const twice: Maker = (random) => mutated(random, mutant(random));
const joined: Maker = (random) => spliced(random, phrase(random), phrase(random));

/** The kinds of texts, the usual ones several times. */
const kinds: readonly Maker[] = [
  ...[phrase, phrase, phrase, phrase],
  ...[mutant, mutant, mutant, twice, twice, joined, joined],
  ...[soup, soup, characters, characters, repeated],
];

const unary = [
  "sin",
  "exp",
  "log",
  "sqrt",
  "abs",
  "sign",
  "relu",
  "sigmoid",
  "gamma",
  "erf",
  "floor",
  "arctan",
];
const matrix = ["trace", "det", "logdet", "inverse", "norm", "diag", "softmax", "logSumExp", "sum", "max"];
const binary = [
  "atan2",
  "max",
  "min",
  "hypot",
  "mod",
  "log",
  "sigmoid",
  "root",
  "outer",
  "logaddexp",
  "polygamma",
];
const binders = ["sum", "product", "maximum", "minimum", "logSumExp", "norm"];
const infixes = [
  "+",
  "-",
  "*",
  "/",
  "^",
  "@",
  " ",
  " < ",
  "<=",
  ">",
  ">=",
  "==",
  "!=",
  " and ",
  " or ",
  "·",
  "−",
];
const names = [
  "x",
  "x",
  "x",
  "y",
  "z_1",
  "i",
  "k",
  "n",
  "W",
  "A",
  "v",
  "u",
  "pi",
  "e",
  "π",
  "gamma",
  "__proto__",
];
const numbers = [
  "0",
  "1",
  "2",
  "3",
  "-1",
  "0.5",
  "1/2",
  "1e3",
  "1e-9",
  ".25",
  "7.",
  "123456789012345678901",
  "1e300",
];
const marks = ["(", ")", "[", "]", "|", ",", "'", "$", "!", "%", "=", "**", "{", "\\", '"', ";", "_", "."];
const oddities = [
  "\0",
  "\t",
  "\n",
  "\u00a0",
  "\u202e",
  "\ud800",
  "\udc00",
  "😀",
  "\ufffc",
  "é",
  "Ω",
  "٣",
  "\u200b",
];
const words = [
  ...unary,
  ...matrix,
  ...binary,
  ...binders,
  "D",
  "tensor",
  "piecewise",
  "constructor",
  "f",
  "and",
];

/** A text that the grammar allows; shapes and arities may still be wrong. */
function phrase(random: Random, depth = 1 + Math.floor(random() * 4)): string {
  if (depth <= 0) return random() < 0.6 ? pick(random, names) : pick(random, numbers);
  const inner = () => phrase(random, depth - 1 - Math.floor(random() * 2));
  return pick(random, forms)(random, inner);
}

const forms: readonly ((random: Random, inner: () => string) => string)[] = [
  (random, inner) => `${inner()}${pick(random, infixes)}${inner()}`,
  (random, inner) => `(${inner()})${pick(random, infixes)}(${inner()})`,
  (random, inner) => `${pick(random, unary)}(${inner()})`,
  (random, inner) => `${pick(random, matrix)}(${inner()})`,
  (random, inner) => `${pick(random, binary)}(${inner()}, ${inner()})`,
  (random, inner) =>
    `${pick(random, binders)}(${inner()}, ${pick(random, ["i", "k", "x"])}, ${inner()}, ${inner()})`,
  (random, inner) => `tensor(${inner()}, ${pick(random, ["i", "k"])}, ${inner()})`,
  (_, inner) => `piecewise(${inner()}, ${inner()} < ${inner()}, ${inner()})`,
  (random, inner) =>
    `D(${inner()}, ${pick(random, ["x", "x", "y", "W", "2"])}${pick(random, ["", "", ", 2"])})`,
  (_, inner) => `${inner()}[${inner()}]`,
  (_, inner) => `${inner()}'`,
  (_, inner) => `|${inner()}|`,
  (_, inner) => `-${inner()}`,
  (_, inner) => `2${inner()}`,
  (_, inner) => `(${inner()})`,
];

function anyPart(random: Random): string {
  return pick(random, pick(random, [words, infixes, names, numbers, marks, oddities]));
}

/** One change: a part taken out, put in, put in place of another, doubled, or two swapped. */
function mutated(random: Random, text: string): string {
  const [from, to] = [random(), random()]
    .map((x) => Math.floor(x * (text.length + 1)))
    .sort((a, b) => a - b) as [number, number];
  const [head, middle, tail] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  return pick(random, [
    head + tail,
    head + anyPart(random) + middle + tail,
    head + anyPart(random) + text.slice(from + 1),
    head + middle + middle + tail,
    tail + middle + head,
    head + middle,
  ]);
}

function spliced(random: Random, a: string, b: string): string {
  return a.slice(0, Math.floor(random() * (a.length + 1))) + b.slice(Math.floor(random() * (b.length + 1)));
}

function soup(random: Random): string {
  return Array.from({ length: Math.floor(random() * 25) }, () => anyPart(random)).join("");
}

function characters(random: Random): string {
  const most = pick(random, [128, 128, 256, 0x10000]);
  return String.fromCharCode(
    ...Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * most)),
  );
}

/** A part many times over, opened and closed: deep or long. */
function repeated(random: Random): string {
  const count = Math.floor(2 ** (random() * 9));
  const [open, close] = pick(random, [
    ["(", ")"],
    ["-", ""],
    ["sin(", ")"],
    ["|", "|"],
    ["x + ", ""],
    ["x^", ""],
    ["x*", ""],
    ["2/", ""],
    ["x - (", ")"],
    ["x/(", ")"],
    ["", "'"],
    ["", "^2"],
    ["max(x, ", ")"],
    ["piecewise(x, x < 1, ", ")"],
    ["[", "]"],
    ["1", ""],
    ["x[", "]"],
    ["D(", ", x)"],
    ["sum(", ", i, 1, 2)"],
    ["relu(1 - ", ")"],
    ["(x + 1)(", ")"],
    ["exp(x)*(1 + ", ")"],
  ]) as [string, string];
  return open.repeat(count) + (random() < 0.9 ? "x" : phrase(random)) + close.repeat(count);
}
