import type { Plugin } from "vite";

/** Takes the indentation out of the components' styles: only people read it, and the first load pays for it. */
export function unindentedStyles(): Plugin {
  return {
    name: "unindented-styles",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith(".ts") || !code.includes("css`")) return;
      const unindented = code.replaceAll(/\bcss`[^`]*`/g, (style) => style.replaceAll(/\s*\n\s*/g, "\n"));
      return { code: unindented, map: null };
    },
  };
}
