/** What a command may touch of the world: tests hand in their own. */
export interface Io {
  /** Writes a result to standard output. */
  out(text: string): void;
  /** Writes a message to standard error. */
  error(text: string): void;
  /** Shows progress, each time in the place of the last; nothing where standard error is no terminal. */
  progress(text: string): void;
  /** Reads a text file. */
  readText(path: string | URL): Promise<string>;
  /** Reads a file as it is. */
  readBytes(path: string | URL): Promise<Uint8Array>;
  /** Lasts until the user has had enough. */
  untilInterrupted(): Promise<void>;
}
