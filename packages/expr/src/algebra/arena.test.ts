import { describe, expect, test } from "vitest";
import { symbol } from "../atoms.ts";
import { call } from "../build.ts";
import { countOperations } from "../count.ts";
import { differentiate, gradient, hessian } from "../differentiate/differentiate.ts";
import { domainOf } from "../differentiate/domain.ts";
import { LimitError } from "../errors.ts";
import { createBudget } from "../limits.ts";
import type { Expression } from "../node.ts";
import { parse } from "../parse/parse.ts";
import { toText } from "../print/text.ts";
import { simplify } from "../simplify/simplify.ts";
import { createArena } from "./arena.ts";

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
}

const texts = ["x*exp(x)*sin(x)", "log(x)/x + x", "piecewise(x^2, x > 0, -x)", "sum(y[i]^2, i, 1, 3) + x"];

describe("an arena", () => {
  test.each(texts)("leaves what it is given as it is: %s", (text) => {
    const e = frozen(parse(text));
    const [derivative, plain] = [frozen(differentiate(e, "x")), differentiate(parse(text), "x")];
    expect(toText(derivative)).toBe(toText(plain));
    expect(toText(simplify(derivative))).toBe(toText(simplify(plain)));
    expect(toText(gradient(e, ["x"])[0]!)).toBe(toText(gradient(parse(text), ["x"])[0]!));
    expect(toText(hessian(e, ["x"])[0]![0]!)).toBe(toText(hessian(parse(text), ["x"])[0]![0]!));
    expect(toText(domainOf(derivative))).toBe(toText(domainOf(plain)));
  });

  test.each(texts)("makes copies of equal structure, each once: %s", (text) => {
    const [e, same] = [parse(text), parse(text)];
    const arena = createArena();
    const copy = arena.adopt(e);
    expect(arena.adopt(same)).toBe(copy);
    expect(arena.adopt(copy)).toBe(copy);
    expect(copy).not.toBe(e);
    expect(toText(copy)).toBe(toText(e));
    const other = createArena().adopt(copy);
    expect(toText(other)).toBe(toText(e));
    expect(arena.adopt(other)).toBe(copy);
  });

  test("copies what many graphs share once", () => {
    const parts: Expression[] = [symbol("x")];
    for (let k = 0; k < 20_000; k++) parts.push(call("sin", parts[k]!));
    const arena = createArena();
    expect(arena.adoptAll(parts)).toStrictEqual(arena.nodes); // in seconds, not in minutes
    expect(countOperations(parts)).toBe(20_000);
  });

  test("still finds nodes and their absence after its budget is spent", () => {
    const arena = createArena(createBudget({ nodes: 3 }));
    const known = arena.leaf(symbol("x"));
    for (let k = 0; k < 100; k++) {
      try {
        arena.leaf(symbol(`y${k}`));
      } catch (error) {
        expect(error).toBeInstanceOf(LimitError);
      }
    }
    expect(arena.leaf(symbol("x"))).toBe(known);
  });
});
