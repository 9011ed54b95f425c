import { expect, test } from "vitest";
import { derivativeElement, mathElement } from "./math.ts";

const x = '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mi>x</mi></math>';
const y = '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mi>y</mi></math>';

test("markup becomes MathML, and nothing in it runs", () => {
  const formula = mathElement(x);
  expect(formula.namespaceURI).toBe("http://www.w3.org/1998/Math/MathML");
  expect(formula).toBeInstanceOf(MathMLElement);
  expect(formula.textContent).toBe("x");
});

test.each([
  [[x], "d", "<mo>d</mo><mi>f</mi>", "<mo>d</mo><mrow><mi>x</mi></mrow>"],
  [
    [x, y],
    "∂",
    "<msup><mo>∂</mo><mn>2</mn></msup><mi>f</mi>",
    "<mo>∂</mo><mrow><mi>y</mi></mrow><mo>∂</mo><mrow><mi>x</mi></mrow>",
  ],
  [
    [x, x],
    "∂",
    "<msup><mo>∂</mo><mn>2</mn></msup><mi>f</mi>",
    "<mo>∂</mo><msup><mrow><mi>x</mi></mrow><mn>2</mn></msup>",
  ],
] as const)("derivatives by %s", (by, sign, above, below) => {
  const math = derivativeElement(by, y, sign);
  expect(math.innerHTML).toBe(
    `<mfrac><mrow>${above}</mrow><mrow>${below}</mrow></mfrac><mo>=</mo><mrow><mi>y</mi></mrow>`,
  );
});

test("a derivative that is too long has no right side", () => {
  expect(derivativeElement([x], undefined, "d").querySelectorAll("mo")).toHaveLength(2);
});
