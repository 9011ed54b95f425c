import type { CommanderError } from "commander";
import { faultList } from "./commands/check.ts";

/** What every exit code means. */
const exitHelp: string = `
Exit codes: 0 agree, 1 disagree, 2 usage, 3 inconclusive or not differentiable here (0 with --allow-kinks),
70 internal error, 130 interrupted.`;

/** Below the list of commands. */
export const mainHelp: string = `
Examples:
  chainrule check "x^2 sin(x)" --at x=2     is the derivative right?
  chainrule explain "x^2 sin(x)"            how does it come about?
  chainrule import grads.json               are the gradients of PyTorch or JAX right?
  chainrule paper --only E1                 what is wrong in the paper, and what is right
${exitHelp}`;

export const checkHelp: string = `
Examples:
  chainrule check "sin(x y) / y" --at x=0.7,y=3
  chainrule check net.json --format junit > report.xml
  python export.py | chainrule check -
  chainrule check "relu(x)" --at x=0 --allow-kinks
  chainrule check --at x=2 -- "-x^2"
  chainrule check "exp(-x^2)" --at x=1 --order 2 --plant second-order
  chainrule check --network "4 -> 5 tanh -> 3 softmax; loss=ce" --data iris.csv --target species

Faults for --plant:
${faultList}
${exitHelp}`;

export const importHelp: string = `
A file of gradients is a document whose subject has kind "claim", or a bare list [{ "name", "shape", "values" }] or map
{ "name": values } with --of. The guide "Check the gradients of your own net" has exporters for PyTorch and JAX.

Examples:
  chainrule import grads.json
  chainrule import grads.json --of net.json --precision float32
  chainrule import printed.json --of "x^2 y" --at x=1,y=2 --decimals 4
${exitHelp}`;

export const verifyHelp = `
Examples:
  chainrule check "x^2" --at x=3 --format json > report.json && chainrule verify report.json
  chainrule check "x^2" --at x=3 --format json | chainrule verify -

A report is what \`chainrule check ... --format json\` writes: it holds the document that was checked.

Exit codes: 0 the same to the last digit, 1 different, 2 usage, 3 the same within rounding (0 with --allow-rounding).`;

export const paperHelp = `
Examples:
  chainrule paper                     every item in short, about half a minute
  chainrule paper --only S3,E1,xor    some items with every finding
  chainrule paper --all --verbose     whole trainings

Exit codes: 0 every finding as it must be, 1 one that is not, 2 usage.`;

export const explainHelp = `
Examples:
  chainrule explain "x^2 sin(y)" --wrt x
  chainrule explain "x' @ W @ x" --shapes "x=[2],W=[2,2]" --format latex

Exit codes: 0 done, 2 usage.`;

export const serveHelp = `
Example:
  chainrule serve --port 8080

Exit codes: 130 ended by Ctrl+C, 2 usage, such as a port that is taken.`;

/** What may help with a command line that commander refuses. */
export function usageHint({ code }: CommanderError): string {
  if (code === "commander.unknownOption")
    return '(--help lists all options. A formula that begins with - goes last, behind --: chainrule check --at x=2 -- "-x^2")';
  if (code === "commander.unknownCommand")
    return '(To check a formula: chainrule check "x^2" --at x=2. chainrule --help lists all commands.)';
  return "(--help lists all options, with examples)";
}
