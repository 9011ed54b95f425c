/** A vitest reporter whose one job is the very last line of a run: `N passed, N failed, N skipped`. */
import { writeSync } from "node:fs";

export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++;
      for (const suite of [module, ...module.children.allSuites()])
        if (suite.errors().length > 0) count.failed++;
    }
    const { passed, skipped } = count;
    const failed = count.failed + count.pending;
    process.once("exit", (code) => {
      const more = code !== 0 && failed === 0 ? 1 : 0; // the run itself failed, for instance by its coverage
      writeSync(1, `${passed} passed, ${failed + more} failed, ${skipped} skipped\n`);
    });
  }
}
