import { defineConfig } from "vite";
import { firstLoad } from "./build/firstLoad.ts";
import { offline } from "./build/offline.ts";
import { unindented } from "./build/unindented.ts";

/** What the worker loads before it does anything is one file: it compresses better than a dozen. */
const atOnce = { name: "at-once", tags: ["$initial" as const] };

export default defineConfig({
  base: "./",
  resolve: { conditions: ["@chainrule/source", "module", "browser", "import", "default"] },
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: "es", rolldownOptions: { output: { codeSplitting: { groups: [atOnce] } } } },
  optimizeDeps: { noDiscovery: true }, // every dependency is ESM; found late, one would reload the page
  plugins: [unindented(), offline(), firstLoad()],
});
