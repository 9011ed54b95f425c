import { presets } from "@chainrule/check";
import type { PresetEntry } from "./model.ts";

/** Every document that is ready to be checked, as the page lists them. */
export function presetEntries(): readonly PresetEntry[] {
  return presets.map(({ id, group, title, explanation, document }) => ({
    id,
    group,
    title,
    explanation,
    document,
  }));
}
