/** Bytes of a program, nested as it was composed; `flatten` makes one list of them. */
export type Code = readonly (number | Code)[];

/** The bytes of nested code in order, without recursion. */
export function flatten(code: Code): number[] {
  const bytes: number[] = [];
  const open: { code: Code; next: number }[] = [{ code, next: 0 }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const part = top.code[top.next++];
    if (part === undefined) open.pop();
    else if (typeof part === "number") bytes.push(part);
    else open.push({ code: part, next: 0 });
  }
  return bytes;
}

/** An unsigned integer in LEB128: seven bits a byte, the lowest first. */
export function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value >>> 0;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

/** A signed 32-bit integer in LEB128; bit 6 of the last byte is the sign. */
export function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value | 0;
  for (; rest < -0x40 || rest >= 0x40; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest & 0x7f];
}

/** A count followed by so many parts. */
export function vector(parts: readonly Code[]): Code {
  return [unsigned(parts.length), ...parts];
}

/** Code with its length in bytes before it. */
export function sized(code: Code): Code {
  const bytes = flatten(code);
  return [unsigned(bytes.length), bytes];
}

/** A name: ASCII only, as all names here are. */
export function named(text: string): Code {
  return vector(Array.from(text, (letter) => [letter.charCodeAt(0)]));
}
