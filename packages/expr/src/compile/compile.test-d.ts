import { expectTypeOf } from "vitest";
import { compile as generated } from "../codegen.ts";
import {
  type CompiledExpression,
  type CompiledExpressions,
  compile,
  gradient,
  parse,
  symbol,
} from "../index.ts";

const f = parse("x^2 * y");

// One expression is a number, a list is an array.
expectTypeOf(compile(f, ["x", "y"])).toEqualTypeOf<CompiledExpression>();
expectTypeOf(compile(f, ["x", "y"])([1, 2])).toEqualTypeOf<number>();
expectTypeOf(compile([f], ["x", "y"])).toEqualTypeOf<CompiledExpressions>();
expectTypeOf(compile(gradient(f, ["x", "y"]), ["x", "y"])([1, 2])).toEqualTypeOf<Float64Array>();
expectTypeOf(compile(f, ["x", "y"]).columns).returns.toEqualTypeOf<Float64Array>();
expectTypeOf(compile([f], ["x", "y"]).columns).returns.toEqualTypeOf<Float64Array[]>();

// Variables are names, known or not, and symbols.
compile(f, ["y", symbol("x"), "other"]);

// Both entries have the same types.
expectTypeOf(generated).toEqualTypeOf<typeof compile>();

// @ts-expect-error a number is no list of variables
compile(f, 1);
