import type { CheckDocument } from "@chainrule/check";
import { describe, expect, it } from "vitest";
import type { OwnDataChoice, OwnFile } from "./model.ts";
import { readOwnFiles } from "./source.ts";
import { useOwnData } from "./task.ts";

const formula: CheckDocument = {
  chainrule: 1,
  subject: { kind: "formula", text: "x y" },
  at: { x: 1, y: 2 },
};
const network: CheckDocument = {
  chainrule: 1,
  subject: { kind: "network", text: "2 -> 3 tanh -> 1 sigmoid; loss=bce" },
  seed: 7,
};

const csv = (text: string, name = "data.csv"): OwnFile => ({ name, bytes: new TextEncoder().encode(text) });
const idx = (name: string, ...bytes: readonly number[]): OwnFile => ({ name, bytes: Uint8Array.from(bytes) });
const images = idx("images", 0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102);
const labels = idx("labels", 0, 0, 8, 1, 0, 0, 0, 2, 1, 0);

const read = async (files: readonly OwnFile[], document = formula, choice: Partial<OwnDataChoice> = {}) => {
  const source = structuredClone(await readOwnFiles(files, () => {}));
  return useOwnData({ source, document, choice: { target: undefined, rows: "32", row: "1", ...choice } });
};

async function zipped({ name, bytes }: OwnFile): Promise<OwnFile> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return { name, bytes: new Uint8Array(await new Response(stream).arrayBuffer()) };
}

describe("a table", () => {
  const flowers = csv("size;width;kind\n1;2;rose\n3;4;aster\n5;6;rose\n");

  it("becomes samples whose classes are in order of their names, and a network for them", async () => {
    const { samples, summary, target } = await read([flowers]);
    expect([summary, target]).toEqual(["data.csv: 3 rows, 3 columns", "kind"]);
    expect(samples).toMatchObject({
      document: {
        subject: {
          text: "2 -> 4 tanh -> 2 softmax; loss=ce",
          data: {
            inputs: [
              [1, 2],
              [3, 4],
              [5, 6],
            ],
            targets: [1, 0, 1],
          },
        },
      },
    });
  });

  it("goes into the network that is there, where that fits", async () => {
    const { samples } = await read([flowers], network, { rows: "2" });
    expect(samples).toMatchObject({
      document: {
        seed: 7,
        subject: { text: network.subject.kind === "network" ? network.subject.text : "" },
      },
      what: "2 samples of 2 numbers for the network 2 -> 3 tanh -> 1 sigmoid; loss=bce",
    });
    const { samples: other } = await read([csv("a,b,c,t\n1,2,3,4\n")], network);
    expect(other).toMatchObject({ document: { subject: { text: "3 -> 4 tanh -> 1; loss=mse" } } });
  });

  it("gives a row as the point: each column the variable of its name", async () => {
    const { point } = await read([csv("y,x,other\n0.25,8,1\n0.5,9,1\n")], formula, { row: "2" });
    expect(point).toMatchObject({ document: { at: { x: 9, y: 0.5 } }, what: "y = 0.5, x = 9" });
    expect((await read([flowers])).point).toMatchObject({ possible: false });
    expect((await read([flowers], network)).point).toMatchObject({ possible: false });
  });

  it("goes with a formula of matrices, and with one that cannot be read", async () => {
    const matrices = {
      chainrule: 1,
      subject: { kind: "formula", text: "sum(W @ x)" },
      at: { W: [[1, 2]], x: [3, 4] },
    } as const;
    expect((await read([flowers], matrices)).point).toMatchObject({
      possible: false,
      reason: expect.stringMatching(/^no column/),
    });
    const broken = { chainrule: 1, subject: { kind: "formula", text: "sum(" } } as const;
    expect((await read([flowers], broken)).point).toMatchObject({
      possible: false,
      reason: "the formula cannot be read",
    });
  });

  it("predicts any column, and is read from gzip", async () => {
    const { samples, target } = await read([await zipped(flowers)], formula, { target: "size" });
    expect(target).toBe("size");
    expect(samples).toMatchObject({
      document: { subject: { data: { inputs: [[2], [4], [6]], targets: [[1], [3], [5]] } } },
    });
  });

  it("has columns of any name", async () => {
    const { point } = await read([csv("__proto__,constructor,x\n1,2,3\n")]);
    expect(point).toMatchObject({ document: { at: { x: 3, y: 2 } } });
  });

  it("is refused where a link could not hold it", async () => {
    const rows = Array.from({ length: 12_000 }, (_, i) => `${i},${i},0`);
    const { samples } = await read([csv(`a,b,t\n${rows.join("\n")}\n`)], formula, { rows: "12000" });
    expect(samples).toMatchObject({ possible: false, reason: expect.stringContaining("take fewer rows") });
  });
});

