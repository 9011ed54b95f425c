import type { LocateRow } from "./model.ts";

type Move = (
  rows: readonly LocateRow[],
  at: number,
  trail: readonly number[],
) => readonly [to: number, trail: readonly number[]];

/** Where keys lead from a row, and the rows that edges were followed from so far. */
export const edgeMoves: Readonly<Record<string, Move>> = {
  ArrowDown: (rows, at) => [Math.min(rows.length - 1, at + 1), []],
  ArrowUp: (_, at) => [Math.max(0, at - 1), []],
  Home: () => [0, []],
  End: (rows) => [rows.length - 1, []],
  ArrowRight: (rows, at, trail) => {
    const { edges } = rows[at]!;
    const leadsOn = edges.find(({ to }) => rows[to]!.edges.length > 0);
    const edge = edges.find(({ differs }) => differs) ?? leadsOn ?? edges[0];
    return edge === undefined ? [at, trail] : [edge.to, [...trail, at]];
  },
  ArrowLeft: (rows, at, trail) => {
    const users = rows.flatMap(({ edges }, i) => (edges.some(({ to }) => to === at) ? [i] : []));
    return [trail.at(-1) ?? users[0] ?? at, trail.slice(0, -1)];
  },
};
