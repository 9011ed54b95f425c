import type { Arithmetic } from "@chainrule/special";
import { LimitError } from "../errors.ts";
import { functions } from "../functions/table.ts";
import type { Expression, ReduceNode, TensorNode } from "../node.ts";
import type { Environment } from "./bindings.ts";
import { elementFamily } from "./element.ts";
import {
  countOf,
  type Family,
  levelsOf,
  type Scope,
  scopeKey,
  single,
  stored,
  volumeOf,
  walk,
} from "./family.ts";
import { Reduction } from "./reduction.ts";
import {
  combine,
  evaluatePiecewise,
  evaluateQuotient,
  isReciprocal,
  type Quotient,
  quotientOf,
  rationalExponent,
} from "./scalar.ts";

/** What one evaluation may do: index combinations visited in all, and values stored for one node. */
const visitLimit = 100_000_000;
const storeLimit = 16_000_000;

/** A node to be evaluated in a scope. */
interface Task {
  readonly node: Expression;
  readonly scope: Scope;
}

/**
 * Evaluates nodes on an explicit stack. Each distinct node is materialised once for each set of limits of its free
 * indices; a sum of products is contracted without storing the products.
 */
export class Machine<T> {
  readonly #A: Arithmetic<T>;
  readonly #environment: Environment<T>;
  readonly #done = new Map<Expression, Map<string, Family<T>>>();
  readonly #quotients = new Map<Expression, Quotient>();
  #visits = 0;

  constructor(A: Arithmetic<T>, environment: Environment<T>) {
    this.#A = A;
    this.#environment = environment;
  }

  /** The values of a closed expression. */
  run(root: Expression): Family<T> {
    const stack: Task[] = [{ node: root, scope: new Map() }];
    for (let task = stack.at(-1); task !== undefined; task = stack.at(-1)) {
      const missing =
        this.#find(task) === undefined ? this.#dependencies(task).filter((t) => !this.#find(t)) : [];
      if (missing.length > 0) {
        for (const next of missing) stack.push(next);
        continue;
      }
      stack.pop();
      if (this.#find(task) === undefined) this.#keep(task, this.#compute(task));
    }
    return this.#find({ node: root, scope: new Map() })!;
  }

  #find({ node, scope }: Task): Family<T> | undefined {
    return this.#done.get(node)?.get(node.free.length === 0 ? "" : scopeKey(node, scope));
  }

