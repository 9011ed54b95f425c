import { gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

/** What the page may take before it works, gzipped: the scripts, the styles and the worker. */
const budget = 200_000;

/** What follows once the page works: the checks of the paper and their data, some 65 kB. */
const later = /\/(paperReport|sonar)-/;

/** Prints how large the first load is, and fails the build where it is over the budget. */
function firstLoad(): Plugin {
  return {
    name: "first-load",
    apply: "build",
    enforce: "post",
    writeBundle(_, bundle) {
      const files = Object.values(bundle).filter(
        ({ fileName }) => /\.(js|css|html|csv)$/.test(fileName) && !later.test(fileName),
      );
      const sizes = files.map((file) => gzipSync(file.type === "chunk" ? file.code : file.source).length);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      if (total > budget) this.error(`the first load is ${total} bytes gzipped, more than ${budget}`);
      console.log(`first load: ${(total / 1000).toFixed(1)} kB gzipped of ${budget / 1000} kB`);
    },
  };
}

export default defineConfig({
  base: "./",
  resolve: { conditions: ["@chainrule/source", "module", "browser", "import", "default"] },
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: "es" },
  optimizeDeps: { noDiscovery: true }, // every dependency is ESM; found late, one would reload the page
  plugins: [firstLoad()],
});
