import { functionsOf, untypedFailure } from "@chainrule/testing";
import { expect, test } from "vitest";
import * as all from "./index.ts";

test.each(functionsOf(all))("%s fails with a code, whatever it is given", async (_, f) => {
  expect(await untypedFailure(f)).toBeUndefined();
});