  #keep({ node, scope }: Task, family: Family<T>): void {
    const byScope = this.#done.get(node) ?? new Map<string, Family<T>>();
    this.#done.set(node, byScope.set(scopeKey(node, scope), family));
  }

  #values(nodes: readonly Expression[], scope: Scope): Family<T>[] {
    return nodes.map((node) => this.#find({ node, scope })!);
  }

  /** What must be known before the node: for a binder first its limits, and then its body within them. */
  #dependencies({ node, scope }: Task): Task[] {
    if (node.kind === "reduce") {
      const limits = node.operands.slice(0, 2).map((operand) => ({ node: operand, scope }));
      if (limits.some((limit) => !this.#find(limit))) return limits;
      const inner = this.#scopeOfReduce(node, scope);
      return this.#parts(node.operands[2]).map((part) => ({ node: part, scope: inner }));
    }
    if (node.kind === "tensor") {
      const sizes = node.shape.map((size) => ({ node: size, scope }));
      if (sizes.some((size) => !this.#find(size))) return sizes;
      return [{ node: node.operands.at(-1)!, scope: this.#scopeOfTensor(node, scope) }];
    }
    return this.#partsOfScalar(node).map((part) => ({ node: part, scope }));
  }

  #partsOfScalar(node: Expression): readonly Expression[] {
    if (node.kind === "product" || isReciprocal(node)) return this.#parts(node);
    if (node.kind === "power" && isEuler(node.operands[0])) return [node.operands[1]];
    if (node.kind === "power" && node.operands[1].kind === "number") return [node.operands[0]];
    return node.operands;
  }

  /** Numerators and denominators of a product; another body is its own only part. */
  #parts(body: Expression): readonly Expression[] {
    if (body.kind !== "product" && !isReciprocal(body)) return [body];
    const { numerators, denominators } = this.#quotient(body);
    return [...numerators, ...denominators];
  }

  #quotient(node: Expression): Quotient {
    const known = this.#quotients.get(node);
    if (known !== undefined) return known;
    const single = node.kind !== "product" && !isReciprocal(node);
    const quotient = single
      ? { numerators: [node], denominators: [] }
      : quotientOf(node.kind === "product" ? node.operands : [node]);
    this.#quotients.set(node, quotient);
    return quotient;
  }

  #scopeOfReduce(node: ReduceNode, scope: Scope): Scope {
    const [low, high] = this.#values(node.operands.slice(0, 2), scope);
    const limits = { low: this.#extreme(low!, Math.min), high: this.#extreme(high!, Math.max) };
    return new Map(scope).set(node.index.level, limits);
  }

  /** The least or greatest value of a limit over the outer indices. */
  #extreme(limit: Family<T>, choose: (a: number, b: number) => number): number {
    const values = Array.from(limit.data, (value) => this.#A.toNumber(value));
    const found = values.reduce(choose);
    if (Math.abs(found) <= Number.MAX_SAFE_INTEGER) return Math.round(found);
    throw new LimitError("sum", "terms", found, visitLimit, "Give finite limits.");
  }

  #scopeOfTensor(node: TensorNode, scope: Scope): Scope {
    const inner = new Map(scope);
    const sizes = this.#values(node.shape, scope);
    for (const [axis, { level }] of node.indices.entries()) {
      inner.set(level, { low: 1, high: this.#extreme(sizes[axis]!, Math.max) });
    }
    return inner;
  }

  #compute({ node, scope }: Task): Family<T> {
    const A = this.#A;
    switch (node.kind) {
      case "number":
        return single(A.fromRatio(BigInt(node.value.numerator), BigInt(node.value.denominator)));
      case "symbol":
        return node.level === 0 ? this.#environment.lookup(node) : this.#indexValues(node.level, scope);
      case "sum":
        return this.#map(node.operands, scope, (values) => values.reduce((a, b) => A.add(a, b)));
      case "product":
        return this.#quotientValues(node, scope);
      case "power":
        return this.#powerValues(node.operands[0], node.operands[1], node, scope);
      case "call":
        return this.#map(node.operands, scope, (values) => functions[node.name].value(A, values));
      case "piecewise":
        return this.#map(node.operands, scope, (values) => evaluatePiecewise(A, values));
      case "element":
        return elementFamily(A, node, this.#values(node.operands, scope), scope, (count) =>
          this.#spend(count, count),
        );
      case "reduce":
        return this.#reduceValues(node, scope);
      case "tensor":
        return this.#tensorFamily(node, scope);
    }
  }

  #indexValues(level: number, scope: Scope): Family<T> {
    const limits = scope.get(level)!;
    this.#spend(countOf(limits), countOf(limits));
    const data = Array.from({ length: countOf(limits) }, (_, k) => this.#A.fromNumber(limits.low + k));
    return stored(data, [level], scope);
  }

  #quotientValues(node: Expression, scope: Scope): Family<T> {
    const quotient = this.#quotient(node);
    return this.#map(this.#parts(node), scope, (values) => evaluateQuotient(this.#A, quotient, values));
  }

  #powerValues(base: Expression, exponent: Expression, node: Expression, scope: Scope): Family<T> {
    const A = this.#A;
    if (isReciprocal(node)) return this.#quotientValues(node, scope);
    if (isEuler(base)) return this.#map([exponent], scope, ([y]) => A.exp(y!));
    if (exponent.kind === "number") {
      return this.#map([base], scope, ([x]) => rationalExponent(A, x!, exponent.value));
    }
    return this.#map([base, exponent], scope, ([x, y]) => A.power(x!, y!));
  }

  /** One value for each combination of the operands' free indices. */
  #map(operands: readonly Expression[], scope: Scope, formula: (values: readonly T[]) => T): Family<T> {
    const families = this.#values(operands, scope);
    const levels = levelsOf(families);
    const volume = volumeOf(levels, scope);
    this.#spend(volume, volume);
    const data: T[] = [];
    const values: T[] = [];
    walk(families, levels, scope, (positions) => {
      for (let m = 0; m < families.length; m++) values[m] = families[m]!.data[positions[m]!]!;
      data.push(formula(values));
    });
    return stored(data, levels, scope);
  }

  #reduceValues(node: ReduceNode, scope: Scope): Family<T> {
    const inner = this.#scopeOfReduce(node, scope);
    const quotient = this.#quotient(node.operands[2]);
    const limits = this.#values(node.operands.slice(0, 2), scope);
    const parts = this.#values([...quotient.numerators, ...quotient.denominators], inner);
    const level = node.index.level;
    const outer = levelsOf([...limits, ...parts]).filter((other) => other !== level);
    const count = countOf(inner.get(level)!);
    const volume = volumeOf(outer, scope);
    this.#spend(volume * Math.max(1, count), volume);
    const families = [...parts, ...limits, this.#indexFamily(level, inner)] as Family<T>[];
    const data = Array.from({ length: volume }, () => undefined as T);
    const reduction = new Reduction(this.#A, node.operation, quotient, families, count);
    if (count === 0) data.fill(combine(this.#A, node.operation, []));
    else walk(families, [...outer, level], inner, (positions) => reduction.visit(positions, data));
    return stored(data, outer, scope);
  }

  /** A family whose position is the number of the index value, from 0; it stores nothing. */
  #indexFamily(level: number, scope: Scope): Family<T> {
    const size = countOf(scope.get(level)!);
    return {
      data: [],
      offset: scope.get(level)!.low,
      dimensions: new Map([[level, { size, stride: 1 }]]),
      axes: [],
    };
  }

  /** No copy: the free indices of the body that the tensor binds become its axes. */
  #tensorFamily(node: TensorNode, scope: Scope): Family<T> {
    const inner = this.#scopeOfTensor(node, scope);
    const body = this.#find({ node: node.operands.at(-1)!, scope: inner })!;
    const dimensions = new Map(body.dimensions);
    const axes = node.indices.map(({ level }) => {
      const axis = { size: countOf(inner.get(level)!), stride: dimensions.get(level)?.stride ?? 0 };
      dimensions.delete(level);
      return axis;
    });
    return { data: body.data, offset: body.offset, dimensions, axes };
  }

  #spend(visits: number, values: number): void {
    this.#visits += visits;
    if (values > storeLimit) throw tooMuch("elements", values, storeLimit);
    if (this.#visits > visitLimit) throw tooMuch("terms", this.#visits, visitLimit);
  }
}

function tooMuch(quantity: "elements" | "terms", count: number, limit: number): LimitError {
  return new LimitError("evaluate", quantity, count, limit, "Use smaller shapes or ranges.");
}

function isEuler(node: Expression): boolean {
  return node.kind === "call" && node.name === "e";
}
