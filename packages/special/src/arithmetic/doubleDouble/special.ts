/** The special functions in double-double: the shared ones, at 106 bits. */
import type { Arithmetic } from "../arithmetic.ts";
import { errorFunctions } from "../functions/errorFunctions.ts";
import { gammaFunctions } from "../functions/gammaFunctions.ts";
import { polygammaFunctions } from "../functions/polygammaFunctions.ts";
import { DOUBLE_DOUBLE_PRECISION, type Elementary } from "../functions/precision.ts";
import {
  abs,
  add,
  type DoubleDouble,
  divide,
  fromNumber,
  integerPower,
  multiply,
  negate,
  sqrt,
  subtract,
} from "./basic.ts";
import { fromRatio } from "./convert.ts";
import { exp, log } from "./exponential.ts";
import { PI, sin, tan } from "./trigonometric.ts";

type SpecialFunctions = Pick<
  Arithmetic<DoubleDouble>,
  "erf" | "erfc" | "erfcx" | "gamma" | "lgamma" | "digamma" | "polygamma"
>;

const elementary: Elementary<DoubleDouble> = {
  pi: PI,
  fromNumber,
  fromRatio,
  toNumber: (a) => a.hi,
  add,
  subtract,
  multiply,
  divide,
  negate,
  integerPower,
  exp,
  log,
  sqrt,
  sin,
  tan,
  abs,
};

export const specialFunctions: SpecialFunctions = /* @__PURE__ */ Object.assign(
  {},
  /* @__PURE__ */ errorFunctions(elementary, DOUBLE_DOUBLE_PRECISION),
  /* @__PURE__ */ gammaFunctions(elementary, DOUBLE_DOUBLE_PRECISION),
  /* @__PURE__ */ polygammaFunctions(elementary, DOUBLE_DOUBLE_PRECISION),
);
