import type { OptimizerName, SurfaceSettings } from "./model.ts";
import { optimizerNames, optimizers, settingOf } from "./settings.ts";

/** The fields of the form as text, as people type them. */
export interface SurfaceDraft {
  readonly plane: "entries" | "random";
  readonly first: string;
  readonly second: string;
  readonly seed: string;
  readonly reach: string;
  readonly steps: string;
  readonly moves: "plane" | "everything";
  readonly chosen: readonly OptimizerName[];
  readonly rates: Readonly<Record<OptimizerName, string>>;
}

/** The fields that show some settings; what those leave open is what comes first. */
export function draftOf(
  { plane, reach, steps, moves, descents }: SurfaceSettings,
  entries: readonly string[],
): SurfaceDraft {
  const rateOf = (name: OptimizerName): number =>
    descents.find(({ optimizer }) => optimizer === name)?.learningRate ?? optimizers[name].rate;
  return {
    plane: plane.kind,
    first: plane.kind === "entries" ? plane.first : (entries[0] ?? ""),
    second: plane.kind === "entries" ? plane.second : (entries[1] ?? ""),
    seed: String(plane.kind === "random" ? plane.seed : 1),
    reach: String(reach),
    steps: String(steps),
    moves,
    chosen: descents.map(({ optimizer }) => optimizer),
    rates: Object.fromEntries(
      optimizerNames.map((name) => [name, String(rateOf(name))]),
    ) as SurfaceDraft["rates"],
  };
}

/** The settings that fields stand for. @throws SurfaceSettingError for a field that holds no such number */
export function settingsOf(draft: SurfaceDraft): SurfaceSettings {
  return {
    plane:
      draft.plane === "entries"
        ? { kind: "entries", first: draft.first, second: draft.second }
        : { kind: "random", seed: settingOf("seed", draft.seed) },
    reach: settingOf("reach", draft.reach),
    moves: draft.moves,
    steps: settingOf("steps", draft.steps),
    descents: draft.chosen.map((optimizer) => ({
      optimizer,
      learningRate: settingOf("rate", draft.rates[optimizer]),
    })),
  };
}
