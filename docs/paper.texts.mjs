/** What the guides on the paper say in words of their own, around what is made from the items. */

export const paperIntroduction = `# The paper, item by item

The project began with a short paper on neural networks and backpropagation: neurons, activations, losses, gradient
descent, the chain rule from the last layer to the first, and what all this is used for. \`chainrule paper\` runs every item
of it and the [errata](./errata.md):

\`\`\`sh
npx chainrule paper                        # everything, networks trained for seconds: under a minute
npx chainrule paper --only S14,E1,sonar    # some items, with every finding and figure
npx chainrule paper --all                  # networks trained as long as was published: minutes to hours
npx chainrule paper --format markdown      # or json, junit, latex, sarif
\`\`\`

Each finding is a claim with its outcome. An erratum must *fail* as printed, a planted fault must *disagree*, a kink must be
called one: the exit code is 0 if every finding is as it must be.
`;

/** How each item is checked. */
export const ways = {
  S1: "all voices; $\\partial z / \\partial w = a$, $\\partial z / \\partial a = w$, $\\partial z / \\partial b = 1$; forward mode",
  S2: "$\\partial L / \\partial W = \\delta a^T$, $\\partial L / \\partial a = W^T \\delta$, $\\partial L / \\partial b = \\delta$; loops and forward mode give the same",
  S3: "$f' = \\beta f (1 - f)$, $\\tanh x = 2 f(2x) - 1$, symmetry; tails at 36 and 100, and what $f (1 - f)$ loses there",
  S4: "slopes 0, $m$, 0; at the kinks the interval $[0, m]$; continuity fixes $m$ and $b$",
  S5: "its three derivatives; the area under it is 1",
  S6: "derivative 0, and *not differentiable* at the jump, where a central difference gives 500000",
  S7: "0 and 1; at the kink the interval $[0, 1]$, and differences to both sides",
  S8: "$1 - \\tanh^2 = \\operatorname{sech}^2$; the tail at 20, where the left side has no digit left",
  S9: "the proof, line by line, with matrices as symbols; XOR is out of reach",
  S10: "every activation, by every parameter; forward mode",
  S11: "the factor one half decides between $\\hat y - y$ and $2 (\\hat y - y)$; sum and mean",
  S12: "$(\\hat y - y) / (\\hat y (1 - \\hat y))$; after a sigmoid $\\sigma(z) - y$; where the usual form overflows",
  S13: "26 of them in a 3-4-2 net, in order",
  S14: "values known to 17 digits, with the factor one half and without; each factor of the chain",
  S15: "gradient of the mean, mean of the gradients",
  S16: "closed forms, by algebra",
  S17: "every derivative; index by index as loops; the sum over $j$, dropped, is caught",
  S18: "its norm is the slope along it, and no direction is steeper; the norm of each layer",
  S19: "the cost falls against the gradient and rises along it, by $\\eta \\lVert \\nabla C \\rVert^2$ for small steps",
  S20: "operations of cost and gradient; errors of nine methods against thirty digits; the model of a difference's error",
  S21: "4D-Var finds the first state of Lorenz's flows of 1963 and 1996; $\\langle M x, y \\rangle = \\langle x, M^T y \\rangle$; Liouville's law of volumes",
  S22: "Rosenbrock's valley by hand; the quickest wire against the cycloid, and Snell's law along it",
  S23: "Newton's method squares its error; products with Hessians; implicit steps against their closed form",
  S24: "logistic growth against its closed form, order 4; two laws of prey and predators; forward mode and adjoint",
  S32: "drawn by our own code; what they show is so",
};

export const paperEnd = `A short run is judged by a bar that a net with a wrong gradient does not reach, and a whole run by a higher one; the published
figures stand beside ours, and whether ours lie within one standard deviation of them is said, not judged: one run is a
sample of a wide distribution. Two sets of data are not shipped: \`--data\` takes a folder that has them.

For S25 the gradients of a 60-12-2 net by all its 758 parameters are compared too, before and after training on the 208 real
sonar returns as Gorman and Sejnowski did in 1988.
`;

export const errataIntroduction = `# Errata of the paper

Each is shown broken and mended by \`chainrule paper\`, and in the checker with both cells side by side. Engines agree on a wrong
formula: what is wrong with it shows in a property, such as an area, a minimum, a shape or a count. A cross marks what fails,
as it must.
`;

/** Examples that run, where a few lines show the fault. */
export const errataExamples = {
  E1: `\`\`\`ts
import { area } from "@chainrule/check";
import { evaluate, parse } from "@chainrule/expr";
const printed = parse("exp(-x^2 / (2 s^2)) / sqrt(2 pi s)");
const mended = parse("gaussian(x, 0, s)");
const s = 4;
area((x) => Number(evaluate(printed, { x, s })), -12 * s, 12 * s).toFixed(9); // => "2.000000000"
area((x) => Number(evaluate(mended, { x, s })), -12 * s, 12 * s).toFixed(9); // => "1.000000000"
\`\`\`
`,
  E2: `\`\`\`ts
import { differentiate, evaluate, parse } from "@chainrule/expr";
const printed = parse("p log(y) + (1 - p) log(1 - y)");
evaluate(printed, { p: 0.7, y: 1 }); // => -Infinity
const mended = parse("-(y log(p) + (1 - y) log(1 - p))");
evaluate(differentiate(mended, "p"), { p: 0.5, y: 0.5 }); // => 0
\`\`\`
`,
  E4: `Losses here take a \`factor\`, and say which they mean.
`,
  E9: `\`\`\`ts
import { grad, square, subtract } from "@chainrule/tape";
const cost = (w: number) => square(subtract(w, 3));
const slope = grad(cost)(1);
cost(1 - 0.1 * slope) < cost(1); // => true
cost(1 + 0.1 * slope) > cost(1); // => true
\`\`\`
`,
};
