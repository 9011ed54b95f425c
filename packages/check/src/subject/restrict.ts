import type { NDArray } from "@chainrule/array";
import { PointError } from "./lowered.ts";
import type { Subject, SymbolicPrimal } from "./subject.ts";

/**
 * A subject that is differentiated by some of its parameters only; the others stay at the point.
 *
 * @throws PointError (`check/point`) for a name that is no parameter, or that is given twice
 */
export function restricted(subject: Subject, wrt: readonly string[]): Subject {
  const names = subject.parameters.map(({ name }) => name);
  for (const [i, name] of wrt.entries()) {
    if (wrt.indexOf(name) < i)
      throw new PointError(name, `"${name}" is given twice: name each parameter once.`);
    if (!names.includes(name)) {
      throw new PointError(name, `There is no parameter "${name}"; parameters are ${names.join(", ")}.`);
    }
  }
  const places = wrt.map((name) => names.indexOf(name));
  const { parameters, symbolic } = subject;
  return {
    ...subject,
    parameters: places.map((place) => parameters[place]!),
    f: (values) =>
      subject.f(
        parameters.map(({ value }, place) =>
          places.includes(place) ? values[places.indexOf(place)]! : value,
        ),
      ),
    symbolic: symbolic && restrictedPrimal(symbolic, parameters, places),
  };
}

function restrictedPrimal(
  primal: SymbolicPrimal,
  parameters: Subject["parameters"],
  places: readonly number[],
): SymbolicPrimal {
  const fixed = primal.variables.flatMap(({ name }, place): [string, NDArray | number][] =>
    places.includes(place) ? [] : [[name, parameters[place]!.value]],
  );
  return {
    ...primal,
    variables: places.map((place) => primal.variables[place]!),
    constants: new Map([...primal.constants, ...fixed]),
  };
}
