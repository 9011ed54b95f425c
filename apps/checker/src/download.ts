/** A file made on the page. */
interface MadeFile {
  readonly fileName: string;
  readonly type: string;
  readonly content: string | Blob;
}

/** Hands a file to the reader. */
export function download({ content, type, fileName }: MadeFile): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // some browsers read it late
}
