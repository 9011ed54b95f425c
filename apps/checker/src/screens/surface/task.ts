import { type CheckDocument, type Subject, subjectOf } from "@chainrule/check";
import { CheckerError } from "../../errors.ts";
import { accuracyOf } from "./accuracy.ts";
import { descend } from "./descend.ts";
import { gridOf, rangesOf } from "./grid.ts";
import { type Landscape, landscapeOf } from "./landscape.ts";
import type { SurfaceChoices, SurfaceResult, SurfaceSettings } from "./model.ts";
import { planeOf } from "./plane.ts";

/** Points along each side of the picture; of costly losses fewer. */
const finest = 49;
const coarsest = 25;

/** Points along a curve, where there is one parameter. */
const onCurve = 241;

/** More parameters than this are not listed, and hardly descended in a page. */
const mostEntries = 20_000;

/** A subject whose surface would take too long to draw (`checker/surface-size`). */
export class SurfaceSizeError extends CheckerError {
  override readonly name: string = "SurfaceSizeError";

  constructor(entries: number) {
    const problem =
      entries === 0 ? "There are no parameters" : `${entries} parameters are more than ${mostEntries}`;
    super(
      "checker/surface-size",
      `${problem}: the surface is drawn of 1 to ${mostEntries}. Choose another subject.`,
    );
  }
}

/** What a surface is drawn of, for a document. */
export interface SurfaceInput {
  readonly document: CheckDocument;
  readonly settings: SurfaceSettings;
}

/** The names of all entries of a document's parameters. */
export function surfaceChoices(document: CheckDocument): SurfaceChoices {
  return { entries: landscape(subjectOf(document)).entries };
}

function landscape(subject: Subject): Landscape {
  const made = landscapeOf(subject);
  const { length } = made.point;
  if (length === 0 || length > mostEntries) throw new SurfaceSizeError(length);
  return made;
}

function sizeFor(parameters: number): number {
  if (parameters === 1) return onCurve;
  return parameters > 500 ? coarsest : finest;
}

/** The loss about a document's point, and the ways of some optimizers down from it. */
export function surface(
  { document, settings }: SurfaceInput,
  onProgress: (fraction: number) => void,
): SurfaceResult {
  const subject = subjectOf(document);
  const made = landscape(subject);
  const plane = planeOf(made, settings.plane);
  const accuracy = accuracyOf(document, made);
  const parts = settings.descents.length + 1;
  const paths = settings.descents.map((choice, i) => {
    const path = descend(made, plane, settings, choice, accuracy);
    onProgress((i + 1) / parts);
    return path;
  });
  const size = sizeFor(made.point.length);
  const ranges = rangesOf(plane, settings.reach, paths);
  const grid = gridOf(made, plane, ranges, size, (row) => onProgress((parts - 1 + (row + 1) / size) / parts));
  const { axes, start } = plane;
  const { moves } = settings;
  return {
    subject: subject.name,
    axes,
    start,
    grid,
    moves,
    paths,
    layers: made.layers.map(({ name }) => name),
  };
}
