import { applyOne } from "../apply.ts";
import { ArgumentError, ShapeMismatchError } from "../errors.ts";
import { broadcastToShape } from "../families.ts";
import { contract as contractRow } from "../rows/contract.ts";
import { sum as sumRow } from "../rows/reduce.ts";
import { type ArrayLike, shapeOf, type Tensor } from "../value.ts";
import { reorder } from "./contraction.ts";
import { diagonal } from "./matrices.ts";
import { reshape } from "./moves.ts";

/** An array whose axes have names. */
interface Named {
  readonly x: ArrayLike;
  readonly names: readonly string[];
}

/**
 * Einstein summation: letters name axes, equal letters run together, and letters missing after `->` are summed.
 * Without `->` the result has the letters that occur once, in alphabetical order; `...` are axes that broadcast.
 *
 * Operands are contracted from left to right.
 *
 * @throws ArgumentError `tape/argument` for an equation that is none, or another number of operands.
 * @throws ShapeMismatchError `tape/shape-mismatch` when equal letters have different lengths.
 *
 * @example
 * ```ts
 * import { array } from "@chainrule/array";
 * import { einsum } from "@chainrule/tape";
 * const a = array([[1, 2], [3, 4]]);
 * einsum("ij,jk->ik", a, a).toNested(); // => [[7, 10], [15, 22]]
 * einsum("ii", a).item(); // => 5
 * ```
 */
export function einsum(equation: string, ...operands: ArrayLike[]): Tensor {
  if (typeof equation !== "string")
    throw new ArgumentError("einsum", 'an equation is a text such as "ij,jk->ik".');
  const { inputs, output } = parseEquation(equation, operands);
  checkLengths(equation, inputs, output);
  const named = inputs.map(withoutRepetition);
  const [first, ...rest] = named.map((operand, i) =>
    summedAlone(operand, [...named.slice(0, i), ...named.slice(i + 1)], output),
  );
  const product = rest.reduce(
    (sofar, next, i) => contractNamed(sofar, next, [...output, ...rest.slice(i + 1).flatMap(namesOf)]),
    first!,
  );
  return arranged(summed(product, output), output);
}

function namesOf({ names }: Named): readonly string[] {
  return names;
}

/** Names of the axes of every operand and of the result; those behind an ellipsis are numbered from the last. */
function parseEquation(
  equation: string,
  operands: readonly ArrayLike[],
): { inputs: Named[]; output: string[] } {
  const text = equation.replaceAll(" ", "");
  const [left = "", right] = text.split("->");
  const terms = left.split(",");
  const legal = /^[A-Za-z.,]*(->[A-Za-z.]*)?$/.test(text) && terms.length === operands.length;
  if (!legal) {
    throw new ArgumentError(
      "einsum",
      `"${equation.slice(0, 80)}" is no equation for ${operands.length} operands; write "ij,jk->ik".`,
    );
  }
  const inputs = operands.map((x, i) => ({ x, names: expand(terms[i]!, shapeOf(x).length, equation) }));
  const hidden = Math.max(0, ...inputs.map(({ names }) => names.filter(isHidden).length));
  const all = inputs.flatMap(namesOf);
  const once = [...new Set(all)]
    .filter((name) => !isHidden(name) && all.indexOf(name) === all.lastIndexOf(name))
    .sort();
  const output =
    right === undefined
      ? [...hiddenNames(hidden), ...once]
      : expand(right, right.replace("...", "").length + (right.includes("...") ? hidden : 0), equation);
  return { inputs, output };
}

const isHidden = (name: string): boolean => name.length > 1;

/** Names of ellipsis axes, aligned at the last one. */
function hiddenNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `...${count - i}`);
}

function expand(term: string, rank: number, equation: string): string[] {
  const [before = "", after] = term.split("...");
  const letters = `${before}${after ?? ""}`;
  const hidden = rank - letters.length;
  if (hidden < 0 || letters.includes(".") || (after === undefined && hidden !== 0)) {
    throw new ArgumentError(
      "einsum",
      `"${term}" of "${equation.slice(0, 80)}" does not name the ${rank} axes; give a letter for each.`,
    );
  }
  return [...before, ...hiddenNames(hidden), ...(after ?? "")];
}

/** Equal names must have equal lengths; only axes behind an ellipsis may have length 1 instead. */
function checkLengths(equation: string, inputs: readonly Named[], output: readonly string[]): void {
  const lengths = new Map<string, number>();
  for (const { x, names } of inputs) {
    names.forEach((name, axis) => {
      const length = shapeOf(x)[axis]!;
      const known = lengths.get(name);
      if (known !== undefined && known !== length && !(isHidden(name) && (length === 1 || known === 1))) {
        throw new ShapeMismatchError(
          "einsum",
          inputs.map((input) => shapeOf(input.x)),
          `axes called ${name} differ.`,
        );
      }
      lengths.set(name, Math.max(known ?? 0, length));
    });
  }
  const unknown = output.find((name, i) => !lengths.has(name) || output.indexOf(name) !== i);
  if (unknown !== undefined) {
    throw new ArgumentError(
      "einsum",
      `the result of "${equation.slice(0, 80)}" cannot have ${unknown}; name axes of operands, each once.`,
    );
  }
}

/** Axes of one name within an operand become their diagonal. */
function withoutRepetition({ x, names }: Named): Named {
  const second = names.findIndex((name, i) => names.indexOf(name) !== i);
  if (second < 0) return { x, names };
  const first = names.indexOf(names[second]!);
  const kept = names.filter((_, i) => i !== first && i !== second);
  return withoutRepetition({ x: diagonal(x, 0, [first, second]), names: [...kept, names[second]!] });
}

/** Axes that neither another operand nor the result knows are summed at once. */
function summedAlone(operand: Named, others: readonly Named[], output: readonly string[]): Named {
  return summed(operand, [...others.flatMap(namesOf), ...output]);
}

function summed({ x, names }: Named, kept: readonly string[]): Named {
  const axes = names.flatMap((name, i) => (kept.includes(name) ? [] : [i - names.length]));
  return axes.length === 0
    ? { x, names }
    : { x: applyOne(sumRow, { axes }, [x]), names: names.filter((name) => kept.includes(name)) };
}

/** Common names are contracted, or run in step where they are needed later. */
function contractNamed(a: Named, b: Named, later: readonly string[]): Named {
  const [p, q] = [stretched(a, b), stretched(b, a)];
  const common = p.names.filter((name) => q.names.includes(name));
  const batch = common.filter((name) => later.includes(name));
  const contracted = common.filter((name) => !later.includes(name));
  const places = ({ names }: Named, wanted: readonly string[]): number[] =>
    wanted.map((name) => names.indexOf(name) - names.length);
  const free = ({ names }: Named): string[] => names.filter((name) => !common.includes(name));
  const x = applyOne(
    contractRow,
    { contract: [places(p, contracted), places(q, contracted)], batch: [places(p, batch), places(q, batch)] },
    [p.x, q.x],
  );
  return { x, names: [...batch, ...free(p), ...free(q)] };
}

/** Ellipsis axes of length 1 repeated to the length of their partners. */
function stretched(a: Named, b: Named): Named {
  const shape = shapeOf(a.x).map((length, i) => {
    const partner = b.names.indexOf(a.names[i]!);
    return length === 1 && partner >= 0 ? shapeOf(b.x)[partner]! : length;
  });
  return { x: broadcastToShape(a.x, shape), names: a.names };
}

function arranged({ x, names }: Named, output: readonly string[]): Tensor {
  return reorder(
    reshape(x, shapeOf(x)),
    output.map((name) => names.indexOf(name)),
  );
}
