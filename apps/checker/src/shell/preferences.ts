/** What a reader has chosen, kept in this browser alone. */
export interface Preferences {
  readonly theme: Theme;
  /** Whether single keys are shortcuts. */
  readonly keys: boolean;
}

export type Theme = "system" | "light" | "dark";

export const themes: readonly Theme[] = ["system", "light", "dark"];

const place = "chainrule-checker";
const defaults: Preferences = { theme: "system", keys: true };

/** The preferences; the defaults where nothing readable is kept or storage is forbidden. */
export function readPreferences(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? "{}") as Partial<Preferences>;
    const theme = themes.find((each) => each === kept.theme) ?? defaults.theme;
    return { theme, keys: kept.keys !== false };
  } catch {
    return defaults;
  }
}

export function keepPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(place, JSON.stringify(preferences));
  } catch {
    // Storage is forbidden: they last as long as the page.
  }
}

/** Shows the page in a theme. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
}
