import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { type CheckDocument, firstDocument } from "../../shell/document.ts";
import { linkTo } from "../../shell/route.ts";
import { testScreen } from "../../testing/looks.ts";
import { complaints, focused, openPage, parts, patient, textOf, until } from "../../testing/page.ts";

const network = (text: string): CheckDocument => ({
  chainrule: 1,
  subject: { kind: "network", text },
  seed: 7,
});
const frame = await openPage(linkTo("graph", network("3 -> 4 tanh -> 2 softmax; loss=ce")));
const inGraph = (...path: string[]) => parts(frame, "screen-graph", ...path);
const sentence = () => textOf(inGraph("graph-panel", ".sentence")[0]);
const step = () => textOf(inGraph("graph-panel", "h2 small")[0]);
const nodes = () => inGraph("graph-figure", ".node");
const rows = () => inGraph("graph-tree", '[role="treeitem"]').map(textOf);

await until(() => nodes().length > 0);

testScreen(frame, "graph", 1200);

test("a formula without variables has no graph, and the next one has", async () => {
  const before = frame.contentWindow!.location.hash;
  const constant = { chainrule: 1, subject: { kind: "formula", text: "3" } };
  frame.contentWindow!.location.hash = linkTo("graph", constant);
  await expect.poll(() => textOf(inGraph("error-note")[0]), patient).toContain("checker/graph-empty");
  frame.contentWindow!.location.hash = before;
  await expect.poll(() => nodes().length, patient).toBeGreaterThan(0);
});

test("layers fold and unfold", async () => {
  const before = nodes().length;
  inGraph(".layers button")[0]!.click();
  await expect.poll(() => nodes().length, patient).toBeLessThan(before);
  expect(rows().some((row) => /^▸? ?layer 1 = \d+ operations/.test(row))).toBe(true);
  expect(frame.contentWindow!.location.hash).toContain("open=1");
});

test("the keys walk one node at a time, forward and back, with every term", async () => {
  frame.contentWindow!.location.hash = linkTo("graph", firstDocument, { step: "1" });
  await expect.poll(step, patient).toBe("step 1 of 22, forward");
  inGraph("graph-figure", ".frame")[0]!.focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}");
  await expect.poll(sentence).toBe("v4 = w × a");
  await userEvent.keyboard("{End}");
  await expect.poll(step).toBe("step 22 of 22, backward");
  expect(sentence()).toBe("adj(a) = adj(v4)*0.3");
  expect(textOf(inGraph("graph-panel", "tbody")[0])).toBe("v4 -0.124372 0.3 -0.0373116 together -0.0373116");
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  await expect.poll(sentence).toBe("adj(w) = adj(v4)*0.7");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => focused(frame)?.localName).toBe("section");
});

test("space plays until it is paused", async () => {
  inGraph("graph-figure", ".frame")[0]!.focus();
  await userEvent.keyboard("{Home} ");
  const play = () => textOf(inGraph(".play")[0]);
  await expect.poll(play).toBe("Pause");
  await expect.poll(step, patient).toBe("step 2 of 22, forward");
  await userEvent.keyboard(" ");
  await expect.poll(play).toBe("Play");
});

test("the tree has the same, and its keys", async () => {
  inGraph("graph-tree", '[role="treeitem"]')[0]!.focus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  await expect.poll(() => textOf(focused(frame)!)).toMatch(/^▸ w, value 0.3, adjoint -0.0870603/);
  await userEvent.keyboard("{ArrowRight}{ArrowDown}");
  await expect.poll(() => textOf(focused(frame)!)).toBe("← from v4: -0.0870603 = -0.124372 × 0.7");
  await userEvent.keyboard("{ArrowLeft}{Enter}");
  await expect.poll(sentence).toBe("adj(w) = adj(v4)*0.7");
});

test("single numbers: a value that is used twice has two terms", async () => {
  const square: CheckDocument = {
    chainrule: 1,
    subject: { kind: "formula", text: "x sin(x)" },
    at: { x: 2 },
  };
  frame.contentWindow!.location.hash = linkTo("graph", square, { kind: "scalar" });
  await expect.poll(sentence, patient).toMatch(/^adj\(x\) = .*adj\(v1\)\*\(-0\.416147\)/); // cos 2
  expect(sentence()).toContain("adj(v2)*0.909297"); // sin 2
  expect(textOf(inGraph("graph-panel", "tbody")[0])).toMatch(/together 0\.0770038$/); // sin 2 + 2 cos 2
});

test.each([
  ["too many numbers", network("40 -> 40 tanh -> 3 softmax; loss=ce"), /checker\/graph/],
  [
    "a syntax error",
    { chainrule: 1, subject: { kind: "formula", text: "x +" }, at: { x: 1 } } as const,
    /expr\/syntax/,
  ],
])("%s is told", async (_, document, message) => {
  const told = await complaints();
  frame.contentWindow!.location.hash = linkTo("graph", document, { kind: "scalar", open: "all", step: "x" });
  await expect.poll(() => textOf(inGraph("error-note")[0]), patient).toMatch(message);
  expect(told).toEqual([]);
});
