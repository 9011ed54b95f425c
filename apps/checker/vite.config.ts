import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  resolve: { conditions: ["@chainrule/source", "module", "browser", "import", "default"] },
  worker: { format: "es" },
});
