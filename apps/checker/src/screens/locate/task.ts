import {
  type CheckDocument,
  type ClaimReport,
  checkDocument,
  faults,
  locate as locateIn,
  type Report,
  type Subject,
  subjectOf,
  targetOf,
  type WrongEdge,
} from "@chainrule/check";
import {
  type ArrayLike,
  type BackwardStep,
  type DifferentiateOptions,
  type Linear,
  NDArray,
  recordTape,
  type Tape,
  TapeVariable,
} from "@chainrule/tape";
import { madeOf, short, shortArray } from "../graph/operations.ts";
import type { LocatedEdge, LocateEdge, LocateResult, LocateRow } from "./model.ts";

/** Relative differences above this are no rounding: both passes do the same operations. */
const tolerance = 1e-13;

/** More rows than this are left out, the last first; the first that differs is always there. */
const mostRows = 200;

/** Where a planted fault, or a claim, first goes wrong. */
export function locate(document: CheckDocument): LocateResult {
  return document.subject.kind === "claim" ? inClaim(document) : inPlanted(document);
}

/** Every variable is shown, as in the graph, whose values have the same names. */
function inPlanted(document: CheckDocument): LocateResult {
  const { wrt: _, ...all } = document;
  const subject = subjectOf(all);
  const fault = faults.find(({ name }) => name === document.fault);
  const planted = fault?.plant(targetIn(subject, document)) ?? {};
  const [ours, yours] = [passOf(subject, {}), passOf(subject, planted)];
  const places = new Map(ours.map(({ id }, i) => [id, i]));
  const rows = ours.map((row, i) => ({
    ...rowOf(row, yours[i]!),
    edges: edgesOf(row, yours[i]!, ours, places),
  }));
  const first = rows.findIndex(({ differs }) => differs);
  const edge = fault && locateIn(subject, planted, { order: fault.order });
  return {
    yours: fault === undefined ? "none" : "planted",
    description:
      fault === undefined
        ? "Nothing is planted yet: both columns are the same backward pass."
        : `Planted: ${fault.description}.`,
    rows: shownRows(rows, first),
    total: rows.length,
    first: first < 0 ? undefined : first,
    edge: edge && locatedEdge(edge, subject, planted),
    notes: fault !== undefined && first < 0 ? [unseen(fault.order)] : [],
  };
}

/** Where the parameter array is that a fault hits: the one that it hits where only those asked for are differentiated by. */
function targetIn({ parameters }: Subject, document: CheckDocument): number {
  const asked = subjectOf(document);
  const { name } = asked.parameters[targetOf(asked)]!;
  return parameters.findIndex((each) => each.name === name);
}

function unseen(order: 1 | 2): string {
  return order === 2
    ? "First derivatives are right: only derivatives of the rules are wrong."
    : "No adjoint changes at this point.";
}

function shownRows(rows: readonly LocateRow[], first: number): readonly LocateRow[] {
  const shown = rows.slice(0, Math.max(mostRows, first + 10));
  return shown.map((row) => ({ ...row, edges: row.edges.filter(({ to }) => to < shown.length) }));
}

/** A value and its adjoint, in one backward pass. */
interface Passed {
  readonly id: number;
  readonly name: string;
  readonly made: string;
  readonly shape: readonly number[];
  readonly adjoint: Linear;
  /** What goes back from it, by the number of the value that it goes to. */
  readonly carried: readonly (readonly [id: number, contribution: Linear])[];
}

/** The adjoints of a backward pass, the output first. */
function passOf({ f, parameters }: Subject, fault: DifferentiateOptions): readonly Passed[] {
  const tape = recorded(f, parameters, fault);
  const steps: BackwardStep[] = [];
  const inputs = tape.backward([1], (step) => steps.push(step));
  const names = new Map(tape.inputs.map(({ index }, i) => [index, parameters[i]!.name]));
  const nameOf = (operand: ArrayLike | TapeVariable): string =>
    operand instanceof TapeVariable ? (names.get(operand.index) ?? `v${operand.index}`) : shown(operand);
  const passed = (value: TapeVariable, more: Pick<Passed, "made" | "adjoint" | "carried">): Passed => {
    return { id: value.index, name: nameOf(value), shape: value.shape, ...more };
  };
  const operations = steps.flatMap(({ entry, cotangents, contributions }) => {
    const made = madeOf(entry.primitive.name, entry.inputs.map(nameOf), entry.params);
    const carried = entry.inputs.flatMap((operand, k) =>
      operand instanceof TapeVariable ? [[operand.index, contributions[k]] as const] : [],
    );
    return entry.outputs.map((output, k) => passed(output, { made, adjoint: cotangents[k], carried }));
  });
  const given = tape.inputs.map((input, i) =>
    passed(input, { made: "given", adjoint: inputs[i], carried: [] }),
  );
  return [...operations, ...given.toReversed()];
}

function recorded(f: Subject["f"], parameters: Subject["parameters"], fault: DifferentiateOptions): Tape {
  const record = recordTape((values: readonly ArrayLike[]) => f(values), fault);
  return record(parameters.map(({ value }) => value));
}

