/** The `<math>` element that the printer's markup stands for. The markup is parsed as XML, so nothing in it runs. */
export function mathElement(markup: string): Element {
  const { documentElement } = new DOMParser().parseFromString(markup, "application/xml");
  return document.importNode(documentElement, true);
}

const namespace = "http://www.w3.org/1998/Math/MathML";

function element(name: string, ...children: readonly (Element | string)[]): Element {
  const made = document.createElementNS(namespace, name);
  made.append(...children);
  return made;
}

/** What a piece of the printer's markup holds, to be put into a larger formula. */
function content(markup: string): Element {
  return element("mrow", ...mathElement(markup).children);
}

/**
 * `∂f/∂x = ...` as one formula.
 *
 * @param by the variables as MathML, in the order in which the derivatives are taken: one or two
 * @param value the derivative as MathML; left out where there is none to show
 * @param sign `d` where f has one variable only
 */
export function derivativeElement(
  by: readonly string[],
  value: string | undefined,
  sign: "d" | "∂",
): Element {
  const right = value === undefined ? [] : [element("mo", "="), content(value)];
  const math = element("math", element("mfrac", numerator(by.length, sign), denominator(by, sign)), ...right);
  math.setAttribute("display", "block");
  return math;
}

function squared(base: Element): Element {
  return element("msup", base, element("mn", "2"));
}

function numerator(order: number, sign: string): Element {
  const letter = element("mo", sign);
  return element("mrow", order === 2 ? squared(letter) : letter, element("mi", "f"));
}

function denominator(by: readonly string[], sign: string): Element {
  const [first, second] = by;
  if (first === second) return element("mrow", element("mo", sign), squared(content(first!)));
  const factors = by.toReversed().flatMap((variable) => [element("mo", sign), content(variable)]);
  return element("mrow", ...factors);
}

/** What stands between a part of a derivation and what becomes of it. */
export type StepRelation = "equal" | "derivative" | "derivative of the whole";

/**
 * One step as a formula: `before = after`, `d/dx (before) = after`, or `∂f/∂(before) = after`.
 *
 * @param by the variable as MathML
 */
export function stepElement(relation: StepRelation, by: string, before: string, after: string): Element {
  const left: Readonly<Record<StepRelation, () => Element>> = {
    equal: () => content(before),
    derivative: () => element("mrow", fraction(element("mo", "∂"), by), bracketed(content(before))),
    "derivative of the whole": () =>
      element(
        "mfrac",
        element("mrow", element("mo", "∂"), element("mi", "f")),
        element("mrow", element("mo", "∂"), operand(before)),
      ),
  };
  const math = element("math", left[relation](), element("mo", "="), content(after));
  math.setAttribute("display", "block");
  return math;
}

function fraction(above: Element, by: string): Element {
  return element("mfrac", above, element("mrow", element("mo", "∂"), content(by)));
}

/** A piece of a formula, in brackets unless it is a single symbol. */
function operand(markup: string): Element {
  const { children } = mathElement(markup);
  const isSymbol = children.length === 1 && /^m(i|sub)$/.test(children[0]!.localName);
  return isSymbol ? content(markup) : bracketed(content(markup));
}

function bracketed(inside: Element): Element {
  return element("mrow", element("mo", "("), inside, element("mo", ")"));
}
