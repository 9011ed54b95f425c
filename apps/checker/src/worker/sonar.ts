import { type PaperItem, sonarItem } from "@chainrule/check";
import { datasetFromCsv, gormanSejnowski1988 } from "@chainrule/train";
import sonarUrl from "@chainrule/train/data/sonar.csv?url";
import { CheckerError } from "../errors.ts";

/** The sonar data, which come beside the page's scripts, could not be read (`checker/data`). */
class DataNotFoundError extends CheckerError {
  override readonly name: string = "DataNotFoundError";

  constructor(status: number) {
    super(
      "checker/data",
      `The sonar data could not be read (HTTP ${status}). Serve the whole folder of the page.`,
    );
  }
}

/** The sonar task on the real data, which are fetched from beside the page when it is run. */
export const sonar: PaperItem = sonarItem(async () => {
  const response = await fetch(sonarUrl);
  if (!response.ok) throw new DataNotFoundError(response.status);
  const data = datasetFromCsv(await response.text(), { target: "label" });
  return {
    inputs: data.inputs,
    targets: data.targets,
    train: (onProgress) =>
      gormanSejnowski1988({
        data,
        seed: 1988,
        onProgress: ({ epoch, epochs }) => onProgress(epoch / epochs),
      }),
  };
});