function edgesOf(
  ours: Passed,
  yours: Passed,
  all: readonly Passed[],
  places: ReadonlyMap<number, number>,
): readonly LocateEdge[] {
  return ours.carried.map(([id, right], k) => {
    const found = yours.carried[k]![1];
    const to = places.get(id)!;
    return {
      to,
      name: all[to]!.name,
      yours: shown(found),
      ours: shown(right),
      differs: gapOf(elementsOf(found), elementsOf(right)) > tolerance,
    };
  });
}

function rowOf(ours: Passed, yours: Passed): Omit<LocateRow, "edges"> {
  const gap = gapOf(elementsOf(yours.adjoint), elementsOf(ours.adjoint));
  const { name, made, shape } = ours;
  return {
    name,
    made,
    shape,
    yours: shown(yours.adjoint),
    ours: shown(ours.adjoint),
    gap,
    differs: gap > tolerance,
  };
}

/** The largest difference, relative to the largest element; nothing that came back is 0 everywhere. */
function gapOf(a: readonly number[], b: readonly number[]): number {
  const count = Math.max(a.length, b.length);
  let [gap, size] = [0, 0];
  for (let i = 0; i < count; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    if (Object.is(x, y)) continue;
    gap = Math.max(gap, Number.isNaN(x - y) ? Number.POSITIVE_INFINITY : Math.abs(x - y));
    size = Math.max(size, Math.abs(x), Math.abs(y));
  }
  return Number.isFinite(gap) && gap > 0 ? gap / size : gap;
}

function elementsOf(x: Linear): readonly number[] {
  if (x === undefined) return [];
  if (typeof x === "number") return [x];
  return x instanceof NDArray ? Array.from(x.toTypedArray(), Number) : [];
}

function shown(x: Linear): string {
  if (x === undefined) return "0";
  if (typeof x === "number") return String(Number(x.toPrecision(12)));
  if (!(x instanceof NDArray)) return String(x);
  return x.rank === 0 ? short(Number(x.item())) : shortArray(elementsOf(x), 3);
}

function locatedEdge(edge: WrongEdge, subject: Subject, fault: DifferentiateOptions): LocatedEdge {
  const { operation, leadsTo, layer, index, found, right, looksLike, order = 1 } = edge;
  const cotangent = scalarCotangent(edge, subject, fault);
  return {
    operation,
    leadsTo,
    layer,
    index: index === 0 && cotangent !== undefined ? undefined : index,
    found,
    right,
    partials: cotangent === undefined ? undefined : { found: found / cotangent, right: right / cotangent },
    looksLike,
    order,
  };
}

/** The adjoint that reaches the operation, where it is one number: contributions divided by it are local partials. */
function scalarCotangent(
  { entry, order }: WrongEdge,
  { f, parameters }: Subject,
  fault: DifferentiateOptions,
): number | undefined {
  if (order === 2) return undefined;
  const tape = recorded(f, parameters, fault);
  const wanted = tape.entries[entry];
  let cotangent: Linear;
  tape.backward([1], (step) => {
    if (step.entry === wanted) cotangent = step.cotangents[0];
  });
  return typeof cotangent === "number" && cotangent !== 0 ? cotangent : undefined;
}

/** A claim tells parameters only: they are compared from the last layer to the first. */
function inClaim(document: CheckDocument): LocateResult {
  const report: Report = checkDocument(document, {});
  const claim = report.claim!;
  const rows = claim.parameters.map((each) => claimRow(each, claim.mistake === undefined)).toReversed();
  const first = rows.findIndex(({ differs }) => differs);
  return {
    yours: "claimed",
    description: "The claimed gradient, beside the right one; the last layer first.",
    rows: rows.slice(0, mostRows),
    total: rows.length,
    first: first < 0 ? undefined : first,
    edge: edgeOfClaim(claim),
    notes: claim.notes,
  };
}

/** One array of a claim; what it looks like is told where no one mistake explains them all. */
function claimRow(
  { name, shape, entries, verdict, looksLike }: ClaimReport["parameters"][number],
  likeness: boolean,
): LocateRow {
  const text = (numbers: readonly number[]): string =>
    shape.length === 0 ? String(numbers[0]) : shortArray(numbers, 3);
  const [yours, ours] = [entries.map(({ claimed }) => claimed), entries.map(({ right }) => Number(right))];
  return {
    name,
    made: looksLike === undefined || !likeness ? "given" : `looks like ${looksLike}`,
    shape,
    yours: text(yours),
    ours: text(ours),
    gap: gapOf(yours, ours),
    differs: verdict === "disagree",
    edges: [],
  };
}

function edgeOfClaim({ mistake, firstWrongLayer }: ClaimReport): LocatedEdge | undefined {
  if (mistake === undefined) return undefined;
  return {
    operation: mistake.operation,
    leadsTo: mistake.leadsTo,
    layer: firstWrongLayer,
    index: undefined,
    found: undefined,
    right: undefined,
    partials: undefined,
    looksLike: mistake.looksLike,
    order: 1,
  };
}
