import { drawing, label, tag } from "./svg.ts";

const layers = [3, 4, 2] as const;
const names = ["inputs", "hidden, sigmoid", "outputs, sigmoid"] as const;

function nodeAt(layer: number, unit: number): readonly [number, number] {
  return [70 + 150 * layer, 130 + 52 * (unit - (layers[layer]! - 1) / 2)];
}

/** The net of the examples: three inputs, four hidden nodes, two outputs. */
export function networkFigure(): string {
  const edges = [0, 1].flatMap((layer) =>
    units(layer).flatMap((from) => units(layer + 1).map((to) => edge(layer, from, to))),
  );
  const nodes = [0, 1, 2].flatMap((layer) => units(layer).map((unit) => node(layer, unit)));
  const heads = names.map((name, layer) => label(70 + 150 * layer, 18, name, { "text-anchor": "middle" }));
  return drawing(
    {
      id: "network",
      title: "A network of 3, 4 and 2 nodes",
      description:
        "Three inputs, each joined to all four hidden nodes, each of which is joined to both outputs: 20 weights, and 6 biases.",
      width: 440,
      height: 250,
    },
    ...heads,
    ...edges,
    ...nodes,
  );
}

function units(layer: number): readonly number[] {
  return Array.from({ length: layers[layer]! }, (_, unit) => unit);
}

function edge(layer: number, from: number, to: number): string {
  const [[x1, y1], [x2, y2]] = [nodeAt(layer, from), nodeAt(layer + 1, to)];
  return tag("line", { x1, y1, x2, y2, stroke: "currentColor", "stroke-opacity": 0.4 });
}

function node(layer: number, unit: number): string {
  const [cx, cy] = nodeAt(layer, unit);
  const circle = tag("circle", { cx, cy, r: 16, fill: "#fff", stroke: "#3b82c4", "stroke-width": 2 });
  const name = `${["x", "h", "y"][layer]}${unit + 1}`;
  return circle + label(cx, cy + 4, name, { "text-anchor": "middle", fill: "#223" });
}
