import type { GivenArguments, TreeFunction } from "../transforms/arguments.ts";
import { jacobian } from "../transforms/jacobian.ts";
import { flatten } from "../tree.ts";
import {
  type Consistency,
  type ConsistencyOptions,
  consistencyTest,
  elementsOf,
  scaleOf,
} from "./consistency.ts";

/**
 * The Jacobian in forward mode against the Jacobian in reverse mode, element by element.
 *
 * @throws InconsistentError `tape/inconsistent` at the element where they differ most.
 *
 * @example
 * ```ts
 * import { array, forwardReverseTest, multiply, sum } from "@chainrule/tape";
 * forwardReverseTest((x) => sum(multiply(x, x)))(array([1, 2, 3])).difference; // => 0
 * ```
 */
export function forwardReverseTest<F extends TreeFunction>(
  f: F,
  options: ConsistencyOptions = {},
): (...args: GivenArguments<F>) => Consistency {
  return consistencyTest("forwardReverseTest", f, options, (g, floats, { rules }) => {
    const [forward, reverse] = (["forward", "reverse"] as const).map((mode) =>
      flatten(jacobian(g, { mode, rules })(floats)).leaves.flatMap(elementsOf),
    ) as [number[], number[]];
    const distances = forward.map((x, i) => (Object.is(x, reverse[i]) ? 0 : Math.abs(x - reverse[i]!)));
    const worst = distances.reduce((k, d, i) => (d > distances[k]! || Number.isNaN(d) ? i : k), 0);
    const scale = scaleOf([...forward, ...reverse]);
    return { forward: forward[worst] ?? 0, reverse: reverse[worst] ?? 0, scale };
  });
}
