import { NDArray } from "@chainrule/array";
import {
  type Expression,
  freshIndices,
  number,
  type SymbolNode,
  symbol,
  tensor,
  ValueError,
} from "@chainrule/expr";
import {
  type ArrayLike,
  apply,
  type Entry,
  isControl,
  type Machine,
  type Operand,
  type Program,
  Variable,
} from "@chainrule/tape";
import { liftedMachine } from "./control.ts";
import { BranchOnExpressionError } from "./expressionArithmetic.ts";
import { type LiftedValue, numbers, readCondition, readNumber } from "./lifted.ts";
import { liftMatrices } from "./matrices.ts";
import { NotLiftedError } from "./notLifted.ts";
import { conditionRows, liftRow, opaqueRows } from "./rows.ts";
import { structuralRules } from "./structural.ts";

/** What a traced function holds as constants, by the name of the symbol that stands for each. */
export type Constants = ReadonlyMap<string, NDArray | number>;

/** A traced function as an expression. */
export interface Lifted {
  /** What the program computes. */
  readonly expression: Expression;
  /** The symbols that stand for the program's inputs, in order. */
  readonly inputs: readonly SymbolNode[];
  /** Values of all other symbols. */
  readonly constants: Constants;
}

/**
 * A traced function of one output as an expression in index notation: its primal, and nothing of a derivative.
 *
 * @param names of the program's inputs, in order
 * @throws {@link NotLiftedError} for an entry without counterpart
 * @example
 * ```ts
 * import { lift } from "@chainrule/check";
 * import { toText } from "@chainrule/expr";
 * import { sin, trace } from "@chainrule/tape";
 * toText(lift(trace((x) => sin(x))(2), ["x"]).expression); // => "sin(x)"
 * ```
 */
export function lift(program: Program, names: readonly string[]): Lifted {
  const distinct = distinctNames();
  const inputs = program.inputs.map(({ shape }, i) => symbol(distinct(names[i] ?? "input"), { shape }));
  const lifter = new Lifter(distinct);
  const [output] = lifter.run(program, inputs.map(numbers));
  return { expression: asExpression(output!), inputs, constants: lifter.constants };
}

/** Gives each name once: to a second asker with a number behind it. */
function distinctNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    let free = name;
    for (let n = 2; taken.has(free); n++) free = `${name} (${n})`;
    taken.add(free);
    return free;
  };
}

/** The most entries that are lifted, those of a loop's body once for every round. */
const entryLimit = 20_000;

/** Lifts programs, those in the bodies of others too. */
class Lifter {
  readonly constants: Map<string, NDArray | number> = new Map();
  readonly #distinct: (name: string) => string;
  #entries = 0;

  constructor(distinct: (name: string) => string) {
    this.#distinct = distinct;
  }

  /** The outputs of a program at lifted inputs. */
  run({ inputs, entries, outputs }: Program, given: readonly LiftedValue[]): readonly LiftedValue[] {
    const scope: Scope = { values: new Map(inputs.map((input, i) => [input, given[i]!])), known: new Map() };
    for (const entry of entries) this.#add(entry, scope);
    return outputs.map((output) => this.#valueOf(output, scope));
  }

  #add(entry: Entry, scope: Scope): void {
    const { primitive, params, inputs, outputs } = entry;
    this.#entries += 1;
    if (this.#entries > entryLimit) {
      throw new NotLiftedError(primitive.name, `there are more than ${entryLimit} entries`);
    }
    const known = inputs.map((input) => (input instanceof Variable ? scope.known.get(input) : input));
    if (isExact(entry) && known.length > 0 && known.every((input) => input !== undefined)) {
      apply(primitive, params, known as ArrayLike[]).forEach((output, i) => {
        scope.known.set(outputs[i]!, output);
      });
      return;
    }
    const operands = inputs.map((input) => this.#valueOf(input, scope));
    const lifted = isControl(primitive)
      ? primitive.execute(this.#machine(primitive.name), params, operands)
      : liftEntry(entry, operands);
    for (const [i, value] of lifted.entries()) scope.values.set(outputs[i]!, value);
  }

  #machine(primitive: string): Machine<LiftedValue> {
    return liftedMachine(primitive, (body, inputs) => this.run(body, inputs));
  }

  #valueOf(operand: Operand, { values, known }: Scope): LiftedValue {
    if (!(operand instanceof Variable)) return this.#constant(operand);
    return values.get(operand) ?? this.#constant(known.get(operand)!);
  }

