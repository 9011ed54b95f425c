import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { type CheckDocument, firstDocument } from "../../shell/document.ts";
import { linkTo } from "../../shell/route.ts";
import { testScreen } from "../../testing/looks.ts";
import { complaints, openPage, parts, patient, textOf, until } from "../../testing/page.ts";
import { graph } from "../graph/task.ts";
import { locate } from "./task.ts";

const network: CheckDocument = {
  chainrule: 1,
  subject: { kind: "network", text: "3 -> 4 tanh -> 2 softmax; loss=ce" },
  seed: 7,
  fault: "dropped-sum",
};
const frame = await openPage(linkTo("locate", network));
const inScreen = (...path: string[]) => parts(frame, "screen-locate", ...path);
const first = () => textOf(inScreen("pass-table", "tr.first")[0]);
const card = () => textOf(inScreen("edge-card")[0]);
const lead = () => textOf(inScreen(".lead")[0]);
const error = () => textOf(inScreen("error-note")[0]);
const field = (label: string | RegExp) => page.frameLocator(page.elementLocator(frame)).getByLabelText(label);

async function paste(text: string): Promise<void> {
  (inScreen("details")[0] as HTMLDetailsElement).open = true;
  await field(/^A line w/).fill(text);
  inScreen('form [type="submit"]')[0]!.click();
}

await until(() => card() !== "");

testScreen(frame, "locate", 1200);

test("the first row that differs is marked, and the edge into it named", () => {
  expect(first()).toMatch(/tanh\(v\d+\) first to differ/);
  expect(card()).toMatch(/contract → tanh .* It looks like a sum that keeps only one of its terms/);
  expect(inScreen("pass-table", "tr.first")).toHaveLength(1);
});

test("both passes of a network fit beside the edge, names unbroken", () => {
  expect(inScreen("pass-table", "scroll-box")[0]!.hasAttribute("more")).toBe(false);
  const names = inScreen("pass-table", "tbody th code");
  expect(names.map(textOf)).toContain("layers.0.weight");
  expect(Math.max(...names.map((name) => name.offsetHeight))).toBeLessThan(24);
});

test("a fault is chosen, with the local partials of both", async () => {
  frame.contentWindow!.location.hash = linkTo("locate", firstDocument);
  await expect.poll(lead, patient).toContain("Nothing is planted");
  await field("Plant a fault in the backward pass").selectOptions(
    "sign: the gradient by the first parameter array has the wrong sign",
  );
  await expect
    .poll(card, patient)
    .toMatch(
      /multiply → w It looks like a wrong sign\. your local partial -0\.7\d* right local partial 0\.7/,
    );
  expect(first()).toMatch(/^w given first to differ 0\.0870603271195 -0\.0870603271195 2$/);
  expect(frame.contentWindow!.location.hash).toContain("z1=");
});

test("arrow keys walk along the edges, and show what each of them carries", async () => {
  const rows = () => inScreen("pass-table", "tbody tr");
  const current = () => textOf(inScreen("pass-table", '[aria-selected="true"] code')[0]);
  const edges = () => textOf(inScreen("edge-list", "tbody")[0]);
  rows()[0]!.focus();
  await userEvent.keyboard("{Home}{ArrowRight}{ArrowRight}");
  await expect.poll(current).toBe("v9"); // of 0.5 v10, v10 = v9^2
  await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}");
  await expect.poll(current).toBe("v4"); // of v9 = y + v8, past y, which is given
  expect(edges()).toMatch(
    /^w -0\.0870603\d* \(differs\) 0\.0870603\d*|^w 0\.0870603\d* \(differs\) -0\.0870603/,
  );
  await userEvent.keyboard("{ArrowRight}");
  await expect.poll(current).toBe("w");
  expect(textOf(inScreen("edge-list", "section")[0])).toContain("the way back ends here");
  await userEvent.keyboard("{ArrowLeft}");
  await expect.poll(current).toBe("v4");
  inScreen("edge-list", "button")[1]!.click();
  await expect.poll(current).toBe("a");
  expect(frame.contentWindow!.location.hash).toContain("row=");
});

test("pasted gradients are compared, and a mistake in them is named", async () => {
  await paste("w = (sigmoid(w a + b) - y) sigmoid(w a + b) a");
  await expect.poll(lead, patient).toContain("The claimed gradient");
  expect(first()).toMatch(/^w .*-0\.17499562/);
  expect(card()).toContain("It looks like");
  expect(textOf(inScreen("#passes")[0])).toBe("The claim and the right gradient");
  expect(textOf(inScreen(".side")[0])).toContain("There are no edges to follow here");
  expect(inScreen("select, edge-list")).toEqual([]);
});

test.each([
  ["all variables", firstDocument.at, undefined],
  ["some", firstDocument.at, ["w", "b", "a"]],
  ["one", firstDocument.at, ["y"]],
])("values are called as in the graph, differentiated by %s", (_, at, wrt) => {
  const { subject } = firstDocument;
  const document: CheckDocument = {
    chainrule: 1,
    subject,
    ...(at && { at }),
    ...(wrt && { wrt }),
    fault: "sign",
  };
  const { rows, first } = locate(document);
  const { nodes } = graph({ document, kind: "tensor", open: "all" }).graph;
  const named = new Map(nodes.map(({ name, made }) => [name, made]));
  expect(new Map(rows.map(({ name, made }) => [name, made]))).toEqual(named);
  expect(rows[first!]!.name).toBe(wrt?.[0] ?? "a"); // the first parameter array of those asked for
});

test("infinite adjoints of other signs differ", () => {
  const subject = { kind: "formula", text: "w^2 exp(1e5 w)" } as const;
  const { rows, first } = locate({ chainrule: 1, subject, at: { w: 1 }, fault: "sign" });
  expect(rows[first!]).toMatchObject({ name: "w", yours: "-Infinity", ours: "Infinity", gap: Infinity });
});

test.each([
  ["nothing", "", /Nothing is claimed/],
  ["no JSON", '{"w": ', /begins as JSON does/],
  ["another shape", '{"w": [1, 2]}', /shape/],
  ["markup", "<img src=x onerror=alert(1)>", /claims nothing|none of the parameters/],
])("%s in the field is told", async (_, text, message) => {
  const told = await complaints();
  await paste(text);
  await expect.poll(error, patient).toMatch(message);
  expect(inScreen("error-note", "img")).toEqual([]);
  expect(told).toEqual([]);
});
