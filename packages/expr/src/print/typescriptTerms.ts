import { type OperationName, operations } from "../compile/operations.ts";
import { type Instruction, instructionAt, lengthOf, operandsOf, type Program } from "../compile/program.ts";
import { literalOf } from "../compile/recorder.ts";
import { ExpressionError } from "../errors.ts";
import { type Condition, conditionOf, conditionOfNumber, readsCondition } from "./typescriptConditions.ts";

/**
 * A function that has no form in TypeScript source (`expr/no-source`), such as the inverse of a matrix.
 *
 * @example
 * ```ts
 * import { parse, toTypeScript } from "@chainrule/expr";
 * toTypeScript(parse("det(A)", { shapes: { A: [2, 2] } })); // throws expr/no-source
 * ```
 */
export class NoSourceError extends ExpressionError {
  /** The name of the function. */
  readonly functionName: string;

  constructor(functionName: string) {
    super("expr/no-source", `${functionName} cannot be written as TypeScript: use compile instead`);
    this.functionName = functionName;
  }
}

/** Functions that a module declares for itself. */
export type Helper = "expOfSquare" | "logSumExp" | "power";

/** A function of the generated module: how it is called, and what it is imported from or declared by. */
interface Callee {
  readonly call: (operands: readonly string[]) => string;
  /** Names to be imported from `@chainrule/special`. */
  readonly imports?: readonly string[];
  readonly helper?: Helper;
}

/** Functions that Math has under the same name or another one. */
function ofMath(name: string): Callee {
  return { call: (operands) => `Math.${name}(${operands.join(", ")})` };
}

function ofSpecial(name: string): Callee {
  return { call: (operands) => `${name}(${operands.join(", ")})`, imports: [name] };
}

/** Functions of `@chainrule/special` that take the arithmetic first. */
function inFloat64(name: string): Callee {
  return { call: (operands) => `${name}(float64, ${operands.join(", ")})`, imports: ["float64", name] };
}

const logSumExp: Callee = { call: (operands) => `logSumExp([${operands.join(", ")}])`, helper: "logSumExp" };

/** Where both parts vary: `Math.pow` has an x^0 of what is undefined too. */
const power: Callee = { call: (operands) => `power(${operands.join(", ")})`, helper: "power" };

const callees: ReadonlyMap<string, Callee> = new Map<OperationName | string, Callee>([
  ...operations.filter(({ name }) => name in Math).map(({ name }): [string, Callee] => [name, ofMath(name)]),
  ["power", ofMath("pow")],
  ["norm", ofMath("hypot")],
  ...["hypot", "erf", "erfc", "erfcx", "gamma", "lgamma", "digamma", "polygamma"].map(
    (name): [string, Callee] => [name, ofSpecial(name)],
  ),
  ...["sigmoid", "softplus", "logSigmoid", "log1mexp", "sinc", "logCosh", "logit"].map(
    (name): [string, Callee] => [name, ofSpecial(name)],
  ),
  ["round", { call: ([x]) => `float64.round(${x})`, imports: ["float64"] }],
  ["sincDerivative", inFloat64("sincDerivative")],
  ["erfcxDerivative", inFloat64("erfcxDerivative")],
  ["logSumExp", logSumExp],
  ["expOfSquare", { call: ([c, x]) => `expOfSquare(${c}, ${x})`, helper: "expOfSquare" }],
  ["logaddexp", logSumExp],
]);

/** How tightly a text holds together: conditions, sums, products, signs, atoms. */
type Level = 0 | 1 | 2 | 3 | 4;

interface Text {
  readonly text: string;
  readonly level: Level;
  /** Of a condition that no name stands for. */
  readonly condition?: Condition;
}

/** The level of a formula, and what its operands need to go without parentheses. */
const levels: Partial<Readonly<Record<OperationName, readonly [own: Level, left: Level, right: Level]>>> = {
  add: [1, 1, 2],
  subtract: [1, 1, 2],
  multiply: [2, 2, 3],
  divide: [2, 2, 3],
  negate: [2, 2, 4], // -a * b is -(a * b), bit by bit
};

/** Texts up to this length are written into the term that uses them, if there is only one. */
const inlineLimit = 60;

/** Conditions up to this length are written wherever they are used. */
const conditionLimit = 90;

/** The statements that compute a program's terms, the texts of its results, and what the module needs besides. */
export interface Terms {
  readonly statements: readonly string[];
  readonly results: readonly string[];
}

/** Names that the text of a program uses: functions to import, and helpers. */
export interface Needs {
  readonly imports: readonly string[];
  readonly helpers: readonly Helper[];
}

