/** Attributes of an element; numbers are rounded to a hundredth. */
type Attributes = Readonly<Record<string, string | number>>;

/** Text as it may stand in XML. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** A number for a drawing. */
function rounded(x: number): string {
  return String(Number(x.toFixed(2)));
}

/** An element; its children are markup, or text that `escaped` has made harmless. */
export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === "number" ? rounded(value) : escaped(value)}"`,
  );
  const open = `<${name}${written.join("")}`;
  return children.length === 0 ? `${open}/>` : `${open}>${children.join("")}</${name}>`;
}

/** A line through points. */
export function polyline(points: readonly (readonly [number, number])[], attributes: Attributes): string {
  const list = points.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(" ");
  return tag("polyline", { points: list, fill: "none", ...attributes });
}

/** Words in a drawing. */
export function label(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return tag("text", { x, y, ...attributes }, escaped(text));
}

/** What a drawing is, to those who see it and to those who do not. */
export interface Drawing {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
}

/**
 * A whole drawing. It has no colour of its own for lines and words (`currentColor`), so it fits light and dark pages.
 */
export function drawing(about: Drawing, ...children: readonly string[]): string {
  const { id, title, description, width, height } = about;
  const names = [`figure-${id}-title`, `figure-${id}-description`] as const;
  return tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-labelledby": names.join(" "),
      "font-family": "system-ui, sans-serif",
      "font-size": "12",
      fill: "currentColor",
    },
    tag("title", { id: names[0] }, escaped(title)),
    tag("desc", { id: names[1] }, escaped(description)),
    ...children,
  );
}

/** Colours that are told apart in light and dark, and by those who see fewer. */
export const colours = { blue: "#3b82c4", orange: "#d9731a", green: "#2f9e6e", violet: "#8a63c9" } as const;
