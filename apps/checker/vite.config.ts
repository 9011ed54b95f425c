import { defineConfig } from "vite";
import { firstLoad } from "./build/firstLoad.ts";
import { offline } from "./build/offline.ts";
import { unindented } from "./build/unindented.ts";

export default defineConfig({
  base: "./",
  resolve: { conditions: ["@chainrule/source", "module", "browser", "import", "default"] },
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: "es" },
  optimizeDeps: { noDiscovery: true }, // every dependency is ESM; found late, one would reload the page
  plugins: [unindented(), offline(), firstLoad()],
});
