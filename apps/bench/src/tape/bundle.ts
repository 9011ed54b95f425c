import { fileURLToPath } from "node:url";
import { atMost, type Row } from "../report/row.ts";
import { kilobytes } from "../symbolic/bundle.ts";

/** Arithmetic and elementary operations, as a page takes them. */
const operations =
  "abs, acos, acosh, add, asin, asinh, atan, atanh, cbrt, cos, cosh, divide, exp, expm1, log, log1p, multiply, negate, power, " +
  "reciprocal, sigmoid, sin, sinh, softplus, sqrt, square, subtract, sum, tan, tanh";

const ours = `import { grad, ${operations} } from "@chainrule/tape"; globalThis.d = { grad, ${operations} };`;

const limit = 12;

/** The gzipped size of a page's script that has `grad` and these operations, in kB. */
export async function tapeBundleRow(): Promise<Row> {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const size = await kilobytes(ours, folder);
  const alone = await kilobytes('import { grad } from "@chainrule/tape"; globalThis.d = grad;', folder);
  return atMost(limit, {
    row: "bundle of `grad` with arithmetic and elementary operations, minified and gzipped, kB",
    ours: size.toFixed(1),
    others: `\`grad\` alone ${alone.toFixed(1)}`,
    ratio: size,
  });
}
