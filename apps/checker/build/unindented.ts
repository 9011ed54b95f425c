import type { Plugin } from "vite";

/**
 * Takes the indentation out of the components' templates, and what browsers do not read out of their styles: only people
 * read it, and the first load pays for it.
 */
export function unindented(): Plugin {
  return {
    name: "unindented",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!/\/checker\/src\/.*\.ts$/.test(id) || !/\b(?:css|html|svg)`/.test(code)) return;
      const bare = code.replaceAll(/\bcss`[^`]*`/g, bareStyle).replaceAll(/\s*\n\s*/g, "\n");
      return { code: bare, map: null };
    },
  };
}

function bareStyle(style: string): string {
  return style
    .replaceAll(/\/\*.*?\*\//gs, "")
    .replaceAll(/([{};,])\s+/g, "$1")
    .replaceAll(": ", ":")
    .replaceAll(" {", "{")
    .replaceAll(";}", "}");
}
