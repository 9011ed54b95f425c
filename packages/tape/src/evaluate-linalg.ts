import {
  broadcastShapes,
  NotPositiveDefiniteError,
  type Shape,
  SingularError,
  type TriangularOptions,
} from "@chainrule/array";
import type { Arithmetic } from "@chainrule/special";
import { factored, identity, type Matrix, minusProduct, product, transposed } from "./elimination.ts";
import type { Elements } from "./evaluate.ts";
import { determinant, determinantForm, determinantWithoutDivision } from "./evaluate-determinant.ts";
import { mapElements } from "./evaluate-families.ts";
import { eigenvalues, pseudoinverse, singularValues } from "./evaluate-spectral.ts";
import type { Primitive } from "./primitive.ts";
import type { RankOptions } from "./rows/linalg-spectral.ts";

// Linear algebra in any arithmetic: the textbook's algorithms on lists of rows. Pivots are chosen by their nearest
// doubles; every choice is right, so bounds hold whichever it is.

/** A row's rule for one matrix, or one pair, of a stack: its outputs. `place` counts through the stack. */
type Rule = <T>(
  A: Arithmetic<T>,
  matrices: readonly Matrix<T>[],
  params: unknown,
  place: number,
) => readonly Matrix<T>[];

/** A linear algebra row in an arithmetic, matrix by matrix; undefined where there is no rule. */
export function linalgElements<T>(
  A: Arithmetic<T>,
  primitive: Primitive,
  params: unknown,
  inputs: readonly Elements<T>[],
  shapes: readonly Shape[],
): readonly Elements<T>[] | undefined {
  const rule = RULES.get(primitive.name);
  if (rule === undefined) return undefined;
  const leading = broadcastShapes(...inputs.map(({ shape }) => shape.slice(0, -2)));
  const stacks = inputs.map((x) => matricesOf(broadcast(A, x, [...leading, ...x.shape.slice(-2)])));
  const count = leading.reduce((product, length) => product * length, 1);
  const results = Array.from({ length: count }, (_, k) =>
    rule(
      A,
      stacks.map((stack) => stack[k]!),
      params,
      k,
    ),
  );
  return shapes.map((shape, i) => ({ shape, data: results.flatMap((outs) => outs[i]!.flat()) }));
}

/** Elements repeated to a larger shape. */
function broadcast<T>(A: Arithmetic<T>, x: Elements<T>, shape: Shape): Elements<T> {
  return mapElements(A, (_, element) => element, undefined, [x], shape);
}

/** The matrices in the last two axes. */
function matricesOf<T>({ shape, data }: Elements<T>): Matrix<T>[] {
  const [rows, columns] = shape.slice(-2) as [number, number];
  const count = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  return Array.from({ length: count }, (_, k) =>
    Array.from({ length: rows }, (_, i) =>
      data.slice((k * rows + i) * columns, (k * rows + i + 1) * columns),
    ),
  );
}

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["det", (A, [a]) => [[[determinant(A, a!)]]]],
  ["determinantForm", (A, [a, ...directions]) => [determinantForm(A, a!, directions)]],
  ["slogdet", (A, [a]) => signAndLogarithm(A, a!)],
  ["inverse", (A, [a], _, place) => [solve(A, "inverse", a!, identity(A, a!.length), place)]],
  ["solve", (A, [a, b], _, place) => [solve(A, "solve", a!, b!, place)]],
  [
    "triangularSolve",
    (A, [a, b], options, place) => [triangularSolve(A, a!, b!, options as TriangularOptions, place)],
  ],
  ["cholesky", (A, [a], _, place) => [cholesky(A, a!, place)]],
  ["lu", (A, [a]) => permutationLowerUpper(A, a!)],
  ["qr", (A, [a]) => orthogonalised(A, a!)],
  ["eigh", (A, [a]) => eigenvalues(A, a!)],
  ["svd", (A, [a]) => singularValues(A, a!)],
  ["pinv", (A, [a], options) => [pseudoinverse(A, a!, options as RankOptions)]],
  ["matrixExponential", (A, [a]) => [exponential(A, a!)]],
]);

function signAndLogarithm<T>(A: Arithmetic<T>, a: Matrix<T>): readonly Matrix<T>[] {
  const { rows, sign, zeroPivot } = factored(A, a);
  const pivots = zeroPivot < 0 ? rows.map((row, i) => row[i]!) : [determinantWithoutDivision(A, a)];
  const start = A.fromNumber(zeroPivot < 0 ? sign : 1);
  const signs = pivots.reduce((product, pivot) => A.multiply(product, A.sign(pivot)), start);
  const logarithm = pivots.reduce((sum, pivot) => A.add(sum, A.log(A.abs(pivot))), A.fromNumber(0));
  return [[[signs]], [[logarithm]]];
}

