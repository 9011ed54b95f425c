import { countOperations, type Expression, hessian, parse, simplify } from "@chainrule/expr";
import { atMost, type Row } from "../report/row.ts";

const range = (n: number): number[] => Array.from({ length: n }, (_, k) => k + 1);

/** The squared error of a dense sigmoid net of the given widths, written out, and its parameters. */
function netLoss(widths: readonly number[]): { loss: string; parameters: string[] } {
  const parameters: string[] = [];
  let outputs = range(widths[0]!).map((k) => `x${k}`);
  for (const [layer, width] of widths.slice(1).entries()) {
    outputs = range(width).map((j) => {
      const weights = outputs.map((_, i) => `w${layer + 1}_${j}_${i + 1}`);
      const bias = `b${layer + 1}_${j}`;
      parameters.push(...weights, bias);
      return `sigmoid(${weights.map((weight, i) => `${weight}*${outputs[i]}`).join(" + ")} + ${bias})`;
    });
  }
  const loss = outputs.map((output, k) => `(${output} - y${k + 1})^2`).join(" + ");
  return { loss: `(${loss})/2`, parameters };
}

/** Second derivatives of a 3-4-2 net by its 26 parameters. */
export function networkRow(): Row {
  const { loss, parameters } = netLoss([3, 4, 2]);
  const f = parse(loss);
  const own = countOperations(f);
  const whole: Expression[] = hessian(f, parameters).flat();
  const operations = Math.min(countOperations(whole), countOperations(whole.map(simplify)));
  return atMost(30, {
    row: `Hessian of a 3-4-2 sigmoid net by ${parameters.length} parameters: operations`,
    ours: `${operations}`,
    others: `the loss ${own}`,
    ratio: operations / own,
  });
}
