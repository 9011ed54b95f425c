import { decimal60 as A } from "@chainrule/special";
import {
  type Bindings,
  type Expression,
  evaluate,
  gradient,
  hessian,
  kinksAt,
  parse,
  simplify,
  symbol,
  type TensorValue,
  toText,
} from "../../index.ts";
import { badSimplification, type Complaint } from "./complaints.ts";
import { createRandom, type Random } from "./random.ts";
import { tensorShapes as shapes } from "./tensorGrammar.ts";
import { distance, type Point, type Precise, truthOf } from "./truth.ts";

/** What is wrong with one scalar expression of tensors; undefined if it is not smooth at a random point. */
export function tensorComplaints(text: string, seed: number): Complaint[] | undefined {
  try {
    const random = createRandom(seed + 0x5eed);
    const e = parse(text, { shapes });
    const point = randomPoint(random);
    if (kinksAt(e, point).length > 0) return undefined;
    return checkAt(e, point, randomPoint(random), seed % 4 === 0);
  } catch (error) {
    return [{ property: "throws", found: error instanceof Error ? `${error.stack}`.slice(0, 600) : "?" }];
  }
}

function checkAt(e: Expression, point: Point, direction: Point, isSecond: boolean): Complaint[] | undefined {
  const truth = truthOf(e, point, direction);
  if (truth === undefined) return undefined;
  const names = Object.keys(direction);
  const variables = names.map((name) => symbol(name, { shape: shapeOf(name) }));
  const raw = gradient(e, variables);
  const simplified = simplify(e);
  const firsts = {
    gradient: raw,
    "gradient, simplified": raw.map(simplify),
    "gradient of what is simplified": gradient(simplified, variables),
  };
  const complaints: Complaint[] = [];
  const compare = (property: string, found: Precise, right: Precise, limit: number) => {
    if (distance(found, right, 1e-10) <= limit) return;
    complaints.push({ property, found: `${A.toNumber(found)} for ${A.toNumber(right)}` });
  };
  for (const [name, parts] of Object.entries(firsts))
    compare(name, along(parts, names, point, direction), truth.first, 1e-30);
  compare("value, simplified", valueOf(simplified, point) as Precise, truth.value, 1e-40);
  if (isSecond) {
    const bend = hessian(e, [symbol("x", { shape: [3] })])[0]![0]!;
    const only = truthOf(e, point, { x: direction["x"]! });
    if (only !== undefined)
      compare("hessian", bothSides(bend, point, direction["x"] as TensorValue), only.second, 1e-20);
  }
  complaints.push(...badSimplification("the expression", e, simplified));
  for (const [k, part] of raw.entries())
    complaints.push(
      ...badSimplification(`the gradient by ${names[k]}`, part, firsts["gradient, simplified"][k]!),
    );
  complaints.push(...badTexts([e, simplified, ...raw, ...firsts["gradient, simplified"]], point));
  return complaints;
}

/** Texts read back: the names of indices may differ, the values not. */
function* badTexts(es: readonly Expression[], point: Point): Generator<Complaint> {
  for (const e of es) {
    const text = toText(e);
    const [before, after] = [e, parse(text, { shapes })].map((one) => flat(evaluate(one, point)));
    const isSame = (x: number, k: number) => Math.abs(x - after![k]!) <= 1e-9 * (1 + Math.abs(x));
    if (before!.length === after!.length && before!.every(isSame)) continue;
    yield { property: "text means something else", found: `${text}: ${before} became ${after}` };
  }
}

function flat(value: number | TensorValue): number[] {
  return typeof value === "number" ? [value] : Array.from(value.data);
}

function valueOf(e: Expression, point: Point): Precise | TensorValue<Precise> {
  return evaluate(e, point as Bindings<Precise>, { arithmetic: A }) as Precise | TensorValue<Precise>;
}

/** The sum of all gradients' products with the direction. */
function along(
  gradients: readonly Expression[],
  names: readonly string[],
  point: Point,
  direction: Point,
): Precise {
  const products = names.flatMap((name, k) => {
    const by = direction[name]!;
    const value = valueOf(gradients[k]!, point);
    if (typeof by === "number") return [times(value as Precise, by)];
    return Array.from((value as TensorValue<Precise>).data, (x, position) => times(x, by.data[position]!));
  });
  return products.reduce((a, b) => A.add(a, b));
}

/** v' H v. */
function bothSides(e: Expression, point: Point, { data: v }: TensorValue): Precise {
  const { data } = valueOf(e, point) as TensorValue<Precise>;
  const n = v.length;
  const terms = Array.from(data, (x, k) => times(times(x, v[Math.floor(k / n)]!), v[k % n]!));
  return terms.reduce((a, b) => A.add(a, b));
}

function times(x: Precise, by: number): Precise {
  return A.multiply(x, A.fromNumber(by));
}

function shapeOf(name: string): readonly number[] {
  return name in shapes ? shapes[name as keyof typeof shapes] : [];
}

/** Values for all variables, in (-2, 2), doubles of few digits. */
function randomPoint(random: Random): Point {
  const value = () => Math.round((4 * random() - 2) * 2 ** 16) / 2 ** 16;
  const tensors = Object.entries(shapes).map(([name, shape]) => {
    const size = shape.reduce((a: number, b) => a * b, 1);
    return [name, { shape, data: Array.from({ length: size }, value) }] as const;
  });
  return { ...Object.fromEntries(tensors), t: value() };
}