function solve<T>(A: Arithmetic<T>, name: string, a: Matrix<T>, b: Matrix<T>, place: number): Matrix<T> {
  const { rows, order, zeroPivot } = factored(A, a);
  if (zeroPivot >= 0) throw new SingularError(name, zeroPivot, place);
  const ordered = order.map((row) => b[row]!);
  const lower = triangularSolve(A, rows, ordered, { unitDiagonal: true }, place);
  return triangularSolve(A, rows, lower, { upper: true }, place);
}

/** Forward or back substitution. */
function triangularSolve<T>(
  A: Arithmetic<T>,
  a: Matrix<T>,
  b: Matrix<T>,
  { upper = false, transposed: turned = false, unitDiagonal = false }: TriangularOptions,
  place: number,
): Matrix<T> {
  const t = turned ? transposed(a) : a;
  const n = t.length;
  const x = b.map((row) => [...row]);
  const fromTop = upper === turned;
  const order = Array.from({ length: n }, (_, step) => (fromTop ? step : n - 1 - step));
  order.forEach((i, step) => {
    for (const k of order.slice(0, step))
      x[i] = x[i]!.map((e, j) => minusProduct(A, e, t[i]![k]!, x[k]![j]!));
    if (unitDiagonal) return;
    const pivot = t[i]![i]!;
    if (A.toNumber(pivot) === 0) throw new SingularError("triangularSolve", i, place);
    x[i] = x[i]!.map((e) => A.divide(e, pivot));
  });
  return x;
}

function cholesky<T>(A: Arithmetic<T>, a: Matrix<T>, place: number): Matrix<T> {
  const half = A.fromNumber(0.5);
  const l = a.map((row) => row.map(() => A.fromNumber(0)));
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = A.multiply(half, A.add(a[i]![j]!, a[j]![i]!));
      for (let k = 0; k < j; k++) rest = minusProduct(A, rest, l[i]![k]!, l[j]![k]!);
      if (j < i) l[i]![j] = A.divide(rest, l[j]![j]!);
      else if (A.toNumber(rest) <= 0) throw new NotPositiveDefiniteError(i + 1, place);
      else l[i]![i] = A.sqrt(rest);
    }
  }
  return l;
}

function permutationLowerUpper<T>(A: Arithmetic<T>, a: Matrix<T>): readonly Matrix<T>[] {
  const { rows, order } = factored(A, a);
  const [zero, one] = [A.fromNumber(0), A.fromNumber(1)];
  return [
    rows.map((_, row) => order.map((from) => (from === row ? one : zero))),
    rows.map((row, i) => row.map((e, j) => (j < i ? e : j === i ? one : zero))),
    rows.map((row, i) => row.map((e, j) => (j < i ? zero : e))),
  ];
}

/** Columns freed of those before them, one after the other (Gram and Schmidt's method, modified). */
function orthogonalised<T>(A: Arithmetic<T>, a: Matrix<T>): readonly Matrix<T>[] {
  const zero = A.fromNumber(0);
  const columns = transposed(a).map((column) => [...column]);
  const r = columns.map(() => columns.map(() => zero));
  const dot = (x: readonly T[], y: readonly T[]): T =>
    x.reduce((sum, e, i) => A.add(sum, A.multiply(e, y[i]!)), zero);
  columns.forEach((column, k) => {
    const length = A.sqrt(dot(column, column));
    r[k]![k] = length;
    const q = column.map((e) => A.divide(e, length));
    columns[k] = q;
    for (let j = k + 1; j < columns.length; j++) {
      const along = dot(q, columns[j]!);
      r[k]![j] = along;
      columns[j] = columns[j]!.map((e, i) => minusProduct(A, e, along, q[i]!));
    }
  });
  return [transposed(columns), r];
}

/** So many terms of the series leave less than 1e-120 of a matrix of norm 1/16. */
const TERMS = 50;

/** Taylor's series of A / 2^s, squared s times. */
function exponential<T>(A: Arithmetic<T>, a: Matrix<T>): Matrix<T> {
  const sums = a.map((row) => row.reduce((sum, e) => sum + Math.abs(A.toNumber(e)), 0));
  const norm = Math.max(0, ...sums);
  const squarings =
    norm > 0 && norm < Number.POSITIVE_INFINITY ? Math.max(0, Math.ceil(Math.log2(norm)) + 4) : 0;
  const scale = A.integerPower(A.fromNumber(0.5), squarings);
  const scaled = a.map((row) => row.map((e) => A.multiply(e, scale)));
  let term: Matrix<T> = identity(A, a.length);
  let sum = term;
  for (let k = 1; k <= TERMS; k++) {
    const divisor = A.fromNumber(k);
    term = product(A, term, scaled).map((row) => row.map((e) => A.divide(e, divisor)));
    sum = sum.map((row, i) => row.map((e, j) => A.add(e, term[i]![j]!)));
  }
  for (let k = 0; k < squarings; k++) sum = product(A, sum, sum);
  return sum;
}
