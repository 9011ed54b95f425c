import type { Grammar } from "./phrase.ts";

/** Shapes of the variables of the tensor sweep. */
export const tensorShapes = { x: [3], y: [3], A: [3, 3], B: [3, 3] } as const;

/** Scalars (s), vectors (v), matrices (m) and bodies of sums over i (b). */
export const tensorGrammar: Grammar = {
  s: {
    leaves: ["t", "x[1]", "A[1, 2]", "2", "sum(x)", "trace(A)"],
    families: [
      {
        weight: 8,
        forms: [
          "sum(#v1)",
          "#v1' @ #v2",
          "trace(#m1)",
          "trace(#m1*#m2)",
          "sum(#m1)",
          "norm(#v1)",
          "norm(#m1)",
          "logSumExp(#v1)",
          "det(#m1)",
          "logdet(#m1' @ #m1 + eye(3))",
          "(#v1)[2]",
          "(#m1)[2, 3]",
        ],
      },
      {
        weight: 8,
        forms: [
          "sum(#b1, i, 1, 3)",
          "product(1 + #b1, i, 1, 3)",
          "sum(i*#b1, i, 1, 2)",
          "logSumExp(#b1, i, 1, 3)",
          "maximum(#b1, i, 1, 3)",
          "sum(x[i]*x[i + 1], i, 1, 2)*#1",
          "sum(sum(A[i, j]*x[j]*#1, j, 1, i), i, 1, 3)",
        ],
      },
      { weight: 4, forms: ["#1*#2", "#1 + #2", "sin(#1)", "#1/(1 + #2^2)", "exp(sin(#1))", "max(#1, #2)"] },
    ],
  },
  v: {
    leaves: [..."xxxyy"],
    families: [
      { weight: 6, forms: ["#1 + #2", "#1 - #2", "#1*#2", "#1/(2 + #2^2)", "-#1", "#1^2", "#1^3"] },
      {
        weight: 6,
        forms: ["sin(#1)", "sigmoid(#1)", "tanh(#1)", "exp(sin(#1))", "log(1 + #1^2)", "abs(#1)", "relu(#1)"],
      },
      {
        weight: 6,
        forms: ["#m1 @ #2", "#m1' @ #2", "#s1*#2", "softmax(#1)", "diag(#m1)", "max(#1, #2)"],
      },
    ],
  },
  m: {
    leaves: [..."AAB", "A' @ A", "A @ B'", "A' @ diag(x) @ B", "diag(y)"],
    families: [
      { weight: 6, forms: ["#1 @ #2", "#1'", "#1' @ #2", "outer(#v1, #v2)", "diag(#v1)", "#1 + eye(3)"] },
      { weight: 6, forms: ["#1 + #2", "#1*#2", "sin(#1)", "sigmoid(#1)", "#1 + #v2", "#1*#v2", "#s1*#2"] },
      { weight: 2, forms: ["inverse(#1' @ #1 + eye(3))", "softmax(#1)", "#1^2"] },
      {
        weight: 2,
        forms: ["tensor(#1[j, i] - #v2[i], i, 3, j, 3)", "tensor(#1[i, j]*#v2[j]*#v3[i], i, 3, j, 3)"],
      },
    ],
  },
  b: {
    leaves: ["x[i]", "x[i]", "y[i]", "A[i, 2]", "A[i, i]", "A[2, i]", "i", "x[4 - i]", "t"],
    families: [
      { weight: 6, forms: ["#1*#2", "#1 + #2", "#1 - #2", "#1^2", "#1^i", "#1/(1 + #2^2)"] },
      { weight: 4, forms: ["sin(#1)", "sigmoid(#1)", "exp(-#1^2)", "log(1 + #1^2)", "relu(#1)", "abs(#1)"] },
      {
        weight: 4,
        forms: [
          "sum(A[i, j]*x[j], j, 1, 3)*#1",
          "sum(A[j, i]*#1, j, 1, 3)",
          "sum(x[j]^i, j, 1, i)*#1",
          "piecewise(#1, i < 2, #2)",
          "product(x[j] + #1, j, i, 3)",
        ],
      },
    ],
  },
};
