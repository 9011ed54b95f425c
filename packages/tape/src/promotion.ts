import { broadcastOf, type DType, dtypeBeside, floatDType, type Shape, widest } from "@chainrule/array";
import { ShapeMismatchError } from "./errors.ts";
import type { Abstract } from "./value.ts";

// Shape and dtype that operands take together.

/** How the dtype of an elementwise result follows from its operands' common dtype; `same` counts bool in int32. */
export type ResultDType = "same" | "kept" | "float" | "bool";

/** The dtype that operands take together: weak scalars give way to arrays. */
export function commonDType(inputs: readonly Abstract[]): DType {
  const strong = strongDType(inputs);
  if (strong === undefined) return "float64";
  let common = strong;
  for (const input of inputs) {
    const beside = input.weak ? dtypeBeside(input.number ?? ANY_NUMBER, strong) : common;
    if (beside !== common) common = widest(common, beside);
  }
  return common;
}

/** The dtype that the operands which are no weak scalars take together; undefined if all are. */
function strongDType(inputs: readonly Abstract[]): DType | undefined {
  let common: DType | undefined;
  for (const { weak, dtype } of inputs) {
    if (!weak && dtype !== common) common = common === undefined ? dtype : widest(common, dtype);
  }
  return common;
}

/** Stands for a weak scalar that is not known yet: it need not be an integer. */
const ANY_NUMBER = 0.5;

/** The shape that operands broadcast to. @throws ShapeMismatchError naming the operation and the shapes. */
export function commonShape(name: string, inputs: readonly { readonly shape: Shape }[]): Shape {
  const shapes = inputs.map(({ shape }) => shape);
  const common = broadcastOf(shapes);
  if (common !== undefined) return common;
  throw new ShapeMismatchError(
    name,
    shapes,
    "aligned at the last axis, lengths must be equal or 1: reshape one of them.",
  );
}

/** Shape rule of elementwise rows: broadcast the shapes, promote the dtypes. */
export function elementwiseShape(name: string, result: ResultDType, inputs: readonly Abstract[]): Abstract {
  const common = commonDType(inputs);
  const dtype = resultDType(result, common);
  const shape = commonShape(name, inputs);
  return { shape, dtype, weak: inputs.every((input) => input.weak) };
}

function resultDType(result: ResultDType, common: DType): DType {
  if (result === "bool") return "bool";
  if (result === "float") return floatDType(common);
  return result === "same" && common === "bool" ? "int32" : common;
}
