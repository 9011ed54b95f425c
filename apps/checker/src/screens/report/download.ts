import type { ReportFile } from "./model.ts";

/** Hands a file to the reader. */
export function download({ text, type, fileName }: Pick<ReportFile, "text" | "type" | "fileName">): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // some browsers read it late
}
