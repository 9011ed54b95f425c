import { type Expression, parse } from "@chainrule/expr";
import { unsupported } from "./engine.ts";

/** What compute-engine reads: numbers, names, and lists that begin with an operator's name. */
export type MathJson = number | string | readonly MathJson[];

const operators: Readonly<Record<string, string>> = { sum: "Add", product: "Multiply", power: "Power" };

/** A scalar expression in compute-engine's own notation, because it reads no infix. */
export function toMathJson(text: string): MathJson {
  return ofNode(parse(text));
}

function ofNode(e: Expression): MathJson {
  switch (e.kind) {
    case "number": {
      const [numerator, denominator] = [Number(e.value.numerator), Number(e.value.denominator)];
      return denominator === 1 ? numerator : ["Rational", numerator, denominator];
    }
    case "symbol":
      return e.name;
    case "call":
      return [callName(e.name), ...e.operands.map(ofNode)];
    case "sum":
    case "product":
    case "power":
      return [operators[e.kind]!, ...e.operands.map(ofNode)];
    default:
      return unsupported(e.kind);
  }
}

function callName(name: string): string {
  if (name === "log") return "Ln";
  return /^a(sin|cos|tan)h?$/.test(name)
    ? `Ar${name.endsWith("h") ? "" : "c"}${name.slice(1)}`
    : `${name[0]!.toUpperCase()}${name.slice(1)}`;
}
