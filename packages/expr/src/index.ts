export type * from "./node.ts";
export { ExpressionError, type LimitedQuantity, LimitError } from "./errors.ts";
export type { Integer, Rational } from "./rational.ts";
export { ValueError } from "./rational.ts";
export { ShapeError } from "./shape.ts";
export {
  add,
  ArityError,
  call,
  divide,
  element,
  fraction,
  multiply,
  negate,
  number,
  type Operand,
  piecewise,
  power,
  reduce,
  subtract,
  symbol,
  type SymbolOptions,
  tensor,
} from "./build.ts";
export { equal } from "./equal.ts";
