// Series about the zeros of slopes, where their terms cancel; printed by fixtures/slopes.py.

/** A zero in two parts, and the Taylor coefficients about it, from the first degree on. */
interface Series {
  readonly zero: readonly [high: number, low: number];
  readonly coefficients: readonly number[];
}

/** Within this distance of the zero the series is used: beyond it the terms cancel to no less than a third. */
const NEAR = 0.35;

const GELU: Series = {
  zero: [-0.7517915246935645, 1.4956759177009883e-17],
  coefficients: [
    0.4314939923140469, 0.388284982990552, -0.018199676398671087, -0.1140082332972217, -0.014771522148244337,
    0.019421679838189067, 0.004539228379125415, -0.002239538068073497, -0.0007448268386746817,
    0.00018633974623233514, 8.615947861116571e-5, -1.121438018842664e-5, -7.74846130700372e-6,
    4.3284506257392273e-7, 5.702764979242107e-7, -1.6044265494246427e-9, -3.5459866461783865e-8,
    -1.396942086426202e-9, 1.90319840501314e-9, 1.4506418938779426e-10, -8.950037692726255e-11,
  ],
};

const SILU: Series = {
  zero: [-1.2784645427610737, -1.0946994183093437e-16],
  coefficients: [
    0.2178117057198001, 0.1466487969969469, 0.018874814223782312, -0.015222655223188032,
    -0.006606589138356696, 0.000126627410081122, 0.0007985218818397998, 0.00018570724361186496,
    -4.090534237428612e-5, -2.9733542213263917e-5, -2.942631888842464e-6, 2.346029682463866e-6,
    8.599695028268575e-7, -3.051244750055421e-8, -9.266646309267441e-8, -1.8877622907727957e-8,
    4.619379769031606e-9, 2.9177603026903803e-9,
  ],
};

/** A slope near its zero, or undefined where x is not near. */
function near(x: number, { zero, coefficients }: Series): number | undefined {
  const offset = x - zero[0];
  if (!(Math.abs(offset) < NEAR)) return undefined;
  const t = offset - zero[1];
  return coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0) * t;
}

/** The slope of gelu near its zero at -0.75, or undefined. */
export const geluSlopeNear = (x: number): number | undefined => near(x, GELU);

/** The slope of silu near its zero at -1.28, or undefined. */
export const siluSlopeNear = (x: number): number | undefined => near(x, SILU);
