import { firstDocument } from "../../shell/document.ts";
import { type Draft, draftOf, type Tab } from "./draft.ts";

type Kind = Exclude<Tab, "claim">;

/** What is typed of a formula or a network, and waits while the other is shown. */
export type Typed = Pick<Draft, "text" | "point" | "wrt">;

/** What a tab begins with. */
const beginnings: Readonly<Record<Kind, Typed>> = {
  formula: typedIn(draftOf(firstDocument)),
  network: { text: "2 -> 3 tanh -> 1; loss=mse", point: "", wrt: "" },
};

/**
 * A draft under another tab: a formula makes room for a network and the other way round, and comes back as it was. A claim can
 * be of either.
 *
 * @param kept what waits; what makes room is added
 */
export function switched(draft: Draft, tab: Tab, kept: Map<Tab, Typed>): Draft {
  const kind = kindOf(draft.text);
  if (tab === "claim" || tab === kind) return { ...draft, tab };
  kept.set(kind, typedIn(draft));
  return { ...draft, tab, ...(kept.get(tab) ?? beginnings[tab]) };
}

/** Networks have arrows. */
function kindOf(text: string): Kind {
  return text.includes("->") ? "network" : "formula";
}

function typedIn({ text, point, wrt }: Draft): Typed {
  return { text, point, wrt };
}
