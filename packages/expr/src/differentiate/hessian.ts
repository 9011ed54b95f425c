import type { Algebra } from "../algebra/algebra.ts";
import { factorsOf } from "../algebra/binders.ts";
import { replaceEach } from "../algebra/rebuild.ts";
import type { Expression, Shape } from "../node.ts";
import { shareFactors } from "./factors.ts";
import { forwardSweep, smoothRules } from "./forward.ts";
import { type OpenedGraph, openGraph } from "./opened.ts";
import { axisRange, type Family, hasDelta } from "./reading.ts";
import { reverseSweep, wholeOf } from "./reverse.ts";
import { shareParts } from "./sharing.ts";
import { seedOf } from "./tangent.ts";

/**
 * The second derivatives of a scalar by variables: one reverse sweep for the gradient, then a forward sweep over all its
 * entries at once, along a general element of each variable. Blocks below the diagonal are transposes of those above.
 */
export function secondDerivatives(
  algebra: Algebra,
  root: Expression,
  by: readonly Expression[],
): Expression[][] {
  const rows = gradientFamilies(algebra, root, by);
  const bodies = rows.map(({ body }) => body);
  const graph = openGraph(algebra, bodies);
  const columns = by.map((variable, k) => blocksOf(algebra, graph, rows.slice(0, k + 1), variable));
  const shared = shareParts(algebra, columns.flat());
  const isScalar = shared.every(({ shape }) => shape.length === 0);
  const tensors = isScalar
    ? shareFactors(
        algebra,
        shared.map(({ body }) => body),
      )
    : shared.map(({ indices, shape, body }) => algebra.tensor(indices, shape, body));
  const block = (row: number, column: number) => tensors[(column * (column + 1)) / 2 + row]!;
  return by.map((first, row) =>
    by.map((second, column) =>
      row <= column ? block(row, column) : transposed(algebra, block(column, row), second.shape, first.shape),
    ),
  );
}

/** The gradient's entry for each variable; of an element, that of its tensor at its place. */
function gradientFamilies(algebra: Algebra, root: Expression, by: readonly Expression[]): Family[] {
  const cotangentOf = reverseSweep(algebra, root, by.map(wholeOf));
  return by.map((variable) => {
    const { body, indices } = cotangentOf(wholeOf(variable));
    if (variable.kind !== "element") return { indices, shape: variable.shape, body };
    const [, ...positions] = variable.operands;
    return { indices: [], shape: [], body: replaceEach(algebra, body, indices, positions) };
  });
}

/** The tangents of the rows along a general element of the variable. */
function blocksOf(
  algebra: Algebra,
  graph: OpenedGraph,
  rows: readonly Family[],
  variable: Expression,
): Family[] {
  const indices = axisRange(algebra, variable.shape);
  const direction = indices.length === 0 ? variable : algebra.element(variable, indices);
  const levels = indices.map(({ level }) => level);
  const sum = (terms: readonly Expression[]) => factoredSum(algebra, terms, levels);
  const tangents = forwardSweep(algebra, graph, seedOf(algebra, direction), smoothRules, sum);
  return rows.map((row) => ({
    indices: [...row.indices, ...indices],
    shape: [...row.shape, ...variable.shape],
    body: withOpenDeltas(algebra, tangents.get(row.body) ?? algebra.zero),
  }));
}

/** p[i] (delta(i, k) - q[k]) as p[i] delta(i, k) - p[i] q[k]: a diagonal matrix beside the rest. */
function withOpenDeltas(algebra: Algebra, body: Expression): Expression {
  const factors = factorsOf(body);
  const sum = factors.find((factor) => factor.kind === "sum" && hasDelta(factor));
  const others = factors.filter((factor) => factor !== sum);
  if (sum === undefined || others.some(({ free }) => !free.every((level) => sum.free.includes(level))))
    return body;
  return algebra.sum(sum.operands.map((term) => algebra.product([...others, term])));
}

/** The sum, with those factors outside that all terms share and that depend on the direction. */
function factoredSum(
  algebra: Algebra,
  terms: readonly Expression[],
  direction: readonly number[],
): Expression {
  const [first, ...rest] = terms.map(factorsOf);
  if (first === undefined || rest.length === 0 || direction.length === 0) return algebra.sum(terms);
  const common = first.filter(
    (factor) =>
      factor.free.some((level) => direction.includes(level)) &&
      rest.every((factors) => factors.includes(factor)),
  );
  if (common.length === 0) return algebra.sum(terms);
  const inside = [first, ...rest].map((factors) =>
    algebra.product(factors.filter((factor) => !common.includes(factor))),
  );
  return algebra.product([...common, algebra.sum(inside)]);
}

/** The block with the axes of its second variable before those of its first. */
function transposed(algebra: Algebra, block: Expression, first: Shape, second: Shape): Expression {
  const rows = axisRange(algebra, first);
  const columns = axisRange(algebra, second);
  const entry = block.shape.length === 0 ? block : algebra.element(block, [...rows, ...columns]);
  return algebra.tensor([...columns, ...rows], [...second, ...first], entry);
}
