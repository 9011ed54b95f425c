/**
 * What the site has beyond typedoc's own: a warning (so an error) for a public function, class or value without an
 * `@example`, and the built checker page beside the documentation, if there is one.
 */
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { Application, ReflectionKind, RendererEvent } from "typedoc";

const checker = join(import.meta.dirname, "../apps/checker/dist");
const place = "checker/index.html";

/** What a link to the checker is for, where it has been built; `turbo run docs` builds it first. */
export const checkerLink = existsSync(join(checker, "index.html")) ? { Checker: place } : {};

const isShown = (comment) => comment?.blockTags.some(({ tag }) => tag === "@example");
const hasExample = ({ comment, signatures }) =>
  isShown(comment) || signatures?.some((each) => isShown(each.comment));

function wantExamples(app, project) {
  const kinds = ReflectionKind.Function | ReflectionKind.Class | ReflectionKind.Variable;
  for (const reflection of project.getReflectionsByKind(kinds).filter((each) => !hasExample(each)))
    app.logger.validationWarning(`${reflection.getFriendlyFullName()} has no @example`);
}

/** Every page's link to the checker, made relative to that page. */
function mendLink(page) {
  const up = "../".repeat(page.url.split("/").length - 1);
  page.contents = page.contents?.replaceAll(`href="${place}"`, `href="${up}${place}"`);
}

export function load(app) {
  app.on(Application.EVENT_VALIDATE_PROJECT, (project) => wantExamples(app, project));
  app.renderer.on("endPage", mendLink);
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) => {
    if (existsSync(checker)) cpSync(checker, join(outputDirectory, "checker"), { recursive: true });
  });
}
