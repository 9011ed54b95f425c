import { CorruptFileError, checkBytes, checkLimit, FileLimitError } from "./errors.ts";

/** The part of the platform's streams that is used here; browsers, Node, Deno and Bun have it. */
interface ByteStream {
  readonly writable: { getWriter(): { write(bytes: Uint8Array): Promise<void>; close(): Promise<void> } };
  readonly readable: {
    getReader(): {
      read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>;
      cancel(): Promise<void>;
    };
  };
}

const platform = globalThis as unknown as { DecompressionStream: new (format: "gzip") => ByteStream };

/**
 * Whether the bytes begin as gzip does.
 *
 * @example
 * ```ts
 * import { isGzip } from "@chainrule/files";
 * isGzip(Uint8Array.of(0x1f, 0x8b, 8)); // => true
 * ```
 */
export function isGzip(bytes: Uint8Array): boolean {
  checkBytes("isGzip", bytes);
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Decompresses gzip, and stops as soon as more than `maxBytes` have come out.
 *
 * @throws CorruptFileError `files/corrupt` when the bytes are no gzip, cut short, or fail the checksum.
 * @throws FileLimitError `files/limit` above `maxBytes`; what came out before is let go.
 *
 * @example
 * ```ts
 * import { gunzip } from "@chainrule/files";
 * const empty = [31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
 * (await gunzip(Uint8Array.from(empty))).length; // => 0
 * ```
 */
export async function gunzip(bytes: Uint8Array, maxBytes: number = 2 ** 30): Promise<Uint8Array> {
  checkBytes("gunzip", bytes);
  checkLimit("gunzip", maxBytes);
  const { readable, writable } = new platform.DecompressionStream("gzip");
  const writer = writable.getWriter();
  // The reader reports what goes wrong on either side, so that a failed write must not be reported twice.
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => undefined);
  const reader = readable.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new CorruptFileError(`the gzip data is damaged: ${String((error as Error).message)}`, size);
    });
    if (done || value === undefined) return join(chunks, size);
    chunks.push(value);
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel();
      throw new FileLimitError("bytes", size, maxBytes);
    }
  }
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const joined = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}
