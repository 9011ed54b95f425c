import { describe, expect, it } from "vitest";
import { checkDocument } from "../../document/checkDocument.ts";
import { readDocument } from "../../document/readDocument.ts";
import type { CheckDocument } from "../../document/types.ts";
import { faults } from "../../faults/faults.ts";
import { overallVerdict } from "../../report/overall.ts";
import { presets } from "./presets.ts";

/** What a check of the document says: of a claim, the claim's verdict; of a document that is refused, the error's code. */
function outcomeOf(document: CheckDocument): string {
  try {
    const report = checkDocument(document);
    return report.claim?.verdict ?? overallVerdict(report);
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}

describe("presets", () => {
  it("are there for every item, both cells of every erratum, and every fault", () => {
    const ids = presets.map(({ id }) => id);
    const items = Array.from({ length: 32 }, (_, i) => `S${i + 1}`);
    const cells = Array.from({ length: 21 }, (_, i) => [`E${i + 1} as printed`, `E${i + 1} mended`]).flat();
    expect(ids).toEqual([...items, ...cells, ...faults.map(({ name }) => `fault ${name}`)]);
    expect(new Set(presets.map(({ title }) => title)).size).toBe(presets.length);
  });

  it.each(presets.map((preset) => [preset.id, preset] as const))(
    "%s: what it is said to show",
    (_, preset) => {
      const document = readDocument(JSON.parse(JSON.stringify(preset.document)));
      expect(document).toEqual(preset.document);
      expect(outcomeOf(document)).toBe(preset.expected);
    },
  );

  it("fit into a URL", () => {
    for (const { id, document } of presets) {
      expect([id, encodeURIComponent(JSON.stringify(document)).length < 8192]).toEqual([id, true]);
    }
  });
});
