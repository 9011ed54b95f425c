import type { FormulaInput } from "./worker/protocol.ts";

/** The URL fragment that reproduces a check: `#f=sin(x)&at=x=1`. */
export function toFragment({ formula, point, order, fault }: FormulaInput): string {
  const fields = new URLSearchParams({ f: formula, at: point });
  if (order === 2) fields.set("order", "2");
  if (fault !== "") fields.set("fault", fault);
  return `#${fields}`;
}

/** The check that a URL fragment asks for; undefined where it names no formula. */
export function fromFragment(fragment: string): FormulaInput | undefined {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const formula = fields.get("f");
  if (formula === null) return undefined;
  return {
    formula,
    point: fields.get("at") ?? "",
    order: fields.get("order") === "2" ? 2 : 1,
    fault: fields.get("fault") ?? "",
  };
}
