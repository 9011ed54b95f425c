import { defineConfig } from "vitest/config";

/** Tests read every package's sources: nothing has to be built first. */
const conditions = ["@chainrule/source", "module", "import", "default"];
const sources = { resolve: { conditions }, ssr: { resolve: { conditions } } };

export default defineConfig({
  test: {
    reporters: ["default", "./scripts/count-reporter.mjs"],
    silent: "passed-only",
    coverage: {
      include: ["packages/*/src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/*.test-d.ts", "**/*.bench.ts", "**/testing/**", "**/index.ts"],
      reporter: [["text", { file: "coverage.txt" }], "json-summary", "html"],
      thresholds: { statements: 95, perFile: { statements: 85 } },
    },
    projects: [
      {
        test: { name: "house", include: ["scripts/*.test.mjs"], sequence: { groupOrder: 0 } },
      },
      {
        ...sources,
        test: { name: "packages", include: ["packages/*/src/**/*.test.ts"], sequence: { groupOrder: 1 } },
      },
      {
        ...sources,
        test: { name: "examples", include: ["docs/*.test.mjs"], sequence: { groupOrder: 1 } },
      },
    ],
  },
});
