import { apply, applyOne } from "../apply.ts";
import { addLinear, broadcastToShape } from "../families.ts";
import type { Application, Linear } from "../primitive.ts";
import type { Program } from "../program.ts";
import { permuteDims } from "../rows/move.ts";
import { type Abstract, type ArrayLike, shapeOf, strong } from "../value.ts";
import {
  batchBody,
  explicit,
  floats,
  outputAbstracts,
  pieces,
  pullBody,
  pushBody,
  spread,
  traceRule,
  where,
} from "./bodies.ts";
import { type ControlPrimitive, control, type Machine } from "./control.ts";

/**
 * A loop over the first axis of its sequences.
 *
 * Inputs: initial carries, sequences, constants (what the body captured). The body takes carries, one slice
 * of each sequence, and the constants; it gives new carries and one slice of each output.
 */
export interface ScanParams {
  readonly body: Program;
  /** How many of the inputs are carries. */
  readonly carries: number;
  /** How many of the inputs are sequences. */
  readonly sequences: number;
  /** The number of steps. */
  readonly length: number;
  /** Whether the last slice comes first. */
  readonly reverse: boolean;
  /** Whether the carries that go into each step are its last outputs, for a vjp that need not run the loop again. */
  readonly saving?: boolean;
}

export const scanRow: ControlPrimitive<ScanParams> = /* @__PURE__ */ control<ScanParams>({
  name: "scan",
  execute: executeScan,
  shape: ({ body, carries, length }) => {
    const outputs = outputAbstracts(body);
    return outputs.map((out, i) => (i < carries ? out : { ...out, shape: [length, ...out.shape] }));
  },
  reads: "inputs",
  saves: ({ params: { saving, carries }, outputs }) => (saving === true ? outputs.slice(-carries) : []),
  vjp: vjpOfScan,
  jvp: jvpOfScan,
  batch: (inputs, { params, batched, size }) => {
    const { body, carries, sequences } = params;
    const isSequence = (i: number): boolean => i >= carries && i < carries + sequences;
    // Every carry is batched, as the body may make it so; the time axis stays in front of the batch axis.
    const flags = batched.map((flag, i) => flag || i < carries);
    const wholes = inputs.map((input, i) => {
      if (i < carries && !batched[i]) return broadcastToShape(input, [size, ...shapeOf(input)]);
      return batched[i] && isSequence(i) ? swapFirstAxes(input) : input;
    });
    const slices = wholes.map((whole, i) => (isSequence(i) ? sliceOf(whole) : strong(whole)));
    const batchedBody = traceRule("scan", (flat) => batchBody(body, flat, flags, size), slices);
    const outputs = apply(scanRow, { ...params, body: batchedBody }, wholes);
    return outputs.map((output, i) => (i < carries ? output : swapFirstAxes(output)));
  },
});

function executeScan<V>(machine: Machine<V>, params: ScanParams, inputs: readonly V[]): readonly V[] {
  const { body, carries, sequences, length, reverse } = params;
  const [initial, wholes, constants] = threePieces(inputs, carries, sequences);
  const outputs = outputAbstracts(body).slice(carries);
  const slices = outputs.map(() => new Array<V>(length));
  let carry: readonly V[] = initial;
  for (let step = 0; step < length; step++) {
    const t = reverse ? length - 1 - step : step;
    const results = machine.run(body, [...carry, ...wholes.map((x) => machine.at(x, t)), ...constants]);
    carry = results.slice(0, carries);
    slices.forEach((list, k) => {
      list[t] = results[carries + k]!;
    });
  }
  return [...carry, ...slices.map((list, k) => machine.stack(list, outputs[k]!))];
}

/** Tangents ride along: the carries of the new scan are primals and tangents, and so are its outputs. */
function jvpOfScan(tangents: readonly Linear[], application: Application<ScanParams>): readonly Linear[] {
  const { params, inputs, outputs, rules } = application;
  const { carries, sequences } = params;
  const [c, x, k] = threePieces(inputs, carries, sequences);
  const floatC = floats(c);
  const [, activeX, activeK] = threePieces(tangents.map(isPresent), carries, sequences);
  const [floatOutC, floatOutY] = pieces(floats(outputs), carries, outputs.length - carries);
  const sizes = [c.length, count(floatC), x.length, count(activeX), k.length, count(activeK)];
  const [dc, dx, dk] = threePieces(tangents, carries, sequences);
  const all = [
    [
      ...c,
      ...where(
        c.map((primal, i) => explicit(dc[i], primal)),
        floatC,
      ),
    ],
    [...x, ...where(dx, activeX)],
    [...k, ...where(dk, activeK)],
  ] as ArrayLike[][];
  const slices = [...all[0]!.map(strong), ...all[1]!.map(sliceOf), ...all[2]!.map(strong)];
  const body = traceRule(
    "scan",
    (flat) => {
      const [pc, tc, px, tx, pk, tk] = pieces(flat, ...sizes) as [ArrayLike[], ...ArrayLike[][]];
      const directions = [...spread(tc!, floatC), ...spread(tx!, activeX), ...spread(tk!, activeK)];
      const pushed = pushBody(params.body, [...pc, ...px!, ...pk!], directions, rules);
      const dots = pushed.outputs.map((output, i) => explicit(pushed.tangents[i], output));
      const [oc, oy] = pieces(pushed.outputs, carries, outputs.length - carries);
      const [tangentC, tangentY] = pieces(dots, carries, outputs.length - carries);
      return [...oc!, ...where(tangentC!, floatOutC!), ...oy!, ...where(tangentY!, floatOutY!)];
    },
    slices,
  );
  const newParams = { ...params, body, carries: all[0]!.length, sequences: all[1]!.length, saving: false };
  const results = apply(scanRow, newParams, all.flat());
  const [, resultC, , resultY] = pieces(
    results,
    carries,
    count(floatOutC!),
    outputs.length - carries,
    count(floatOutY!),
  );
  return [...spread(resultC!, floatOutC!), ...spread(resultY!, floatOutY!)];
}

