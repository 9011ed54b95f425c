import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import type { Plugin } from "vite";

/** The service worker's file: at the root, so that its scope is the whole page. */
const fileName = "service-worker.js";

/** Tells the service worker which files there are, and a version that changes with any of them. */
export function offline(): Plugin {
  let publicFolder = "";
  return {
    name: "offline",
    apply: "build",
    enforce: "post",
    config: () => ({
      build: {
        rolldownOptions: {
          input: { index: "index.html", "service-worker": "src/offline/serviceWorker.ts" },
          output: {
            entryFileNames: ({ name }) => (name === "service-worker" ? fileName : "assets/[name]-[hash].js"),
          },
        },
      },
    }),
    configResolved({ publicDir }) {
      publicFolder = publicDir;
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const worker = bundle[fileName];
        if (worker?.type !== "chunk") return this.error(`there is no ${fileName}`);
        const built = Object.values(bundle).filter((file) => file !== worker);
        const hash = createHash("sha256");
        for (const file of built) hash.update(file.type === "chunk" ? file.code : file.source);
        const files = [...built.map((file) => file.fileName), ...readdirSync(publicFolder)].sort();
        const told = JSON.stringify({ version: hash.digest("hex").slice(0, 16), files });
        worker.code = worker.code.replace(/(["'`])__PRECACHE__\1/, () => JSON.stringify(told));
      },
    },
  };
}
