/**
 * The opt-in entry `@chainrule/expr/codegen`: `compile` by generated JavaScript, for pages and servers whose policy lets
 * code be generated.
 */
export { compile } from "./compile/compileToJavaScript.ts";