  /** Numbers are exact; arrays, and what is not finite, become symbols that are bound at evaluation. */
  #constant(value: ArrayLike): LiftedValue {
    if (typeof value !== "number" && !(value instanceof NDArray)) {
      throw new NotLiftedError("constant", "a captured value has no elements yet");
    }
    const scalar = typeof value === "number" ? value : value.rank === 0 ? Number(value.item()) : Number.NaN;
    if (Number.isFinite(scalar)) return numbers(number(scalar));
    const known = [...this.constants].find(([, other]) => Object.is(other, value))?.[0];
    const name = known ?? this.#distinct(`constant_${this.constants.size + 1}`);
    this.constants.set(name, value);
    return numbers(symbol(name, { shape: typeof value === "number" ? [] : value.shape }));
  }
}

/** The values of one program's variables. */
interface Scope {
  readonly values: Map<Variable, LiftedValue>;
  /** Variables that depend on constants only, and are known without rounding. */
  readonly known: Map<Variable, ArrayLike>;
}

/** Whether an entry only compares or moves: then its float64 result is exact. */
function isExact({ primitive, outputs }: Entry): boolean {
  return primitive.family === "move" || outputs.every(({ dtype }) => dtype === "bool");
}

function liftEntry(entry: Entry, operands: readonly LiftedValue[]): readonly LiftedValue[] {
  try {
    const { primitive, params } = entry;
    const matrices =
      primitive.family === "linalg" && liftMatrices(primitive.name, operands.map(asExpression), params);
    return matrices ? matrices.map(numbers) : [liftedBy(entry, operands)];
  } catch (error) {
    const why = whyNot(error);
    throw why === undefined ? error : new NotLiftedError(entry.primitive.name, why);
  }
}

/** What an error in a row's rule says of the row; undefined for errors of another kind. */
function whyNot(error: unknown): string | undefined {
  if (error instanceof BranchOnExpressionError) return "it has different forms for different values";
  if (error instanceof ValueError) return "it holds a number that is not finite";
  return undefined;
}

function liftedBy(entry: Entry, operands: readonly LiftedValue[]): LiftedValue {
  const { primitive, params } = entry;
  const structural = structuralRules.get(primitive.name);
  if (structural !== undefined) return numbers(structural(operands.map(asExpression), params, entry));
  const shape = entry.outputs[0]!.shape.map((length) => number(length));
  const condition = conditionRows.get(primitive.name);
  if (condition !== undefined) {
    return { shape, isCondition: true, read: (indices) => condition(operands, indices) };
  }
  return numbers(elementwise(entry, operands, shape));
}

function elementwise(
  { primitive, params }: Entry,
  operands: readonly LiftedValue[],
  shape: readonly Expression[],
): Expression {
  const row = liftRow(primitive);
  if (row === undefined) throw new NotLiftedError(primitive.name, opaqueRows.get(primitive.name));
  const indices = freshIndices(shape);
  const scalars = operands.map((operand, i) =>
    primitive.name === "where" && i === 0 ? readCondition(operand, indices) : readNumber(operand, indices),
  );
  return tensor(indices, shape, row(scalars, params));
}

/** The value as one tensor; conditions as 0 and 1. */
function asExpression(value: LiftedValue): Expression {
  const indices = freshIndices(value.shape);
  return tensor(indices, value.shape, readNumber(value, indices));
}
