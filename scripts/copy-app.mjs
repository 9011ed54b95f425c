/** Puts the built checker app beside the built command line, which serves it: a part of the build of packages/cli. */
import { cpSync, existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const app = fileURLToPath(new URL("../apps/checker/dist", import.meta.url));
const copy = fileURLToPath(new URL("../packages/cli/dist/app", import.meta.url));

rmSync(copy, { recursive: true, force: true });
if (existsSync(app)) cpSync(app, copy, { recursive: true, filter: (path) => !path.endsWith(".map") });
else console.warn("The checker app is not built: `chainrule serve` will say so. Run `turbo run build`.");
