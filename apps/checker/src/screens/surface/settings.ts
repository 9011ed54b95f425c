import { CheckerError } from "../../errors.ts";
import type { OptimizerName, SurfaceSettings } from "./model.ts";

/** The optimizers by name: what people call them, and a learning rate to begin with. */
export const optimizers: Readonly<Record<OptimizerName, { readonly title: string; readonly rate: number }>> =
  {
    descent: { title: "gradient descent", rate: 0.5 },
    momentum: { title: "momentum", rate: 0.1 },
    nesterov: { title: "Nesterov", rate: 0.1 },
    rmsprop: { title: "RMSProp", rate: 0.05 },
    adam: { title: "Adam", rate: 0.1 },
  };

export const optimizerNames = Object.keys(optimizers) as readonly OptimizerName[];

/** More are not drawn at once. */
export const mostDescents = 4;

/** A setting of the surface that cannot be (`checker/surface`). */
export class SurfaceSettingError extends CheckerError {
  override readonly name: string = "SurfaceSettingError";
  /** The field concerned. */
  readonly field: keyof typeof limits | "entries";

  constructor(field: keyof typeof limits | "entries", message: string) {
    super("checker/surface", message);
    this.field = field;
  }
}

/** The least and the most that each number may be. */
export const limits = {
  reach: { title: "The reach", from: 1e-6, to: 1e6, whole: false },
  steps: { title: "The number of steps", from: 1, to: 500, whole: true },
  rate: { title: "A learning rate", from: 1e-9, to: 1e6, whole: false },
  seed: { title: "The seed", from: 0, to: 4294967295, whole: true },
} as const;

/** The number that a field's text stands for. @throws {@link SurfaceSettingError} where it is none, or out of range */
export function settingOf(field: keyof typeof limits, text: string): number {
  const { title, from, to, whole } = limits[field];
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (value >= from && value <= to && (!whole || Number.isInteger(value))) return value;
  const kind = whole ? "a whole number" : "a number";
  throw new SurfaceSettingError(
    field,
    `${title} is ${kind} from ${from} to ${to}; "${text.slice(0, 40)}" is not.`,
  );
}

/** What is shown first: the first two entries (of one there is a curve), and three optimizers. */
export function firstSettings(entries: readonly string[]): SurfaceSettings {
  const [first, second = ""] = entries;
  const few = entries.length <= 6 && first !== undefined;
  return {
    plane: few ? { kind: "entries", first, second } : { kind: "random", seed: 1 },
    reach: few ? 3 : 2,
    moves: few ? "plane" : "everything",
    steps: 60,
    descents: (["descent", "momentum", "adam"] as const).map((optimizer) => ({
      optimizer,
      learningRate: optimizers[optimizer].rate,
    })),
  };
}
