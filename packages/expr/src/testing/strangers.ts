/** What a door may be handed that it was not made for. */

const thrown = () => {
  throw new TypeError("a getter of the stranger's own");
};

/** An object whose fields cannot be read. */
const unreadable = Object.defineProperties(
  {},
  Object.fromEntries(
    ["kind", "shape", "operands", "hash", "limits", "data", "raw", "length", "x"].map((name) => [
      name,
      { get: thrown, enumerable: true },
    ]),
  ),
);

const trap: ProxyHandler<object> = {
  get: thrown,
  has: thrown,
  ownKeys: thrown,
  getOwnPropertyDescriptor: thrown,
  getPrototypeOf: thrown,
};

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** A function that has itself as every one of its properties. */
const bottomless: object = new Proxy(() => 1, {
  get: (_, key) => (key === Symbol.toPrimitive ? undefined : bottomless),
});

/** The strangers by their names. */
export const strangers: readonly (readonly [name: string, stranger: unknown])[] = [
  ...[undefined, null, true, 3, -1, 2.5, 0, 1e308, Number.NaN, Number.POSITIVE_INFINITY].map(
    (value) => [String(value), value] as const,
  ),
  ...["x", "", "x y", "`", "pi", "constructor", "__proto__", "toString", "\ud800"].map(
    (text) => [JSON.stringify(text), text] as const,
  ),
  ["a bigint", 10n],
  ["a symbol", Symbol("stranger")],
  ["a function", () => 1],
  ["a list", []],
  ["a list of nothing", [null]],
  ["a list in a list", [[]]],
  ["a sparse list", new Array(3)],
  ["a long sparse list", new Array(200_000)],
  ["a list of the unreadable", [unreadable]],
  ["an object", {}],
  ["a node without content", { kind: "sum" }],
  ["a node of no kind", { kind: "constructor", operands: [], shape: [] }],
  ["options that are none", { shape: 3, shapes: { x: 3 }, limits: 3, sizes: 3, layout: 3 }],
  ["options of nothing", { shape: null, shapes: { x: [null] }, limits: { nodes: null }, sizes: null }],
  ["bindings of nothing", { x: null, y: undefined }],
  ["bindings that are lists", { x: [1, 2], y: [] }],
  ["a map", new Map<string, unknown>([["x", unreadable]])],
  ["a date", new Date(0)],
  ["an expression of another kind", /x/],
  ["typed numbers", new Float64Array(2)],
  ["the unreadable", unreadable],
  ["an empty proxy", new Proxy({}, {})],
  ["a trap", new Proxy({}, trap)],
  ["a list that is a trap", new Proxy([], trap)],
  ["the bottomless", bottomless],
  ["a proxy that was revoked", revoked()],
];
