import { freeSymbols, parse } from "@chainrule/expr";
import { axesOf, readable } from "../../worker/readable.ts";
import { subjectFor } from "../../worker/subject.ts";
import type { Preview, PreviewInput } from "./model.ts";

/** A formula in MathML, or a network, and what it can be differentiated by. */
export async function preview({ text, isNetwork, shapes }: PreviewInput): Promise<Preview> {
  if (isNetwork) return { markup: undefined, parameters: await parametersOf(text) };
  const expression = Object.keys(shapes).length === 0 ? parse(text) : parse(text, { shapes });
  const parameters = freeSymbols(expression).map((each) => ({ name: each.name, shape: axesOf(each) }));
  return { markup: readable(expression), parameters: parameters.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

async function parametersOf(text: string): Promise<Preview["parameters"]> {
  const { parameters } = await subjectFor({ chainrule: 1, subject: { kind: "network", text } });
  return parameters.map(({ name, value }) => ({ name, shape: typeof value === "number" ? [] : value.shape }));
}
