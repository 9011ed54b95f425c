import { aliases } from "../../functions/aliases.ts";
import type { FunctionName } from "../../functions/names.ts";
import { arity } from "../../functions/table.ts";
import { macros } from "../../parse/macros.ts";
import type { Family, Grammar } from "./phrase.ts";

/** Conditions stand in piecewise only. */
const conditions: readonly string[] = ["less", "lessEqual", "equal", "kronecker", "and", "or", "not"];
/** Functions that want arguments of a kind of their own; most of them stand in a form below. */
const special: readonly string[] = [
  "polygamma",
  "sincDerivative",
  "erfcxDerivative",
  "piecewiseLinear",
  "gaussian",
  "pi",
  "e",
];

const ordinary = (Object.keys(arity) as FunctionName[]).filter(
  (name) => !conditions.includes(name) && !special.includes(name),
);

function application(name: string, count: number): string {
  return `${name}(${Array.from({ length: count }, (_, k) => `#${k + 1}`).join(", ")})`;
}

/** A name over its number of arguments; over two and over three where there may be any number. */
function applications(name: string, [least, most]: readonly [number, number]): string[] {
  const counts = least === most ? [least] : [2, 3];
  return counts.map((count) => application(name, count));
}

/** Every function of the table, and every other spelling, over arbitrary arguments. */
const calls: Family = {
  weight: 10,
  forms: [
    ...ordinary.flatMap((name) => applications(name, arity[name])),
    ...[...aliases].flatMap(([alias, name]) => applications(alias, arity[name])),
    ...macros
      .filter(({ name }) => !/root/i.test(name))
      .map(({ name, arity: count }) => application(name, count)),
    "root(#1, 3)",
    "root(#1, 2)",
    "nthRoot(#1, 3)",
    "polygamma(1, #1)",
    "polygamma(2, #1)",
    "sincDerivative(1, #1)",
    "erfcxDerivative(2, #1)",
    "gaussian(#1, #2, 1.5)",
    "piecewiseLinear(#1, 0.25, 0.5, -2, 2)",
    "|#1|",
  ],
};

/** Functions that stay smooth and moderate, so that larger expressions keep a domain. */
const gentle: Family = {
  weight: 10,
  forms: ["sin", "cos", "tanh", "sigmoid", "atan", "erf", "softplus", "asinh", "exp", "log1p"]
    .map((name) => application(name, 1))
    .concat("log(2 + sin(#1))", "sqrt(1 + #1^2)", "exp(-#1^2)", "1/(1 + #1^2)"),
};

const arithmetic: Family = {
  weight: 22,
  forms: [
    "#1 + #2",
    "#1 + #2",
    "#1 - #2",
    "#1*#2",
    "#1*#2",
    "#1/#2",
    "-#1",
    "2#1",
    "#1 + #2 + #3",
    "#1*#2*#3",
  ],
};

const powers: Family = {
  weight: 8,
  forms: [
    "#1^2",
    "#1^2",
    "#1^3",
    "#1^4",
    "#1^-1",
    "#1^-2",
    "#1^0.5",
    "#1^(1/3)",
    "#1^(-3/2)",
    "#1^1.5",
    "#1^(2/3)",
    "#1^0",
    "2^#1",
    "(1/2)^#1",
    "e^#1",
    "#1^#2",
    "(#1^2)^#2",
    "(#1^2)^(1/2)",
    "#1^pi",
  ],
};

const branches: Family = {
  weight: 5,
  forms: [
    "piecewise(#1, #2 < #3, #1)",
    "piecewise(#1, #2 < 1, #3)",
    "piecewise(#1, #2 >= #3, #3)",
    "piecewise(#1, x > 0 and #2 <= 1, #3)",
    "piecewise(#1, not (#2 < 0) or x < y, #3)",
    "piecewise(#1, x < 0, #2, x <= 1, #3)",
    "piecewise(#1, x == y, #2)",
    "max(#1, 0)",
    "min(#1, #2)",
    "max(#1, #2, 1)",
    "relu(#1)*#2",
    "#1 + step(#2)",
    "sign(#1)*#1",
    "abs(#1)*sign(#1)",
    "floor(#1)*#2",
  ],
};

const series: Family = {
  weight: 3,
  forms: [
    "sum(k*#1, k, 1, 3)",
    "sum(#1^k, k, 1, 4)",
    "sum(sin(k*#1), k, 1, 3)",
    "product(#1 + k, k, 1, 3)",
    "sum(sum(i*j*#1, j, 1, i), i, 1, 3)",
    "maximum(k*#1, k, 1, 3)",
    "minimum(sin(k*#1), k, 1, 3)",
    "logSumExp(k*#1, k, 1, 3)",
    "D(#1, x)",
    "D(#1*#2, y)",
  ],
};

/** What simplification looks for, and near misses of it. */
const identities: Family = {
  weight: 8,
  forms: [
    "1/(1 + exp(-#1))",
    "exp(#1)/(1 + exp(#1))",
    "exp(#1)/(exp(#1) + exp(#2))",
    "1 - sigmoid(#1)",
    "sigmoid(#1)*(1 - sigmoid(#1))",
    "sigmoid(#1) + sigmoid(-#1)",
    "log(1 + exp(#1))",
    "-log(exp(#1)/(exp(#1) + exp(#2)))",
    "log(exp(#1) + exp(#2))",
    "log(1 + #1)",
    "exp(#1) - 1",
    "1 - tanh(#1)^2",
    "#2 - #2*tanh(#1)^2",
    "1/cosh(#1)^2",
    "sin(#1)^2 + cos(#1)^2",
    "2sin(#1)*cos(#1)",
    "1 - cos(#1)",
    "sin(#1)/cos(#1)",
    "cos(#1)*csc(#1)",
    "cosh(#1)^2 - sinh(#1)^2",
    "1 + tan(#1)^2",
    "log(exp(#1))",
    "exp(log(#1))",
    "log(#1^2)",
    "log(#1*#2)",
    "log(#1) + log(#2)",
    "exp(#1)*exp(#2)",
    "sqrt(#1)*sqrt(#2)",
    "sqrt(#1)^2",
    "sqrt(#1^2)",
    "(#1*#2)^(1/2)",
    "(#1^3)^(1/3)",
    "#1/#1",
    "#1 - #1",
    "0*#1",
    "#1^#2*#1^#3",
    "#1^2*#1^-3",
    "#1/#2 + #2/#1",
    "(#1 + #2)/(#1 - #2)",
    "(#1^2 - #2^2)/(#1 - #2)",
    "(#1 + 1)*(#1 - 1) - #1^2",
    "#1*#2 + #1*#3",
    "#1*x + #1*y",
    "#1/(2#2) + #1/(3#2)",
    "1/(#1/#2)",
    "-(#1 - #2)",
    "asin(sin(#1))",
    "atan(#1) + atan(1/#1)",
    "acosh(1 + #1^2)",
    "expm1(#1) + 1",
    "log1p(#1 - 1)",
    "2*sigmoid(2*#1) - 1",
    "1 + tanh(#1)",
    "1 + erf(#1)",
    "abs(#1^2)",
    "abs(-#1)",
    "max(#1, -#1)",
    "max(#1, #1)",
  ],
};

/** The whole grammar of scalar expressions (s) in x and y. */
export const scalarGrammar: Grammar = {
  s: {
    leaves: [..."xxxxxyyy", "1", "2", "3", "-1", "0.5", "1/3", "pi", "2.75"],
    families: [arithmetic, powers, calls, gentle, branches, series, identities],
  },
};
