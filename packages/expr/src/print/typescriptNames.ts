/** Words that cannot name a parameter, and names that the generated text uses itself. */
const taken: readonly string[] = [
  ...["arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default"],
  ...["delete", "do", "else", "enum", "eval", "export", "extends", "false", "finally", "for", "function"],
  ...["if", "implements", "import", "in", "instanceof", "interface", "let", "new", "null", "package"],
  ...["private", "protected", "public", "return", "static", "super", "switch", "this", "throw", "true"],
  ...["try", "typeof", "undefined", "var", "void", "while", "with", "yield"],
  ...["Math", "NaN", "Infinity", "Number", "ArrayLike"],
];

/** A name that no text of a program has: letters, digits and `_` alone, and no word of the language. */
function identifierOf(name: string): string {
  const letters = name.replaceAll(/[^\p{ID_Continue}]/gu, "_");
  return /^[\p{ID_Start}_]/u.test(letters) ? letters : `_${letters}`;
}

/** Names of terms are kept free: `t1`, `t2`, ... */
function isTerm(name: string): boolean {
  return /^t\d+$/.test(name);
}

/**
 * Names for a function and its parameters that are safe in TypeScript and different from each other and from `used`: what
 * is no letter becomes `_`, and as many `_` are appended as it takes.
 */
export function safeNames(names: readonly string[], used: readonly string[]): string[] {
  const known = new Set([...taken, ...used]);
  return names.map((name) => {
    let safe = identifierOf(name);
    while (known.has(safe) || isTerm(safe)) safe = `${safe}_`;
    known.add(safe);
    return safe;
  });
}
