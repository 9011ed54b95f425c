import { NetworkError } from "../errors.ts";

/**
 * A description of a network that cannot be read, or that asks for what does not exist or is too large (`nn/description`).
 *
 * @example
 * ```ts
 * import { DescriptionError, parseNetwork } from "@chainrule/nn";
 * let message = "";
 * try {
 *   parseNetwork("3 -> 0 tanh");
 * } catch (error) {
 *   if (error instanceof DescriptionError) message = error.message.split("\n")[0] ?? "";
 * }
 * message; // => "at character 6: 0 is no number of units; give an integer from 1 to 1048576."
 * ```
 */
export class DescriptionError extends NetworkError {
  /** Offset in the text, from 0; undefined for descriptions that are data. */
  readonly position: number | undefined;
  /** Place in the data, such as `layers[1].units`; undefined for descriptions that are text. */
  readonly path: string | undefined;

  constructor(problem: string, remedy: string, place: { position: number; text: string } | { path: string }) {
    const inText = "position" in place;
    const where = inText ? `at character ${place.position + 1}` : `in ${place.path || "the description"}`;
    const shown = inText ? `\n${caret(place.text, place.position)}` : "";
    super("nn/description", `${where}: ${problem}; ${remedy}.${shown}`);
    this.position = inText ? place.position : undefined;
    this.path = inText ? undefined : place.path;
  }
}

/** The text around a position on one line, and a caret below it. */
function caret(text: string, position: number): string {
  const start = Math.max(0, position - 40);
  const line = text.slice(start, position + 30).replaceAll(/\s/g, " ");
  return `  ${line}\n  ${" ".repeat(position - start)}^`;
}
