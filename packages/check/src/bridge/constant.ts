import { array } from "@chainrule/array";
import { type Arithmetic, float64 } from "@chainrule/special";
import { type ArrayLike, applyOne, elementwise, type Primitive } from "@chainrule/tape";

/** A number as an expression means it: exact, until an arithmetic rounds it to its own precision. */
interface ExactRatio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A row without inputs: a constant that every arithmetic makes for itself. */
function constantRow<P>(
  name: string,
  number: (params: P) => number,
  scalar: <T>(A: Arithmetic<T>, params: P) => T,
): Primitive<P> {
  return elementwise<[], P>({ name, number, scalar, partials: [] }, (params) => [array(number(params))], {
    shape: () => [{ shape: [], dtype: "float64", weak: true }],
  });
}

const ratio = constantRow<ExactRatio>(
  "exactRatio",
  ({ numerator, denominator }) => float64.fromRatio(numerator, denominator),
  (A, { numerator, denominator }) => A.fromRatio(numerator, denominator),
);

const circleConstant = constantRow<undefined>(
  "exactPi",
  () => Math.PI,
  (A) => A.pi,
);

const eulersNumber = constantRow<undefined>(
  "exactE",
  () => Math.E,
  (A) => A.e,
);

/**
 * A constant that a traced program keeps exact: 1/10 is a tenth in double-double too, not the double nearest to it.
 *
 * Integers that a double holds stay plain numbers.
 */
export function exactRatio(numerator: number | bigint, denominator: number | bigint): ArrayLike {
  if (Number(denominator) === 1 && typeof numerator === "number") return numerator;
  return applyOne(ratio, { numerator: BigInt(numerator), denominator: BigInt(denominator) }, []);
}

/** Pi, to the precision of whatever arithmetic runs the program. */
export function exactPi(): ArrayLike {
  return applyOne(circleConstant, undefined, []);
}

/** Euler's number, likewise. */
export function exactE(): ArrayLike {
  return applyOne(eulersNumber, undefined, []);
}
