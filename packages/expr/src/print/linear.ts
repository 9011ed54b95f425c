import { type Formula, type FormulaOf, formula } from "./formula.ts";
import { multilinear } from "./fractions.ts";

/** The operations of linear algebra on formulas: scalar factors stand in front of them, identities vanish. */

/** The matrix product. */
export function contracted(left: Formula, right: Formula): Formula {
  return multilinear([left, right], ([a, b]) => {
    if (isIdentity(a!)) return b!;
    return isIdentity(b!) ? a! : formula("contract", {}, [a!, b!]);
  });
}

/** The matrix of all products of two vectors' elements. */
export function outerProduct(left: Formula, right: Formula): Formula {
  return multilinear([left, right], (cores) => formula("call", { name: "outer" }, cores));
}

/** The diagonal matrix of a vector. */
export function diagonal(vector: Formula): Formula {
  return multilinear([vector], (cores) => formula("call", { name: "diag" }, cores));
}

/** The transpose: of a matrix product the product of the transposes in reverse, of a transpose its operand. */
export function transposed(operand: Formula): Formula {
  return multilinear([operand], ([core]) => transposedCore(core!));
}

function transposedCore(core: Formula): Formula {
  const factors: Formula[] = [];
  const stack = [core];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.kind === "contract") stack.push(...top.operands);
    else factors.push(transposedFactor(top));
  }
  return factors.reduce((left, right) => formula("contract", {}, [left, right]));
}

function transposedFactor(operand: Formula): Formula {
  if (operand.kind === "transpose") return operand.operands[0]!;
  if (operand.kind !== "call") return formula("transpose", {}, [operand]);
  if (operand.name === "diag" || operand.name === "eye") return operand;
  const name = transposedNames[operand.name];
  if (name === undefined) return formula("transpose", {}, [operand]);
  return formula("call", { name }, operand.operands.toReversed());
}

/** Functions whose transpose is a function of the same operands in reverse. */
const transposedNames: Partial<Record<FormulaOf<"call">["name"], FormulaOf<"call">["name"]>> = {
  outer: "outer",
  inverse: "transposedInverse",
  transposedInverse: "inverse",
};

function isIdentity(node: Formula): boolean {
  return node.kind === "call" && node.name === "eye";
}
