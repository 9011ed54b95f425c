import { squareIn } from "../evaluate/bell.ts";
import {
  evaluateQuotient,
  isEuler,
  isReciprocal,
  legOf,
  partsOf,
  powerOfLeg,
  quotientOfNode,
  rationalExponent,
} from "../evaluate/scalar.ts";
import { isMatrixFunction } from "../functions/names.ts";
import type { CallNode, Expression, PowerNode, SymbolNode } from "../node.ts";
import { ValueError } from "../rational.ts";
import { ShapeError, shapeText } from "../shape.ts";
import { recordCall, recordPiecewise } from "./branches.ts";
import { sizeNamed } from "./layout.ts";
import { type Indices, type Lowering, type Step, type Task, taskOf } from "./lower.ts";
import type { Register } from "./recorder.ts";
import { elementStep, matrixStep, reduceStep } from "./tensors.ts";

/** How each kind of node is recorded. The formulas are those of `evaluate`, so that values agree bit by bit. */
export function stepOf(lowering: Lowering, task: Task): Step {
  const { node } = task;
  const { arithmetic: A } = lowering;
  switch (node.kind) {
    case "number":
      return done(A.fromRatio(BigInt(node.value.numerator), BigInt(node.value.denominator)));
    case "symbol":
      return done(symbolValue(lowering, node, task.at));
    case "sum":
      return over(task, node.operands, (values) => values.reduce((a, b) => A.add(a, b)));
    case "product":
      return quotientStep(lowering, task);
    case "power":
      return powerStep(lowering, task, node);
    case "call":
      return callStep(lowering, task, node);
    case "piecewise":
      return over(task, node.operands, (values) => recordPiecewise(lowering, values));
    case "element":
      return elementStep(lowering, node, task.at);
    case "reduce":
      return reduceStep(lowering, node, task.at);
    case "tensor":
      throw new ShapeError("a program computes scalars: take the elements of the tensor", [
        shapeText(node.shape),
      ]);
  }
}

function done(register: Register): Step {
  return { parts: [], next: () => register };
}

/** A formula over parts in the scope of the node itself. */
function over(
  { at }: Task,
  parts: readonly Expression[],
  next: (values: readonly Register[]) => Register,
): Step {
  return { parts: parts.map((node) => taskOf(node, at)), next };
}

function symbolValue(
  { recorder, inputs, sizes }: Lowering,
  { name, level }: SymbolNode,
  at: Indices,
): Register {
  const index = at.get(level);
  if (index !== undefined) return recorder.constant(index);
  if (level !== 0)
    throw new ValueError("an index is used outside of what binds it: bind it by reduce or tensor");
  const size = sizeNamed(sizes, name);
  return size === undefined ? recorder.input(inputs.get(name)!.offset) : recorder.constant(size);
}

function quotientStep(lowering: Lowering, task: Task): Step {
  const parts = partsOf(lowering.quotients, task.node);
  return over(task, parts, (values) => recordQuotient(lowering, task.node, values));
}

/** The quotient, but 0 where a factor that wins over infinite ones is. */
function recordQuotient(
  { recorder, arithmetic, quotients }: Lowering,
  node: Expression,
  values: readonly Register[],
): Register {
  const quotient = quotientOfNode(quotients, node);
  const { numerators, norms, vanishing } = quotient;
  const plain = evaluateQuotient(arithmetic, { ...quotient, norms: [], vanishing: [] }, values);
  const result = vanishing.reduce((sofar, k) => recorder.emit("unlessZero", values[k]!, sofar), plain);
  if (norms.length === 0 || numerators.length === 0) return result;
  const anyZero = (some: readonly Register[]) =>
    some.map((x) => recorder.emit("isZero", x)).reduce((a, b) => recorder.emit("or", a, b));
  const above = anyZero(values.slice(0, numerators.length));
  const isZeroOverZero = recorder.emit("and", above, anyZero(norms.map((k) => values[k]!)));
  return recorder.emit("select", isZeroOverZero, recorder.constant(0), result);
}

function powerStep(lowering: Lowering, task: Task, node: PowerNode): Step {
  const { arithmetic: A } = lowering;
  const [base, exponent] = node.operands;
  if (isReciprocal(node)) return quotientStep(lowering, task);
  if (isEuler(base)) return exponentialStep(lowering, task, exponent);
  const leg = legOf(node);
  if (leg !== undefined) return over(task, [leg], ([x]) => powerOfLeg(A, x!, exponent));
  if (exponent.kind !== "number") return over(task, [base, exponent], ([x, y]) => A.power(x!, y!));
  return over(task, [base], ([x]) => rationalExponent(A, x!, exponent.value));
}

function callStep(lowering: Lowering, task: Task, node: CallNode): Step {
  const { name } = node;
  if (isMatrixFunction(name)) return matrixStep(lowering, node, task.at);
  if (name === "exp") return exponentialStep(lowering, task, node.operands[0]!);
  return over(task, node.operands, (values) => recordCall(lowering, name, values));
}

function exponentialStep({ arithmetic, recorder }: Lowering, task: Task, exponent: Expression): Step {
  const square = squareIn(exponent);
  if (square === undefined) return over(task, [exponent], ([y]) => arithmetic.exp(y!));
  const coefficient = recorder.constant(square.coefficient);
  return over(task, [square.base], ([x]) => recorder.emit("expOfSquare", coefficient, x!));
}
