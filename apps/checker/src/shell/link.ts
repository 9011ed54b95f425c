import { CheckerError } from "../errors.ts";

/** The fragment of an address holds no document that can be read (`checker/link`). */
class LinkError extends CheckerError {
  override readonly name: string = "LinkError";

  constructor(problem: string) {
    super("checker/link", `${problem} Copy the whole link again, or start from the example.`);
  }
}

/**
 * A document in a link: `json` is the document as it is, for links written by hand; `z1` is the same, deflated and in
 * base64url. Another way of writing will have another name.
 */
export interface WrittenDocument {
  readonly form: "json" | "z1";
  readonly text: string;
}

/** A deflated document may not grow beyond this many characters. */
const longest = 4_000_000;

/** A document as a link holds it. */
export async function writeDocument(document: unknown): Promise<WrittenDocument> {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  return { form: "z1", text: toBase64(await through(bytes, new CompressionStream("deflate-raw"))) };
}

/**
 * The JSON value that a link holds; what it means is not looked at.
 *
 * @throws {@link LinkError} for anything that is no JSON, damaged, or too long
 */
export async function readWritten({ form, text }: WrittenDocument): Promise<unknown> {
  const json = form === "json" ? text : await inflate(text);
  try {
    return JSON.parse(json);
  } catch {
    throw new LinkError("The link holds no document in JSON.");
  }
}

async function inflate(text: string): Promise<string> {
  try {
    return new TextDecoder().decode(await through(fromBase64(text), new DecompressionStream("deflate-raw")));
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError("The link is damaged or was cut off.");
  }
}

async function through(
  bytes: Uint8Array,
  change: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const source = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = source.pipeThrough(change).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value);
    length += read.value.length;
    if (length > longest) {
      await reader.cancel();
      throw new LinkError("The link holds more than this page reads.");
    }
  }
  return new Uint8Array(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

function toBase64(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
