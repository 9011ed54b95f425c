import { createModule, f32, f64, i32, statements } from "./index.ts";

const { call, set } = statements;

const module = createModule();
const store = module.define("store", ["i32", "f64"], ([at, x], declare) => {
  const [i, v] = [declare("i32"), declare("v128")];
  // @ts-expect-error an integer variable takes no double
  set(i, x);
  // @ts-expect-error a vector is no double
  f64.store(at, v);
  // @ts-expect-error single precision is another type
  f32.store(at, x);
  // @ts-expect-error addresses are integers
  f64.load(x);
  // @ts-expect-error vectors are not added as integers
  i32.plus(v, 1);
  return f64.store(at, x);
});

module.define("wrong", ["i32"], ([at]) => {
  // @ts-expect-error the second operand is missing
  call(store, at);
  // @ts-expect-error the second operand is a double
  return call(store, at, at);
});
