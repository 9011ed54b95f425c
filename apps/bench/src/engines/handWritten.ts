import { type Engine, numericEngine, unsupported } from "./engine.ts";
import { overPoints } from "./points.ts";

/** The derivative of exp(-x^2/2) sin(3x)/(1 + x^2) as a programmer writes it, with shared terms. */
function bumpyDerivative(x: number): number {
  const square = x * x;
  const inverse = 1 / (1 + square);
  const sine = Math.sin(3 * x);
  return Math.exp(-square / 2) * inverse * (3 * Math.cos(3 * x) - x * sine * (1 + 2 * inverse));
}

/** What there is to compare with where no library takes part. */
export const handWritten: Engine = numericEngine((job) =>
  job.name === "points" ? overPoints(bumpyDerivative, job.count) : unsupported("anything but points"),
);