/**
 * The reversed scan. A first scan saves the carries that go into each step. The second goes the other way: its
 * carries are the cotangents of the carries and of the constants, its outputs those of the sequences' slices,
 * and each step pulls back through the body, which it recomputes from the saved carries.
 */
function vjpOfScan(cotangents: readonly Linear[], application: Application<ScanParams>): readonly Linear[] {
  const { params, inputs, needed, rules } = application;
  const { body, carries, sequences, length, reverse } = params;
  const [c, x, k] = threePieces(inputs, carries, sequences);
  const floatC = floats(c);
  const [, neededX, neededK] = threePieces(needed, carries, sequences);
  const [barC, barY] = pieces(cotangents, carries, cotangents.length - carries) as [Linear[], Linear[]];
  const presentY = barY.map(isPresent);
  const saved = params.saving === true ? application.saved : savedCarries(application);

  const barCarries = where(
    c.map((primal, i) => explicit(barC[i], primal)),
    floatC,
  );
  const barConstants = where(k, neededK).map((constant) => explicit(undefined, constant));
  const wholes = [...saved, ...x, ...(where(barY, presentY) as ArrayLike[])];
  const sizes = [barCarries.length, barConstants.length, c.length, x.length, count(presentY), k.length];
  const backward = traceRule(
    "scan",
    (flat) => {
      const [bc, bk, pc, px, by, pk] = pieces(flat, ...sizes) as [ArrayLike[], ...ArrayLike[][]];
      const outgoing = [...spread(bc, floatC), ...spread(by!, presentY)];
      const wanted = [...floatC, ...neededX, ...neededK];
      const primals = [...pc!, ...px!, ...pk!];
      const pulled = pullBody(body, primals, outgoing, wanted, rules);
      const [tc, tx, tk] = threePieces(pulled, carries, sequences);
      return [
        ...where(
          tc.map((linear, i) => explicit(linear, pc![i]!)),
          floatC,
        ),
        ...where(tk, neededK).map((linear, i) => addLinear(bk![i], linear)!),
        ...where(
          tx.map((linear, i) => explicit(linear, px![i]!)),
          neededX,
        ),
      ];
    },
    [...barCarries.map(strong), ...barConstants.map(strong), ...wholes.map(sliceOf), ...k.map(strong)],
  );
  const results = apply(
    scanRow,
    {
      body: backward,
      carries: barCarries.length + barConstants.length,
      sequences: wholes.length,
      length,
      reverse: !reverse,
    },
    [...barCarries, ...barConstants, ...wholes, ...k],
  );
  const [resultC, resultK, resultX] = pieces(results, count(floatC), count(neededK), count(neededX));
  return [...spread(resultC!, floatC), ...spread(resultX!, neededX), ...spread(resultK!, neededK)];
}

/** The carries that go into each step, stacked. */
function savedCarries({ params, inputs }: Application<ScanParams>): readonly ArrayLike[] {
  const { body, carries } = params;
  const alone = { ...params, body: { ...body, outputs: body.outputs.slice(0, carries) } };
  return apply(scanRow, savingParams(alone), inputs).slice(carries);
}

/** The same loop, which also gives the carries that go into each step. */
export function savingParams(params: ScanParams): ScanParams {
  const { body, carries } = params;
  if (carries === 0) return params;
  const outputs = [...body.outputs, ...body.inputs.slice(0, carries)];
  return { ...params, body: { ...body, outputs }, saving: true };
}

/** Carries, sequences, and constants: what is left. */
function threePieces<T>(list: readonly T[], carries: number, sequences: number): [T[], T[], T[]] {
  return pieces(list, carries, sequences, list.length - carries - sequences) as [T[], T[], T[]];
}

function isPresent(linear: Linear): boolean {
  return linear !== undefined;
}

function count(conditions: readonly boolean[]): number {
  return conditions.filter(Boolean).length;
}

/** One slice along the first axis, as the body sees it. */
export function sliceOf(x: ArrayLike): Abstract {
  const { shape, dtype } = strong(x);
  return { shape: shape.slice(1), dtype, weak: false };
}

function swapFirstAxes(x: ArrayLike): ArrayLike {
  const rank = shapeOf(x).length;
  const axes = Array.from({ length: rank }, (_, i) => (i < 2 ? 1 - i : i) - rank);
  return applyOne(permuteDims, { axes }, [x]);
}
