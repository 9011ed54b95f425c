import type { Expression } from "../node.ts";
import { type Axis, type Context, createContext, type Description, runRules, type Work } from "./describe.ts";
import { type Formula, formula } from "./formula.ts";
import { numberFormula } from "./fractions.ts";
import { indexNames } from "./indexNames.ts";
import { describeDelta, describeProduct } from "./products.ts";
import { describeReduce } from "./reductions.ts";
import { describeCall, describePiecewise, describePower, describeSum } from "./scalars.ts";
import { describeElement, describeSoftmax, describeTensor } from "./tensors.ts";

/** How an expression is written: matrix notation where it is recognised, indices elsewhere. */
export function formulaOf(root: Expression): Formula {
  const context = createContext(indexNames(root));
  return runRules({ node: root, axes: [] }, ({ node, axes }) => ruleFor(node, axes, context)).formula;
}

/** The rule at work on a node. */
function* ruleFor(node: Expression, axes: readonly Axis[], context: Context): Work<Description | undefined> {
  switch (node.kind) {
    case "number":
      return plain(numberFormula(node.value));
    case "symbol":
      if (axes.some(({ level }) => level === node.level)) return undefined;
      return plain(
        node.level === 0
          ? formula("name", { name: node.name, axes: node.shape.length })
          : formula("index", { name: context.indexName(node) }),
      );
    case "sum":
      return yield* describeSum(node, axes);
    case "product":
      return yield* describeProduct(node.operands, axes, context);
    case "power":
      return yield* describePower(node, axes);
    case "call":
      if (axes.length > 0 && node.name === "kronecker") return yield* describeDelta(node, axes);
      return (
        (axes.length > 0 ? yield* describeSoftmax(node, axes, context) : undefined) ??
        (yield* describeCall(node, axes))
      );
    case "piecewise":
      return yield* describePiecewise(node, axes);
    case "element":
      return yield* describeElement(node, axes, context);
    case "reduce":
      return yield* describeReduce(node, axes, context);
    case "tensor":
      return axes.length > 0 ? undefined : yield* describeTensor(node, context);
  }
}

function plain(described: Formula): Description {
  return { formula: described, covers: [] };
}
