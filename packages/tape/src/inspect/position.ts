/** The line of the program that runs: the first of the stack outside of the library, as `file:line:column`. */
export function callerPosition(): string | undefined {
  const { stack = "" } = new Error("position");
  const lines = stack.split("\n").slice(1).map(locationOf);
  const own = lines[0]?.replace(/inspect\/position\.\w+:\d+:\d+$/, "");
  return lines.find((line) => line !== undefined && (own === undefined || !line.startsWith(own)));
}

function locationOf(line: string): string | undefined {
  return /\(?((?:file:\/\/|\/|[A-Za-z]:|https?:\/\/)[^()]*:\d+:\d+)\)?$/.exec(line)?.[1];
}
