import { describe, expect, test } from "vitest";
import { differentiate, gradient, hessian } from "../differentiate/differentiate.ts";
import { domainOf } from "../differentiate/domain.ts";
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
});
