import type { View } from "../../shell/route.ts";
import { draftOf, settingsOf } from "./draft.ts";
import type { OptimizerName, SurfaceSettings } from "./model.ts";
import { firstSettings, mostDescents, optimizerNames, SurfaceSettingError } from "./settings.ts";

/** The fields of the address that hold a surface's settings. */
export type SurfaceFields = Readonly<
  Record<"across" | "up" | "seed" | "reach" | "steps" | "moves" | "with", string | undefined>
>;

/** The settings as fields of the address: `with=descent:0.5,adam:0.1`. */
export function fieldsOf({ plane, reach, steps, moves, descents }: SurfaceSettings): SurfaceFields {
  const isEntries = plane.kind === "entries";
  return {
    across: isEntries ? plane.first : undefined,
    up: isEntries ? plane.second : undefined,
    seed: isEntries ? undefined : String(plane.seed),
    reach: String(reach),
    steps: String(steps),
    moves,
    with: descents.map(({ optimizer, learningRate }) => `${optimizer}:${learningRate}`).join(","),
  };
}

/**
 * The settings that an address asks for, completed by those that come first; undefined where it asks for none.
 *
 * @throws {@link SurfaceSettingError} for fields that hold no such setting: anybody may have written them
 */
export function settingsFrom(view: View, entries: readonly string[]): SurfaceSettings | undefined {
  if (view["reach"] === undefined) return undefined;
  const first = draftOf(firstSettings(entries), entries);
  const isRandom = view["seed"] !== undefined;
  const chosen = (view["with"] ?? "").split(",").filter((each) => each !== "");
  const rates = Object.fromEntries(
    chosen.map((each) => {
      const [name = "", rate = ""] = each.split(":");
      return [name, rate] as const;
    }),
  );
  return settingsOf({
    ...first,
    plane: isRandom ? "random" : "entries",
    first: view["across"] ?? first.first,
    second: view["up"] ?? first.second,
    seed: view["seed"] ?? first.seed,
    reach: view["reach"],
    steps: view["steps"] ?? first.steps,
    moves: view["moves"] === "everything" ? "everything" : "plane",
    chosen: optimizersOf(Object.keys(rates)),
    rates: { ...first.rates, ...rates },
  });
}

function optimizersOf(names: readonly string[]): readonly OptimizerName[] {
  const known = names.filter((name): name is OptimizerName =>
    (optimizerNames as readonly string[]).includes(name),
  );
  if (known.length === names.length && known.length <= mostDescents) return known;
  const message = `The address asks for optimizers that cannot be shown; choose up to ${mostDescents} of ${optimizerNames.join(", ")}.`;
  throw new SurfaceSettingError("rate", message);
}
