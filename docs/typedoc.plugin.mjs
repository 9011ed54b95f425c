/**
 * What the site has beyond typedoc's own: a warning (so an error) for a public function, class or value without an
 * `@example`, documents named by their headings, and the built checker page beside it all, if there is one.
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

/** A document is named by its heading, so that it needs no front matter. */
function nameByHeading(_, document) {
  const [first] = document.content;
  const heading = /^\s*# (.+)$/m.exec(first?.text ?? "");
  if (heading) document.name = heading[1];
}

const contributing = "Contributing, task by task";

/** The pages that come after the overview of the tasks are shown below it. */
function nestTasks(_, document) {
  const { project } = document;
  const overview = project.documents?.find(({ name }) => name === contributing);
  if (overview === undefined || document === overview) return;
  for (const list of [project.documents, project.childrenIncludingDocuments])
    if (list?.includes(document)) list.splice(list.indexOf(document), 1);
  document.parent = overview;
  overview.addChild(document);
}

/** Every page's link to the checker, made relative to that page. */
function mendLink(page) {
  const up = "../".repeat(page.url.split("/").length - 1);
  page.contents = page.contents?.replaceAll(`href="${place}"`, `href="${up}${place}"`);
}

export function load(app) {
  app.converter.on("createDocument", nameByHeading, 1);
  app.converter.on("createDocument", nestTasks);
  app.on(Application.EVENT_VALIDATE_PROJECT, (project) => wantExamples(app, project));
  app.renderer.on("endPage", mendLink);
  app.renderer.on(RendererEvent.END, ({ outputDirectory }) => {
    if (existsSync(checker)) cpSync(checker, join(outputDirectory, "checker"), { recursive: true });
  });
}
