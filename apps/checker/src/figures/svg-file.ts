/** What a figure's style sheet may decide, as SVG writes it on the elements themselves. */
const presentation = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "stroke-linecap",
  "stroke-opacity",
  "vector-effect",
  "font-family",
  "font-size",
  "text-anchor",
  "opacity",
] as const;

/** A picture as the text of an SVG file that looks the same by itself, on the page's ground. */
export function svgFileOf(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const shown = [picture, ...picture.querySelectorAll<SVGElement>("*")];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  copy.removeAttribute("aria-hidden");
  for (const [i, element] of copies.entries()) {
    const style = getComputedStyle(shown[i]!);
    for (const name of presentation) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute("class");
  }
  const { width, height } = picture.getBoundingClientRect();
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.prepend(groundOf(picture));
  return new XMLSerializer().serializeToString(copy).replaceAll(/<!--.*?-->/gs, "");
}

function groundOf({ ownerDocument, viewBox }: SVGSVGElement): SVGRectElement {
  const { x, y, width, height } = viewBox.baseVal;
  const ground = ownerDocument.createElementNS("http://www.w3.org/2000/svg", "rect");
  const fill = getComputedStyle(ownerDocument.documentElement).backgroundColor;
  for (const [name, value] of Object.entries({ x, y, width, height, fill }))
    ground.setAttribute(name, String(value));
  return ground;
}
