import { doubleDouble } from "@chainrule/special";
import {
  add,
  differentiate,
  type Expression,
  type ExpressionIn,
  evaluate,
  gradient,
  parse,
  type SymbolNode,
  symbol,
  symbols,
} from "../index.ts";
import type { VariablesIn } from "./variables.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => {};

same<VariablesIn<"x^2 + y">, "x" | "y">(true);
same<VariablesIn<"">, never>(true);
same<VariablesIn<"2pi e + 1e5 + 2x + 3.5E-2y_1">, "x" | "y_1">(true);
same<VariablesIn<"sin(x) + exp (y)|z|">, "x" | "y" | "z">(true);
same<VariablesIn<"sum(w[i] x[i]^2, i, 1, n)">, "w" | "x" | "n">(true);
same<VariablesIn<"tensor(a[i]*b[j], i, n, j, m)">, "a" | "b" | "n" | "m">(true);
same<VariablesIn<"sum(max(x, y, z), k, lo, hi) + sum(v)">, "x" | "y" | "z" | "lo" | "hi" | "v">(true);
same<VariablesIn<"piecewise(a, x >= 0 and y < 1, b)">, "a" | "x" | "y" | "b">(true);
same<VariablesIn<"`x y` + 1">, string>(true);
same<VariablesIn<string>, string>(true);
same<VariablesIn<"x" | "y">, string>(true);
same<VariablesIn<`${string}x`>, string>(true);

type Hundred =
  "aaa1*(bb2 + sin(c_3)) - 1.5e-3*cos(x[1]) + exp(aaa1/bb2)*sqrt(c_3^2 + x[2]^2)/(1 + y) - abs(z)--";
type Names = "aaa1" | "bb2" | "c_3" | "x" | "y" | "z";
same<VariablesIn<`${Hundred}${Hundred}${Hundred}q`>, Names | "q">(true);
same<VariablesIn<`${Hundred}${Hundred}${Hundred}${Hundred}q`>, string>(true);

const f = parse("x^2 + y");
const loose: Expression = f;
const text: string = "x";
const record: Readonly<Record<string, number>> = { x: 1 };

same<typeof f, ExpressionIn<"x" | "y">>(true);
evaluate(f, { x: 1, y: 2, unused: 3 });
evaluate(f, new Map([["x", 1]]));
// @ts-expect-error y has no value
evaluate(f, { x: 1 });
// @ts-expect-error the derivative is over the same variables
evaluate(differentiate(f, "x"), { x: 1 });
// @ts-expect-error and so are the entries of the gradient
evaluate(gradient(f, ["x", "y"]), { y: 1 });
// @ts-expect-error whatever the values are computed in
evaluate(f, { x: 1 }, { arithmetic: doubleDouble });

// What is not known is not checked.
evaluate(loose, { x: 1 });
evaluate(parse(text), record);
evaluate(parse("1 + 1"), {});
evaluate([parse("x"), loose], { x: 1 });
differentiate(f, text);
differentiate(f, "z");
differentiate(loose, symbol("x"));
gradient(parse(text), ["x", symbol("y")]);

// Sizes are told by the tensors that have them.
const total = parse("sum(x)/n + a", { shapes: { x: ["n", 3] } });
same<typeof total, ExpressionIn<"x" | "a">>(true);

const { alpha, beta } = symbols("alpha", "beta");
same<typeof alpha, SymbolNode>(true);
evaluate(add(alpha, beta), { alpha: 1, beta: 2 });
// @ts-expect-error no symbol of that name was asked for
symbols("alpha").gamma;
const { A } = symbols("A", "B", { shape: [2] });
same<typeof A, SymbolNode>(true);
