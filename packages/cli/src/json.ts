import { UsageError } from "./errors.ts";
import { type Io, standardInput } from "./io.ts";

/** Reads a file of JSON. */
export async function readJson(path: string, io: Io): Promise<unknown> {
  const text = await readText(path, io);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${called(path)} is no JSON: ${(error as SyntaxError).message}. ${remedyFor(text)}`);
  }
}

/** What a reader calls a file. */
function called(path: string): string {
  return path === standardInput ? "standard input" : path;
}

function remedyFor(text: string): string {
  if (notFinite.test(text))
    return "It holds NaN or Infinity, which JSON has not: such a gradient is wrong already; leave out the arrays that have them.";
  return text.includes("\0")
    ? "It looks like UTF-16: save it as UTF-8."
    : "Give a file that holds one JSON value.";
}

/** As Python writes numbers that are not finite. */
const notFinite = /[[,:]\s*-?(NaN|Infinity)\b/;

/** What the system says where a file cannot be read. */
const unreadable: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file; is the path right?",
  EISDIR: "it is a folder; give a file.",
  EACCES: "you may not read it; change its permissions.",
  EPERM: "you may not read it; change its permissions.",
};

/** Reads a file of text. */
export async function readText(path: string, io: Io): Promise<string> {
  try {
    return (await io.readText(path)).replace(/^\ufeff/, ""); // the mark that some editors begin files with
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`${called(path)} cannot be read: ${unreadable[code ?? ""] ?? message}`);
  }
}

/** The versions of what makes a report. */
export async function versions(io: Io): Promise<Readonly<Record<string, string>>> {
  const places: readonly (readonly [string, URL])[] = [
    ["chainrule", new URL("../package.json", import.meta.url)],
    ["@chainrule/check", new URL(import.meta.resolve("@chainrule/check/package.json"))],
  ];
  const read = places.map(async ([name, url]) => {
    const { version } = JSON.parse(await io.readText(url)) as { readonly version: string };
    return [name, version] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}
