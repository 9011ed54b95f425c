/** What an example's trailing comment claims, checked: see `examples.mjs`. */

class ExampleError extends Error {
  override readonly name = "ExampleError";
}

function listing(value: Iterable<unknown>): string {
  return `[${Array.from(value, render).join(", ")}]`;
}

/** A value as one would write it. */
function render(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return listing(value as unknown as Iterable<unknown>);
  if (Object.getPrototypeOf(value) !== Object.prototype) return String(value);
  const entries = Object.entries(value).map(([key, entry]) => `${key}: ${render(entry)}`);
  return `{ ${entries.join(", ")} }`;
}

/** Text without differences of layout. */
function tidy(text: string): string {
  const spaced = text.replace(/\s+/g, " ").replace(/,(?=\S)/g, ", ");
  return spaced
    .replace(/([[{(]) /g, "$1")
    .replace(/ ([\]})])/g, "$1")
    .trim();
}

/** `0.333...` stands for any number that begins so. */
function matches(text: string, claim: string): boolean {
  const parts = tidy(claim)
    .split("...")
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^,\\s\\])}]*")}$`).test(tidy(text));
}

/** `value; // => claim` */
export function shown(value: unknown, claim: string, where: string): void {
  const forms = [render(value), String(value), JSON.stringify(value) ?? ""];
  if (forms.some((form) => matches(form, claim))) return;
  throw new ExampleError(`${where}: the example says ${claim}, the value is ${render(value)}`);
}

function isCalled(error: unknown, claim: string): boolean {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return claim === code || claim === name;
}

/** `action(); // throws claim`, where the claim is an error's code or name. */
export function throws(action: () => unknown, claim: string, where: string): void {
  try {
    action();
  } catch (error) {
    if (isCalled(error, claim)) return;
    throw new ExampleError(`${where}: the example throws ${error}, not ${claim}`, { cause: error });
  }
  throw new ExampleError(`${where}: the example says that this throws ${claim}, and it does not`);
}

/** `await action(); // throws claim` */
export async function throwsLater(
  action: () => Promise<unknown>,
  claim: string,
  where: string,
): Promise<void> {
  const outcome = await action().then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );
  throws(outcome, claim, where);
}
