import { longestRow, type Sparsity, SparsityError, transposed } from "./sparse-pattern.ts";

// One product with a matrix serves many of its columns together, if no row has entries in two of them: the columns
// of one colour. Colours are given greedily in the order of the columns, each the first that is free.

/** The colour of each column or row, counted from 0, and how many colours there are. */
export interface Colouring {
  readonly colours: Int32Array;
  readonly count: number;
}

/** Columns in which the rows of `pattern` meet get different colours (Curtis, Powell and Reid 1974). */
export function colourColumns(pattern: Sparsity): Colouring {
  const { shape, rows, cols } = pattern;
  const columns = transposed(pattern);
  return colourGreedily(shape[1], (column, forbid) => {
    for (let e = columns.rows[column]!; e < columns.rows[column + 1]!; e++) {
      const row = columns.cols[e]!;
      for (let k = rows[row]!; k < rows[row + 1]!; k++) forbid(cols[k]!);
    }
  });
}

/** Either the columns, for products `J v`, or the rows, for products `w J`: whichever needs fewer colours. */
export function colourEither(pattern: Sparsity): { byRows: boolean; colouring: Colouring } {
  const turned = transposed(pattern);
  const byRowsFirst = longestRow(turned) < longestRow(pattern);
  const [first, second] = byRowsFirst ? [turned, pattern] : [pattern, turned];
  const colouring = colourColumns(first);
  // no colouring has fewer colours than a row has entries
  if (colouring.count <= longestRow(second)) return { byRows: byRowsFirst, colouring };
  const other = colourColumns(second);
  return other.count < colouring.count
    ? { byRows: !byRowsFirst, colouring: other }
    : { byRows: byRowsFirst, colouring };
}

/**
 * A star colouring of a symmetric pattern: neighbours differ, and each path over four vertices has three colours. Then of
 * the entries (i, j) and (j, i), which are equal, one is alone in its row among the columns of its colour
 * (Coleman and Moré 1984; greedily as Gebremedhin, Tarafdar, Manne and Pothen 2007, algorithm 4.1).
 */
export function colourStars(pattern: Sparsity): Colouring {
  const { shape, rows, cols } = pattern;
  return colourGreedily(shape[0], (v, forbid, colours) => {
    forEachNeighbour(v, (w) => {
      forbid(w);
      forEachNeighbour(w, (x) => {
        if (x === v || colours[x]! < 0) return;
        if (colours[w]! < 0 || hasOther(x, w, colours)) forbid(x);
      });
    });
  });

  function forEachNeighbour(vertex: number, visit: (neighbour: number) => void): void {
    for (let e = rows[vertex]!; e < rows[vertex + 1]!; e++) if (cols[e] !== vertex) visit(cols[e]!);
  }
  /** Whether x has a neighbour of w's colour besides w. */
  function hasOther(x: number, w: number, colours: Int32Array): boolean {
    for (let e = rows[x]!; e < rows[x + 1]!; e++) {
      const y = cols[e]!;
      if (y !== w && y !== x && colours[y] === colours[w]) return true;
    }
    return false;
  }
}

/** Gives each vertex the first colour that no vertex has which `conflicts` reports for it; uncoloured ones are -1. */
function colourGreedily(
  size: number,
  conflicts: (vertex: number, forbid: (other: number) => void, colours: Int32Array) => void,
): Colouring {
  const colours = new Int32Array(size).fill(-1);
  const forbiddenFor = new Int32Array(size + 1).fill(-1);
  let count = 0;
  for (let vertex = 0; vertex < size; vertex++) {
    conflicts(
      vertex,
      (other) => {
        if (colours[other]! >= 0) forbiddenFor[colours[other]!] = vertex;
      },
      colours,
    );
    let colour = 0;
    while (forbiddenFor[colour] === vertex) colour += 1;
    colours[vertex] = colour;
    count = Math.max(count, colour + 1);
  }
  return { colours, count };
}

/** @throws SparsityError where an entry has none opposite to it. */
export function checkSymmetry(pattern: Sparsity): void {
  const { shape, rows, cols } = pattern;
  if (shape[0] !== shape[1]) {
    throw new SparsityError(
      `sparsity: a Hessian is square, not ${shape[0]} by ${shape[1]}; give its pattern.`,
    );
  }
  const { rows: starts, cols: turned } = transposed(pattern);
  const inRow = new Int32Array(shape[0]).fill(-1);
  for (let i = 0; i < shape[0]; i++) {
    for (let e = rows[i]!; e < rows[i + 1]!; e++) inRow[cols[e]!] = i;
    for (let e = starts[i]!; e < starts[i + 1]!; e++) {
      if (inRow[turned[e]!] === i) continue;
      const message = `sparsity: a Hessian is symmetric; the pattern has the entry (${turned[e]}, ${i}) without (${i}, ${turned[e]}).`;
      throw new SparsityError(message);
    }
  }
}
