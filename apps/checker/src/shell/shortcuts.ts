/** What keys do everywhere, as the help shows it. */
export const shortcuts: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  { keys: ["1–8"], what: "go to a screen, in the order of the navigation" },
  { keys: ["t"], what: "change between the system's, the light and the dark theme" },
  { keys: ["s"], what: "copy a link to what is shown" },
  { keys: ["?"], what: "show this help" },
];

/** What keys do on single screens. */
export const screenShortcuts: readonly { readonly keys: readonly string[]; readonly what: string }[] = [
  { keys: ["Ctrl", "Enter"], what: "Check: check what the fields hold" },
  { keys: ["←", "→"], what: "Graph, Derivation: one step back, one forward" },
  { keys: ["Home", "End"], what: "Graph, Derivation: the first step, the last" },
  { keys: ["Space"], what: "Graph: play, pause" },
  { keys: ["Enter"], what: "Graph: inspect the node" },
];

/** Whether a key press is for what has the focus: a field, or a widget with keys of its own. */
export function isTyped(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  return event.composedPath().some((target) => target instanceof HTMLElement && takesKeys(target));
}

function takesKeys(element: HTMLElement): boolean {
  return (
    element.isContentEditable ||
    element.matches("input:not([type=checkbox], [type=radio]), textarea, select, dialog, [role=application]")
  );
}
