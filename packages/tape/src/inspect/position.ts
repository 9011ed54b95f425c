/**
 * For the option `positions` of `grad` and the like: the line of the program that runs, the first of the stack outside of
 * the library, as `file:line:column`; undefined where the engine does not tell.
 *
 * @example
 * ```ts
 * import { recordTape, sin, sourcePosition } from "@chainrule/tape";
 * const { entries } = recordTape((x) => sin(x), { positions: sourcePosition })(0);
 * typeof entries[0]?.position; // => "string"
 * ```
 */
export function sourcePosition(): string | undefined {
  const { stack = "" } = new Error("position");
  const lines = stack.split("\n").slice(1).map(locationOf);
  const own = lines[0]?.replace(/inspect\/position\.\w+:\d+:\d+$/, "");
  return lines.find((line) => line !== undefined && (own === undefined || !line.startsWith(own)));
}

function locationOf(line: string): string | undefined {
  return /\(?((?:file:\/\/|\/|[A-Za-z]:|https?:\/\/)[^()]*:\d+:\d+)\)?$/.exec(line)?.[1];
}
