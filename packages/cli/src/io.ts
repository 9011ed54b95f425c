/** The path that means what is piped in. */
export const standardInput = "-";

/** What a command may touch of the world: tests hand in their own. */
export interface Io {
  /** Writes a result to standard output. */
  out(text: string): void;
  /** Writes a message to standard error. */
  error(text: string): void;
  /** Shows progress, each time in the place of the last; nothing where standard error is no terminal. */
  progress(text: string): void;
  /** Reads a text file, or what is piped in. */
  readText(path: string | URL): Promise<string>;
  /** Reads a file as it is. */
  readBytes(path: string | URL): Promise<Uint8Array>;
  /** Lasts until the user has had enough. */
  untilInterrupted(): Promise<void>;
}

/** Control characters but for tabs and line ends, and marks that turn the direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Bidi_Control}]/gu;

/** A text with control characters written out, as JSON has them: names in somebody's file do not command a terminal. */
export function printable(text: string): string {
  return text.replace(controls, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
