import {
  type Activation,
  ActivationError,
  activationParameterNames,
  completeActivation,
  completeParameters,
  quote,
} from "../activation-parameters.ts";
import { kindOf } from "../errors.ts";
import { checkNetwork, type DenseDescription, type NetworkDescription, unitsProblem } from "./data.ts";
import { DescriptionError } from "./error.ts";

/** The longest text accepted. */
const MAX_DESCRIPTION_CHARACTERS = 100_000;

type TokenKind = "number" | "name" | "->" | "(" | ")" | "," | "=" | "end";

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly position: number;
}

const TOKEN =
  /(?<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z]\w*)|(?<mark>->|[(),=])/y;

/** Tokens one after the other: each is looked at once, and there is no recursion. */
class Tokens {
  readonly #text: string;
  #next: Token;

  constructor(text: string) {
    this.#text = text;
    this.#next = this.#read(0);
  }

  /** The next token, if it is of this kind; it is consumed. */
  accept(kind: TokenKind): Token | undefined {
    const token = this.#next;
    if (token.kind !== kind) return undefined;
    this.#next = this.#read(token.position + token.text.length);
    return token;
  }

  /** The next token, which must be of this kind. */
  expect(kind: TokenKind, remedy: string): Token {
    const token = this.accept(kind);
    if (token !== undefined) return token;
    const { text, position } = this.#next;
    throw this.error(
      text === "" ? "the text ends here" : `${quote(text)} does not belong here`,
      remedy,
      position,
    );
  }

  error(problem: string, remedy: string, position: number): DescriptionError {
    return new DescriptionError(problem, remedy, { position, text: this.#text });
  }

  #read(from: number): Token {
    let position = from;
    while (/\s/.test(this.#text[position] ?? "")) position += 1;
    if (position === this.#text.length) return { kind: "end", text: "", position };
    TOKEN.lastIndex = position;
    const groups = TOKEN.exec(this.#text)?.groups;
    const found = Object.entries(groups ?? {}).find(([, text]) => text !== undefined);
    if (found === undefined) {
      const character = quote(String.fromCodePoint(this.#text.codePointAt(position) ?? 0));
      throw this.error(
        `${character} means nothing here`,
        "write such as 3 -> 4 sigmoid(beta=2) -> 2 softmax",
        position,
      );
    }
    const [group, text] = found as [string, string];
    return { kind: group === "mark" ? (text as TokenKind) : (group as TokenKind), text, position };
  }
}

/**
 * Reads a network: the length of a sample, then `-> units activation` for each layer.
 *
 * Activations and their parameters are those of `completeActivation`; without one a layer is linear.
 *
 * @throws DescriptionError `nn/description` with the position: wrong syntax, unknown activations or
 * parameters, units that are no integers from 1 to 2^20, more than 1,000 layers or 2^28 parameters.
 *
 * @example
 * ```ts
 * import { parseNetwork, printNetwork } from "@chainrule/nn";
 * const description = parseNetwork("3 -> 4 sigmoid(beta=2) -> 2 softmax");
 * description.layers.map((layer) => layer.units); // => [4, 2]
 * description.layers[0]?.activation; // => { name: "sigmoid", beta: 2 }
 * printNetwork(description); // => "3 -> 4 sigmoid(beta=2) -> 2 softmax"
 * ```
 */
export function parseNetwork(text: string): NetworkDescription {
  if (typeof text !== "string")
    throw new DescriptionError(`this is ${kindOf(text)}`, "give a text such as 2 -> 3 tanh -> 1", {
      path: "",
    });
  if (text.length > MAX_DESCRIPTION_CHARACTERS) {
    const problem = `${text.length} characters are too many`;
    throw new DescriptionError(problem, `keep it below ${MAX_DESCRIPTION_CHARACTERS}`, { path: "" });
  }
  const tokens = new Tokens(text);
  const inputs = readUnits(tokens, "begin with the length of a sample");
  const layers: DenseDescription[] = [];
  do {
    tokens.expect("->", "write -> and the next layer");
    layers.push(readLayer(tokens));
  } while (!tokens.accept("end"));
  return checkNetwork({ inputs, layers });
}

function readUnits(tokens: Tokens, remedy: string): number {
  const { text, position } = tokens.expect("number", remedy);
  const problem = unitsProblem(Number(text));
  if (problem !== undefined) throw tokens.error(...problem, position);
  return Number(text);
}

function readLayer(tokens: Tokens): DenseDescription {
  const units = readUnits(tokens, "give the number of units");
  const name = tokens.accept("name");
  const activation = name === undefined ? completeActivation("identity") : readActivation(tokens, name);
  return { layer: "dense", units, activation };
}

function readActivation(tokens: Tokens, name: Token): Activation {
  const places = new Map<string, number>();
  const given: [string, number][] = [];
  if (tokens.accept("(")) {
    do {
      const parameter = tokens.expect("name", "name a parameter, such as beta=2");
      if (places.has(parameter.text)) {
        throw tokens.error(
          `${parameter.text} is given twice`,
          "give each parameter once",
          parameter.position,
        );
      }
      tokens.expect("=", "write = and a number");
      given.push([parameter.text, Number(tokens.expect("number", "give a number").text)]);
      places.set(parameter.text, parameter.position);
    } while (tokens.accept(","));
    tokens.expect(")", "close the parenthesis");
  }
  try {
    return completeParameters(name.text, Object.fromEntries(given));
  } catch (error) {
    if (!(error instanceof ActivationError)) throw error;
    const place = places.get(error.parameter ?? "") ?? name.position;
    throw tokens.error(error.problem, error.remedy, place);
  }
}

/**
 * The text of a network, which `parseNetwork` reads back: parameters only where they are not the defaults.
 *
 * @example
 * ```ts
 * import { checkNetwork, printNetwork } from "@chainrule/nn";
 * printNetwork({ inputs: 3, layers: [{ layer: "dense", units: 1, activation: { name: "sigmoid", beta: 1 } }] }); // => "3 -> 1 sigmoid"
 * ```
 */
export function printNetwork(description: NetworkDescription): string {
  const { inputs, layers } = checkNetwork(description);
  return [
    String(inputs),
    ...layers.map(({ units, activation }) => `${units}${printActivation(activation)}`),
  ].join(" -> ");
}

function printActivation(activation: Activation): string {
  if (activation.name === "identity") return "";
  const parameters = Object.entries(neededParameters(activation));
  const list = parameters.map(([name, value]) => `${name}=${Object.is(value, -0) ? "-0" : value}`).join(", ");
  return list === "" ? ` ${activation.name}` : ` ${activation.name}(${list})`;
}

/** The parameters without which the defaults would give another activation. */
function neededParameters(activation: Activation): Record<string, number> {
  const { name, ...all } = activation;
  let needed: Record<string, number> = all;
  for (const parameter of activationParameterNames(name)) {
    const { [parameter]: _, ...fewer } = needed;
    if (sameParameters(completeParameters(name, fewer), activation)) needed = fewer;
  }
  return needed;
}

function sameParameters(a: Activation, b: Activation): boolean {
  const other = new Map(Object.entries(b));
  return Object.entries(a).every(([name, value]) => Object.is(value, other.get(name)));
}
