import { type Complaint, ExpressionSyntaxError, UnknownFunctionError } from "./errors.ts";
import { formsOf, functionNames, isVariableName } from "./functions.ts";
import type { Span } from "./source.ts";
import { nearest } from "./suggest.ts";
import { type Form, rankLimit, type Syntax } from "./syntax.ts";

/** What is found out about the names of a text while it is read. */
export interface Names {
  readonly text: string;
  /** The number of indices of each name that stands before a bracket. */
  readonly ranks: Map<string, number>;
  /** The first name that is wrong; an error of syntax further on comes before it. */
  fault: Fault | undefined;
}

interface Fault {
  readonly start: number;
  readonly error: () => Error;
}

/** A name without brackets must be no function. */
export function checkName(names: Names, node: Syntax): void {
  const { name } = node;
  if (isVariableName(name)) return;
  const problem = `the function ${name} without its arguments`;
  complain(names, node, { problem, expected: '"("', remedy: `Write ${name}(x).` });
}

/** The name of a call must be a function of that many arguments; what it binds must be names. */
export function checkCall(names: Names, node: Syntax): void {
  const { name, operands } = node;
  const forms = formsOf(name);
  node.form = forms.find(({ least, most }) => least <= operands.length && operands.length <= most);
  if (node.form?.names !== undefined) checkBound(names, node, node.form.names(operands));
  if (node.form !== undefined) return;
  if (forms.length > 0) complain(names, node, { problem: forms[0]!.usage ?? wrongCount(node, forms) });
  else {
    const nearestName = () => nearest(name, functionNames());
    note(names, node, () => new UnknownFunctionError(names.text, node, name, nearestName()));
  }
}

/** Indices must not be too many; the name before them is a tensor with that many axes. */
export function checkElement(names: Names, node: Syntax): void {
  const [tensor, ...indices] = node.operands as [Syntax, ...Syntax[]];
  if (indices.length > rankLimit) complain(names, node, { problem: `more than ${rankLimit} indices` });
  if (tensor.rule.isName && !names.ranks.has(tensor.name)) names.ranks.set(tensor.name, indices.length);
}

function checkBound(names: Names, { name }: Syntax, places: readonly Syntax[]): void {
  places.forEach((place, k) => {
    const remedy = `Write ${name}(body, i, ...).`;
    if (!place.rule.isName) complain(names, place, { problem: `${name} needs a name here`, remedy });
    else if (places.findIndex((other) => other.name === place.name) < k)
      complain(names, place, { problem: `${place.name} is bound twice` });
  });
}

function complain(names: Names, span: Span, complaint: Complaint): void {
  note(names, span, () => new ExpressionSyntaxError(names.text, span, complaint));
}

function note(names: Names, { start }: Span, error: () => Error): void {
  if (names.fault === undefined || start < names.fault.start) names.fault = { start, error };
}

function wrongCount({ name, operands }: Syntax, forms: readonly Form[]): string {
  const counts = forms.map(({ least, most }) => countText(least, most)).join(" or ");
  const given = operands.length === 1 ? "1 was given" : `${operands.length} were given`;
  return `${name} takes ${counts} argument${counts === "1" ? "" : "s"}, and ${given}`;
}

function countText(least: number, most: number): string {
  if (least === most) return String(least);
  return most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
}
