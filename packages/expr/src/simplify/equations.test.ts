import { expect, test } from "vitest";
import { differentiate, parse, simplify, toText } from "../index.ts";

/** The derivative of a function, as text in brackets: f_xx is `of("x", "x")`. */
const derivatives =
  (f: string) =>
  (...names: string[]): string => {
    let d = parse(f);
    for (const name of names) d = differentiate(d, name);
    return `(${toText(d)})`;
  };

const laplace = (...names: string[]) =>
  [
    `is harmonic in ${names.join(", ")}`,
    (of: (...names: string[]) => string) => names.map((name) => of(name, name)).join(" + "),
  ] as const;

type Row = readonly [f: string, equation: string, leaves: (of: (...names: string[]) => string) => string];

/** Functions, and equations that they solve, as textbooks have both. */
const rows: readonly Row[] = [
  ["log(x^2 + y^2)", ...laplace("x", "y")],
  ["log(hypot(x, y))", ...laplace("x", "y")],
  ["1/sqrt(x^2 + y^2 + z^2)", ...laplace("x", "y", "z")],
  ["atan2(y, x)", ...laplace("x", "y")],
  ["atan(y/x)", ...laplace("x", "y")],
  ["exp(x)*sin(y)", ...laplace("x", "y")],
  ["sin(x)*cosh(y)", ...laplace("x", "y")],
  ["x/(x^2 + y^2)", ...laplace("x", "y")],
  ["x^3 - 3*x*y^2", ...laplace("x", "y")],
  ["exp(-x^2/(4*t))/sqrt(t)", "u_t = u_xx", (u) => `${u("t")} - ${u("x", "x")}`],
  ["erf(x/(2*sqrt(t)))", "u_t = u_xx", (u) => `${u("t")} - ${u("x", "x")}`],
  ["sin(x - c*t) + exp(x + c*t)", "u_tt = c^2 u_xx", (u) => `${u("t", "t")} - c^2*${u("x", "x")}`],
  ["-2*tanh(x)", "u u_x = u_xx", (u) => `${u()}*${u("x")} - ${u("x", "x")}`],
  [
    "2*sech(x - 4*t)^2",
    "u_t + 6 u u_x + u_xxx = 0",
    (u) => `${u("t")} + 6*${u()}*${u("x")} + ${u("x", "x", "x")}`,
  ],
  ["(5*x^3 - 3*x)/2", "Legendre's, of 3", (p) => `(1 - x^2)*${p("x", "x")} - 2*x*${p("x")} + 12*${p()}`],
  ["cos(3*acos(x))", "Chebyshev's, of 3", (p) => `(1 - x^2)*${p("x", "x")} - x*${p("x")} + 9*${p()}`],
  ["cos(n*acos(x))", "Chebyshev's, of n", (p) => `(1 - x^2)*${p("x", "x")} - x*${p("x")} + n^2*${p()}`],
  ["exp(a*asin(x))", "Chebyshev's, of i a", (p) => `(1 - x^2)*${p("x", "x")} - x*${p("x")} - a^2*${p()}`],
  ["asin(x)^2", "(1 - x^2) y'' - x y' = 2", (y) => `(1 - x^2)*${y("x", "x")} - x*${y("x")} - 2`],
  ["exp(-x^2/2)*(4*x^2 - 2)", "Weber's, of 2", (u) => `${u("x", "x")} + (5 - x^2)*${u()}`],
  ["sin(x)/x", "the spherical Bessel equation, of 0", (j) => `x*${j("x", "x")} + 2*${j("x")} + x*${j()}`],
  [
    "sin(x)/x^2 - cos(x)/x",
    "the spherical Bessel equation, of 1",
    (j) => `x^2*${j("x", "x")} + 2*x*${j("x")} + (x^2 - 2)*${j()}`,
  ],
  ["1/(1 + exp(-x))", "y' = y (1 - y)", (y) => `${y("x")} - ${y()}*(1 - ${y()})`],
  ["2*atan(tanh(x/2))", "y' = sech(x)", (y) => `${y("x")} - sech(x)`],
  ["x^2*y/(x + y)", "Euler's, of degree 2", (f) => `x*${f("x")} + y*${f("y")} - 2*${f()}`],
  [
    "(a*x + b)/(c*x + d)",
    "a Schwarzian derivative of 0",
    (f) => `${f("x", "x", "x")}/${f("x")} - 3/2*(${f("x", "x")}/${f("x")})^2`,
  ],
];

test.each(rows)("%s solves an equation: %s", (f, _, leaves) => {
  expect(toText(simplify(parse(leaves(derivatives(f)))))).toBe("0");
});