describe("a long table", () => {
  it("is read piece by piece, and is what it would be as a whole", async () => {
    const rows = Array.from(
      { length: 60_000 },
      (_, i) => `${i},"a ""b"", quoted\n${i}",${i === 59_000 ? "none" : i / 8}`,
    );
    const told: number[] = [];
    const source = await readOwnFiles([csv(`x,note,y\n${rows.join("\n")}\n`)], (fraction) =>
      told.push(fraction),
    );
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
    expect(source).toMatchObject({ kind: "table", rows: 60_000 });
    const columns = source.kind === "table" ? source.columns : [];
    expect(columns.map(({ type }) => type)).toEqual(["number", "text", "text"]);
    expect(columns[0]!.values.at(-1)).toBe(59_999);
    expect(columns[1]!.values[12_345]).toBe('a "b", quoted\n12345');
  });

  it("tells the line of a fault far down", async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => (i === 50_000 ? "1,2,3" : "1111111111,2222222222"));
    await expect(read([csv(`x,y\n${rows.join("\n")}\n`)])).rejects.toThrow(/^line 50002/);
  });
});

describe("arrays", () => {
  it("of images and of labels become samples, whichever comes first", async () => {
    const { samples, summary, point } = await read([labels, images]);
    expect(summary).toBe("images, labels: 2 samples of shape [1, 2]");
    expect(samples).toMatchObject({
      document: {
        subject: {
          data: {
            inputs: [
              [0, 1],
              [0.2, 0.4],
            ],
            targets: [1, 0],
          },
        },
      },
    });
    expect(point.possible).toBe(false);
  });

  it("without labels are no samples", async () => {
    expect((await read([images])).samples).toMatchObject({ possible: false });
  });
});

describe("hostile files", () => {
  const long = `${"x".repeat(100_000)}.csv`;
  it.each([
    ["nothing", [], "checker/own-data"],
    ["an empty file", [csv("")], "checker/own-data"],
    ["three files", [images, labels, labels], "checker/own-data"],
    ["two tables", [csv("a\n1\n"), csv("a\n1\n")], "checker/own-data"],
    ["a header alone", [csv("a,b\n")], "checker/own-data"],
    ["ragged rows", [csv("a,b\n1,2,3\n")], "files/csv"],
    ["a quote left open", [csv('a,b\n"1,2\n')], "files/csv"],
    ["one column twice", [csv("a,a\n1,2\n")], "files/csv"],
    ["bytes that are no text", [idx("noise", 255, 254, 0, 1, 2, 200)], "checker/own-data"],
    ["arrays of other lengths", [images, idx("labels", 0, 0, 8, 1, 0, 0, 0, 1, 1)], "checker/own-data"],
    ["an array cut short", [idx("images", 0, 0, 8, 3, 0, 0, 0, 2)], "files/corrupt"],
    [
      "a huge array in its header alone",
      [idx("images", 0, 0, 14, 2, 255, 255, 255, 255, 255, 255, 255, 255)],
      "files/limit",
    ],
    ["damaged gzip", [idx("x.gz", 31, 139, 8, 0, 1, 2, 3)], "files/corrupt"],
    ["a long name", [csv("a,b\n", long)], "checker/own-data"],
  ] as const)("%s", async (_, files, code) => {
    const failure = await read(files).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect((failure as Error).message.length).toBeLessThan(400);
  });

  it.each([
    [{ rows: "0" }, "checker/own-data-field"],
    [{ rows: "<img src=x>" }, "checker/own-data-field"],
    [{ row: "2" }, "checker/own-data-field"],
    [{ row: "1e1" }, "checker/own-data-field"],
    [{ target: "nothing" }, "checker/own-data"],
  ] as const)("the choice %o", async (choice, code) => {
    await expect(read([csv("x,y\n1,2\n")], formula, choice)).rejects.toMatchObject({ code });
  });
});
