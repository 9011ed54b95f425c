import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { launchOptions } from "./scripts/chromium.mjs";

/** Tests read every package's sources: nothing has to be built first. */
const conditions = ["@chainrule/source", "module", "import", "default"];
const sources = { resolve: { conditions }, ssr: { resolve: { conditions } } };

/** Generous: a loaded machine is no failure. What must be fast measures itself. */
const testTimeout = 60_000;

/** A getter that copies of the options inherit: the browser is looked for only when its tests are about to run. */
const browserOptions = Object.create({
  get launchOptions() {
    return launchOptions();
  },
});

export default defineConfig({
  test: {
    reporters: ["default", "./scripts/count-reporter.mjs"],
    silent: "passed-only",
    maxWorkers: "100%", // one less by default, which is half of a machine with two cores
    coverage: {
      include: ["packages/*/src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/*.test-d.ts", "**/*.bench.ts", "**/testing/**", "**/index.ts"],
      reporter: [["text", { file: "coverage.txt" }], "json-summary", "html"],
      reportOnFailure: true, // one run tells both
      thresholds: { statements: 95, perFile: { statements: 85 } },
    },
    projects: [
      {
        test: {
          name: "house",
          testTimeout: 180_000,
          include: ["scripts/*.test.mjs"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...sources,
        test: {
          name: "packages",
          testTimeout,
          include: ["packages/*/src/**/*.test.ts", "apps/bench/src/**/*.test.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...sources,
        test: { name: "examples", testTimeout, include: ["docs/*.test.mjs"], sequence: { groupOrder: 1 } },
      },
      {
        ...sources,
        root: "apps/checker",
        optimizeDeps: { noDiscovery: true, include: ["vitest > expect-type"] }, // found late, one reloads the page
        test: {
          name: "checker",
          testTimeout,
          expect: { poll: { timeout: 30_000 } }, // modules are loaded when they are asked for, on busy machines slowly
          include: ["src/**/*.test.ts"],
          sequence: { groupOrder: 2 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright(browserOptions),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