/** What the module of a program has to import and declare. @throws NoSourceError */
export function needsOf(program: Program): Needs {
  const imports = new Set<string>();
  const helpers = new Set<Helper>();
  for (let k = 0; k < lengthOf(program); k++) {
    const instruction = instructionAt(program, k);
    if (operations[instruction.operation]?.text) continue;
    const callee = calleeOf(program, instruction);
    for (const name of callee.imports ?? []) imports.add(name);
    if (callee.helper) helpers.add(callee.helper);
  }
  return { imports: [...imports].sort(), helpers: [...helpers] };
}

function calleeOf(program: Program, instruction: Instruction): Callee {
  const { operation } = instruction;
  const name = operations[operation]?.name ?? program.routines[operation - operations.length]!.name;
  const callee = callees.get(name);
  if (callee === undefined) throw new NoSourceError(name.split(" ")[0]!);
  const isOpen = name === "power" && !operandsOf(program, instruction).some((k) => isConstant(program, k));
  return isOpen ? power : callee;
}

function isConstant({ inputs, constants }: Program, register: number): boolean {
  return register >= inputs.length && register < inputs.length + constants.length;
}

/** Writes a program whose inputs have these texts: a constant `t1`, `t2`, ... for each term that is used twice. */
export function writeTerms(program: Program, inputs: readonly string[]): Terms {
  const uses = countUses(program);
  const texts: Text[] = inputs.map((text) => ({ text, level: 4 }));
  for (const value of program.constants) texts.push(literalText(value));
  const statements: string[] = [];
  for (let k = 0; k < lengthOf(program); k++) {
    const instruction = instructionAt(program, k);
    const text = textOf(program, instruction, texts);
    const limit = text.condition === undefined ? inlineLimit : conditionLimit;
    if (uses[instruction.register]! > 1 || text.text.length > limit) {
      const name = `t${statements.length + 1}`;
      statements.push(`const ${name} = ${text.text};`);
      texts.push({ text: name, level: 4 });
    } else texts.push(text);
  }
  return { statements, results: Array.from(program.outputs, (register) => texts[register]!.text) };
}

function literalText(value: number): Text {
  return { text: literalOf(value), level: value < 0 || Object.is(value, -0) ? 3 : 4 };
}

/**
 * How often each register is written. What a comparison or a choice reads counts twice, for it is written more than
 * once; a condition in its place is written anew wherever it is read, and does not count.
 */
function countUses(program: Program): Int32Array {
  const uses = new Int32Array(program.registers);
  for (const output of program.outputs) uses[output]! += 1;
  for (let k = 0; k < lengthOf(program); k++) {
    const instruction = instructionAt(program, k);
    const row = operations[instruction.operation];
    const weight = row?.text !== undefined && levels[row.name] === undefined ? 2 : 1;
    for (const [side, operand] of operandsOf(program, instruction).entries()) {
      uses[operand]! += row !== undefined && readsCondition(row.name, side) ? 0 : weight;
    }
  }
  return uses;
}

function textOf(program: Program, instruction: Instruction, texts: readonly Text[]): Text {
  const { operation } = instruction;
  const operands = Array.from(operandsOf(program, instruction), (operand) => texts[operand]!);
  const row = operations[operation];
  if (row?.text === undefined) {
    return { text: calleeOf(program, instruction).call(operands.map(({ text }) => text)), level: 4 };
  }
  const [own, ...sides] = levels[row.name] ?? ([0, 4, 4] as const);
  const inner = operands.map((operand, side) => enclosed(operand, sides[side] ?? 4));
  const conditions = operands.map((operand, side) => operand.condition ?? conditionOfNumber(inner[side]!));
  const condition = conditionOf(row.name, inner, conditions);
  if (condition !== undefined) return { text: choiceText(condition, "1", "0"), level: 0, condition };
  if (row.name === "select") return { text: choiceText(conditions[0]!, inner[1]!, inner[2]!), level: 0 };
  if (row.name === "within") return { text: `${conditions[0]!.holds.text} ? ${inner[1]} : NaN`, level: 0 };
  if (row.name === "negate" && inner[0]!.startsWith("-")) return { text: `-(${inner[0]})`, level: own };
  return { text: row.text(inner[0]!, inner[1]!, inner[2]!), level: own };
}

function choiceText({ holds, fails }: Condition, chosen: string, otherwise: string): string {
  if (holds.text === "true") return chosen;
  return fails.text === "true" ? otherwise : `${holds.text} ? ${chosen} : ${fails.text} ? ${otherwise} : NaN`;
}

function enclosed({ text, level }: Text, needed: Level): string {
  return level >= needed ? text : `(${text})`;
}
