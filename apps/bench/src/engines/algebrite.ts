import { requirePeer } from "../peers/install.ts";
import { commonExpressions } from "../symbolic/expressions.ts";
import { type Engine, unsupported } from "./engine.ts";

interface Algebrite {
  run(text: string): string;
}

/** Algebrite: text in, text out, errors as text too. */
export function createAlgebrite(): Engine {
  const { run } = requirePeer("algebrite") as Algebrite;
  const repeated = (text: string, order: number) => {
    const answer = run(`d(${text.replaceAll("atan", "arctan")}, x, ${order})`);
    return /Stop/.test(answer) ? unsupported(answer) : answer;
  };
  return {
    derivative: (text) => repeated(text, 1),
    repeated,
    start: (job) =>
      job.name === "ten"
        ? () => commonExpressions.map((text) => repeated(text, 1)).length
        : unsupported(job.name),
  };
}
