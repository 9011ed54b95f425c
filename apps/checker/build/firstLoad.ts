import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

/** What the page may take before it works, gzipped: its document, style and scripts, and those of its worker. */
const budget = 200_000;

/** Where the first load begins: the document, the home screen that it shows, the worker that checks. */
const roots = [/^index\.html$/, /\/check-screen-[^/]*\.js$/, /\/main-[^/]*\.js$/];

/** What is loaded with a file, before anything in it runs. Imports on demand have brackets, and are left out. */
const loadedWith: readonly RegExp[] = [
  /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g,
  /(?:src|href)="\.\/([^"]+\.(?:js|css))"/g,
];

interface BuiltFile {
  readonly fileName: string;
  readonly text: string | Uint8Array;
}

/** The sizes in bytes, gzipped, of all files that the first load takes. */
function firstLoadOf(files: readonly BuiltFile[]): ReadonlyMap<string, number> {
  const byName = new Map(files.map((file) => [nameOf(file.fileName), file]));
  const taken = new Map<string, number>();
  const waiting = files.filter(({ fileName }) => roots.some((root) => root.test(fileName)));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (taken.has(file.fileName)) continue;
    taken.set(file.fileName, gzipSync(file.text).length);
    const text = typeof file.text === "string" ? file.text : new TextDecoder().decode(file.text);
    const names = loadedWith.flatMap((pattern) =>
      [...text.matchAll(pattern)].map(([, name]) => nameOf(name!)),
    );
    waiting.push(...names.flatMap((name) => byName.get(name) ?? []));
  }
  return taken;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Prints how large the first load is, and fails the build where it is over the budget. */
export function firstLoad(): Plugin {
  return {
    name: "first-load",
    apply: "build",
    enforce: "post",
    writeBundle(_, bundle) {
      const files = Object.values(bundle).map((file) => ({
        fileName: file.fileName,
        text: file.type === "chunk" ? file.code : file.source,
      }));
      const sizes = [...firstLoadOf(files).values()];
      const total = sizes.reduce((sum, size) => sum + size, 0);
      if (total > budget) this.error(`the first load is ${total} bytes gzipped, more than ${budget}`);
      console.log(
        `first load: ${(total / 1000).toFixed(1)} kB gzipped of ${budget / 1000} kB, ${sizes.length} files`,
      );
    },
  };
}
