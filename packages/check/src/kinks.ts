import type { Subject } from "./subject/subject.ts";
import type { OneSided } from "./verdict/judge.ts";
export type Kinks = (parameter: number, index: number) => OneSided | undefined;
export function kinksOf(_: Subject): Kinks {
  return () => undefined;
}
