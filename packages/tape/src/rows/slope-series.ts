// Series about the zeros of slopes, where their terms cancel; printed by fixtures/slopes.py.

/** A zero in two parts, and the Taylor coefficients about it, from the first degree on. */
interface Series {
  readonly zero: readonly [high: number, low: number];
  readonly radius?: number;
  readonly coefficients: readonly number[];
}

/** Within this distance of the zero the series is used, unless it says otherwise: beyond it the terms cancel to no less than a third. */
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

const GELU_TANH: Series = {
  zero: [-0.7524614220710163, 3.635560509207687e-17],
  coefficients: [
    0.4304000910248585, 0.38751844613578895, -0.01578285352184803, -0.11394448308095899, -0.01661932834305256,
    0.019682309459833118, 0.005261059254921912, -0.0024227318458750974, -0.0009274420230205449,
    0.00026392764052681053, 0.00012425227802639782, -3.4956171694436116e-5, -1.5950896871645105e-5,
    5.918611710894005e-6, 2.4335516344299543e-6, -9.898647747433667e-7, -4.3102482988029016e-7,
    1.4157556987729473e-7, 7.520740909289922e-8, -1.6978217459781023e-8, -1.196180847972441e-8,
    1.7637802707907564e-9, 1.744987137846621e-9, -1.708811216951738e-10,
  ],
};

const I1E: Series = {
  zero: [1.5451272579925426, 1.0630756383046672e-16],
  radius: 0.8,
  coefficients: [
    -0.050026009428196336, 0.05270624306827756, -0.03294765027144757, 0.015214710546345076,
    -0.005637298635904482, 0.0017519744494522965, -0.0004698272352216896, 0.00011090891073943863,
    -2.339400875441182e-5, 4.4609566412340774e-6, -7.762965862564373e-7, 1.242451415616038e-7,
    -1.8408581059402866e-8, 2.53904624567133e-9, -3.275824922300628e-10, 3.970041409905071e-11,
    -4.536287162070567e-12, 4.903018245781118e-13, -5.0275773249744513e-14, 4.9037990474390766e-15,
    -4.560597596923087e-16, 4.05291822901709e-17, -3.4485021166656353e-18, 2.814475049632798e-19,
    -2.206952769188996e-20, 1.6652751964610838e-21, -1.2108638183780922e-22, 8.495629966646008e-24,
  ],
};

/** A slope near its zero, or undefined where x is not near. */
function near(x: number, { zero, radius = NEAR, coefficients }: Series): number | undefined {
  const offset = x - zero[0];
  if (!(Math.abs(offset) < radius)) return undefined;
  const t = offset - zero[1];
  return coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0) * t;
}

/** The slope of gelu near its zero at -0.75, or undefined. */
export const geluSlopeNear = (x: number): number | undefined => near(x, GELU);

/** The slope of silu near its zero at -1.28, or undefined. */
export const siluSlopeNear = (x: number): number | undefined => near(x, SILU);

/** The slope of gelu's form with tanh near its zero at -0.75, or undefined. */
export const geluTanhSlopeNear = (x: number): number | undefined => near(x, GELU_TANH);

/** The slope of the scaled Bessel function I1 near its zero at 1.55, or undefined. */
export const i1eSlopeNear = (x: number): number | undefined => near(x, I1E);
