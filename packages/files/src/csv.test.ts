import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvError, column, FileLimitError, FilesError, numbers, parseCsv, parseNumber } from "./index.ts";

/** The failure that `work` ends in. */
function failure<E extends Error>(kind: new (...args: never[]) => E, work: () => unknown): E {
  try {
    work();
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe("parseCsv", () => {
  test("reads quotes, line ends, a byte order mark, blank lines and text beyond ASCII", () => {
    const table = parseCsv('\uFEFFname,note\r\n\r\n"Ä, 😀","a ""b""\nc"\rplain,\n');
    expect(table.header).toEqual(["name", "note"]);
    expect(table.rows).toEqual([
      ["Ä, 😀", 'a "b"\nc'],
      ["plain", ""],
    ]);
    expect(table.lines).toEqual([4, 5]);
  });

  test("reads back any cells that are written with quotes", () => {
    const cell = fc.string({ unit: "grapheme" });
    const rows = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(rows, (cells) => {
        const text = cells.map((row) => row.map(quoted).join(",")).join("\n");
        expect(parseCsv(text, { header: false }).rows).toEqual(cells);
      }),
      { numRuns: 60 },
    );
  });

  test("a column is of numbers only when every cell is one", () => {
    const { columns } = parseCsv("a,b,c,d,e\n1,1e3,0x10,1,NaN\n-2.5,.5,3,,1\n");
    expect(columns.map(({ type }) => type)).toEqual(["number", "number", "text", "text", "text"]);
    expect(columns[0]?.values).toEqual(Float64Array.of(1, -2.5));
    expect(columns[1]?.values).toEqual(Float64Array.of(1000, 0.5));
  });

  test("takes another delimiter, and names columns where there is no header", () => {
    const table = parseCsv("1;x\n2;y", { delimiter: ";", header: false });
    expect(table.header).toEqual(["c1", "c2"]);
    expect(table.rows).toEqual([
      ["1", "x"],
      ["2", "y"],
    ]);
  });

  test.each([
    ["a row too short", "a,b\n1,2\n3\n", 3, 0],
    ["a row too long", "a,b\n1,2,3\n", 2, 0],
    ["a quote left open, at the line where the text ends", 'a,b\n1,2\n3,"4', 3, 2],
    ["text after a quote", 'a,b\n"1"x,2\n', 2, 1],
    ["a quote inside a field", 'a,b\n1,x"y\n', 2, 2],
    ["two columns of one name", "a,b,a\n1,2,3\n", 1, 3],
    ["nothing", "", 1, 0],
    ["blank lines only", "\n\n\n", 1, 0],
  ])("says where: %s", (_, text, line, column) => {
    const error = failure(CsvError, () => parseCsv(text));
    expect(error.code).toBe("files/csv");
    expect({ line: error.line, column: error.column }).toEqual({ line, column });
    expect(error.message).toMatch(new RegExp(`^line ${line}`));
    expect(error.message).toMatch(/; .+\.$/);
  });

  test("refuses a long text before parsing it", () => {
    const error = failure(FileLimitError, () => parseCsv("a\n1\n", { maxCharacters: 3 }));
    expect(error).toMatchObject({ code: "files/limit", quantity: "characters", actual: 4, allowed: 3 });
  });

  test.each(["", '"', "\n", "\r", ",,"])("refuses the delimiter %j", (delimiter) => {
    expect(failure(FilesError, () => parseCsv("a\n1\n", { delimiter })).code).toBe("files/csv");
  });

  test("text of a million characters ends soon, whatever it is made of", () => {
    for (const character of ["x", ",", '"', "\n", "é"]) {
      try {
        parseCsv(character.repeat(1_000_000));
      } catch (error) {
        expect(error).toBeInstanceOf(FilesError);
        expect((error as Error).message.length).toBeLessThan(300);
      }
    }
  }, 30_000);

  test("names that objects treat specially are names like others", () => {
    const table = parseCsv("__proto__,constructor,toString\n1,2,3\n");
    expect(numbers(table, ["__proto__", "toString"]).toNested()).toEqual([[1, 3]]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe("parseNumber", () => {
  test("agrees with JavaScript on every finite double", () => {
    const finite = fc.double({ noDefaultInfinity: true, noNaN: true });
    fc.assert(fc.property(finite, (x) => parseNumber(String(x)) === x));
  });

  test.each([
    "",
    " ",
    "1 2",
    "1,5",
    "0x10",
    "0b1",
    "1_000",
    "NaN",
    "Infinity",
    "-inf",
    "1e",
    "e5",
    ".",
    "+",
    "1e999",
    "1n",
  ])("refuses %j", (text) => {
    expect(parseNumber(text)).toBeUndefined();
  });

  test("a cell of a million digits that is no number is refused at once", () => {
    const start = Date.now();
    expect(parseNumber(`${"1".repeat(1e6)}x`)).toBeUndefined();
    expect(Date.now() - start).toBeLessThan(1000);
  });

  test.each([
    ["+.5", 0.5],
    ["5.", 5],
    ["1E-3", 0.001],
    ["\t7 ", 7],
    ["1e-999", 0],
    ["-0", -0],
  ])("reads %j", (text, value) => {
    expect(parseNumber(text)).toBe(value);
  });
});

describe("columns", () => {
  const table = parseCsv('a,b,kind\n1,"2\n",x\n3,oops,y\n');

  test("numbers come in the order asked for, rows first", () => {
    const wide = parseCsv("a,b,c\n1,2,3\n4,5,6\n");
    expect(numbers(wide, ["c", "a"]).toNested()).toEqual([
      [3, 1],
      [6, 4],
    ]);
    expect(numbers(parseCsv("a,b\n"), ["a", "b"]).shape).toEqual([0, 2]);
  });

  test("a cell that is no number is named with its line and column", () => {
    const error = failure(CsvError, () => numbers(table, ["a", "b"]));
    expect(error).toMatchObject({ line: 4, column: 2 });
    expect(error.message).toContain('"oops" in "b"');
  });

  test("an unknown column names those that exist, cut where there are many", () => {
    expect(failure(CsvError, () => column(table, "z")).message).toContain('use one of "a", "b", "kind"');
    const many = parseCsv(`${Array.from({ length: 60 }, (_, i) => `c${i}`).join(",")}\n`);
    expect(failure(CsvError, () => column(many, "x".repeat(1000))).message).toMatch(
      /"c11", \.\.\. 60 in all\.$/,
    );
  });
});

test.each<[string, () => unknown]>([
  ["a limit that is none", () => parseCsv("a\n1", { maxCharacters: Symbol("many") as never })],
  ["a limit that limits nothing", () => parseCsv("a\n1", { maxCharacters: Number.NaN })],
  ["a delimiter that is no text", () => parseCsv("a\n1", { delimiter: Object.create(null) })],
  ["a name that is no text", () => column(parseCsv("a\n1"), Symbol("a") as never)],
  ["columns without values", () => numbers({ ...parseCsv("a\n1"), columns: [null as never] }, ["a"])],
])("%s is refused with a code", (_, work) => {
  expect(failure(FilesError, work).code).toMatch(/^files\//);
});
