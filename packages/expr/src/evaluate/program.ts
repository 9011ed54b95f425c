import { float64 } from "@chainrule/special";
import { isMatrixFunction } from "../functions/names.ts";
import { scalarFunctions } from "../functions/values/table.ts";
import type { Expression, PowerNode } from "../node.ts";
import { expOfSquare, squareIn } from "./bell.ts";
import type { Run } from "./run.ts";
import {
  evaluatePiecewise,
  evaluateQuotient,
  generalPower,
  isEuler,
  isReciprocal,
  legOf,
  partsOf,
  powerOfLeg,
  quotientOfNode,
  rationalExponent,
} from "./scalar.ts";

/** How a scalar's value is computed from those of its parts. */
export interface Formula<T> {
  readonly parts: readonly Expression[];
  /** The values come in the order of the parts; the array may be used again. */
  readonly valueOf: (values: readonly T[]) => T;
}

/** The formula of one node; undefined of leaves, elements, binders and functions of matrices. */
function formulaOf<T>(run: Run<T>, node: Expression): Formula<T> | undefined {
  const { A } = run;
  switch (node.kind) {
    case "sum":
      return { parts: node.operands, valueOf: (values) => values.reduce((a, b) => A.add(a, b)) };
    case "product":
      return quotientFormula(run, node);
    case "power":
      return powerFormula(run, node);
    case "call": {
      const { name, operands } = node;
      if (isMatrixFunction(name)) return undefined;
      if (name === "exp") return exponentialFormula(run, operands[0]!);
      return { parts: operands, valueOf: (values) => scalarFunctions[name](A, values) };
    }
    case "piecewise":
      return { parts: node.operands, valueOf: (values) => evaluatePiecewise(A, values) };
    default:
      return undefined;
  }
}

/** A product or a reciprocal as a quotient; of another node, the node itself. */
export function quotientFormula<T>(run: Run<T>, node: Expression): Formula<T> {
  const quotient = quotientOfNode(run.quotients, node);
  return {
    parts: partsOf(run.quotients, node),
    valueOf: (values) => evaluateQuotient(run.A, quotient, values),
  };
}

function powerFormula<T>(run: Run<T>, node: PowerNode): Formula<T> {
  const { A } = run;
  const [base, exponent] = node.operands;
  if (isReciprocal(node)) return quotientFormula(run, node);
  if (isEuler(base)) return exponentialFormula(run, exponent);
  const leg = legOf(node);
  if (leg !== undefined) return { parts: [leg], valueOf: ([x]) => powerOfLeg(A, x!, exponent) };
  if (exponent.kind !== "number")
    return { parts: [base, exponent], valueOf: ([x, y]) => generalPower(A, x!, y!) };
  return { parts: [base], valueOf: ([x]) => rationalExponent(A, x!, exponent.value) };
}

function exponentialFormula<T>({ A }: Run<T>, exponent: Expression): Formula<T> {
  const square = isFloat64(A) ? squareIn(exponent) : undefined;
  if (square === undefined) return { parts: [exponent], valueOf: ([y]) => A.exp(y!) };
  const bell = ([x]: readonly number[]) => expOfSquare(square.coefficient, x!);
  return { parts: [square.base], valueOf: bell as unknown as Formula<T>["valueOf"] };
}

function isFloat64(A: unknown): boolean {
  return A === float64;
}

/**
 * The formula of a node with those of its parts in it, as far as nobody else reads them and they depend on the same
 * indices: their values are computed where they are needed, and never stored.
 */
export function programOf<T>(run: Run<T>, root: Expression): Formula<T> | undefined {
  const known = run.programs.get(root);
  if (known !== undefined) return known;
  const formula = formulaOf(run, root);
  const program = formula && (run.uses === undefined ? formula : assembled(run, root, formula));
  if (program !== undefined) run.programs.set(root, program);
  return program;
}

/** A formula that is evaluated on the way: what it reads are parts (from 0 up) or steps before it (from -1 down). */
interface Step<T> {
  readonly reads: readonly number[];
  readonly values: T[];
  readonly valueOf: Formula<T>["valueOf"];
}

/** A formula whose parts are being placed. */
interface Pending<T> {
  readonly node: Expression;
  readonly formula: Formula<T>;
  readonly reads: number[];
}

function assembled<T>(run: Run<T>, root: Expression, formula: Formula<T>): Formula<T> {
  const parts: Expression[] = [];
  const places = new Map<Expression, number>();
  const steps: Step<T>[] = [];
  const stack: Pending<T>[] = [{ node: root, formula, reads: [] }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const part = top.formula.parts[top.reads.length];
    if (part === undefined) {
      steps.push({ reads: top.reads, values: [], valueOf: top.formula.valueOf });
      places.set(top.node, -steps.length);
      stack.pop();
      continue;
    }
    const inside = places.has(part) || !isInside(run, part, root) ? undefined : formulaOf(run, part);
    if (inside !== undefined) stack.push({ node: part, formula: inside, reads: [] });
    else {
      if (!places.has(part)) places.set(part, parts.push(part) - 1);
      top.reads.push(places.get(part)!);
    }
  }
  if (steps.length === 1) return formula;
  const results: T[] = [];
  return { parts, valueOf: (values) => runSteps(steps, values, results) };
}

function isInside<T>({ uses }: Run<T>, part: Expression, root: Expression): boolean {
  return part.free.length === root.free.length && (uses?.get(part) ?? 1) === 1;
}

function runSteps<T>(steps: readonly Step<T>[], parts: readonly T[], results: T[]): T {
  for (let n = 0; n < steps.length; n++) {
    const { reads, values, valueOf } = steps[n]!;
    for (let k = 0; k < reads.length; k++) {
      const place = reads[k]!;
      values[k] = place < 0 ? results[-1 - place]! : parts[place]!;
    }
    results[n] = valueOf(values);
  }
  return results[steps.length - 1]!;
}

/** How often each node is an operand in the graph below the roots; a root is one more. */
export function usesOf(
  order: readonly Expression[],
  roots: readonly Expression[],
): ReadonlyMap<Expression, number> {
  const uses = new Map<Expression, number>();
  const count = (node: Expression) => uses.set(node, (uses.get(node) ?? 0) + 1);
  for (const node of order) node.operands.forEach(count);
  roots.forEach(count);
  return uses;
}
