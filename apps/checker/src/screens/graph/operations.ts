/** Operations that are written between their operands. */
const infix: Readonly<Record<string, string>> = {
  add: "+",
  subtract: "−",
  multiply: "×",
  divide: "÷",
  contract: "@",
};

/** How an operation is called in a node. */
export function signOf(name: string, params: unknown): string {
  if (name === "integerPower") return `^${String(exponentOf(params))}`;
  if (name === "negate") return "−";
  return infix[name] ?? name;
}

/** An operation with its operands, as formulas have it. */
export function madeOf(name: string, operands: readonly string[], params?: unknown): string {
  const sign = infix[name];
  if (sign !== undefined && operands.length === 2) return `${operands[0]} ${sign} ${operands[1]}`;
  if (name === "integerPower") return `${operands[0]}^${String(exponentOf(params))}`;
  if (name === "negate") return `−${operands[0]}`;
  return `${name}(${operands.join(", ")})`;
}

function exponentOf(params: unknown): unknown {
  if (typeof params !== "object" || params === null) return params ?? "n";
  return Object.values(params)[0] ?? "n";
}

/** A number in six digits. */
export function short(x: number): string {
  return String(Number(x.toPrecision(6)));
}

/** An array in a line. */
export function shortArray(elements: ArrayLike<number>, shown: number): string {
  const first = Array.from({ length: Math.min(shown, elements.length) }, (_, i) =>
    short(Number(elements[i])),
  );
  return `[${first.join(", ")}${elements.length > shown ? ", …" : ""}]`;
}
