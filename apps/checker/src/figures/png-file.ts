import { CheckerError } from "../errors.ts";

/** The browser could not draw a picture (`checker/picture`). */
class PictureError extends CheckerError {
  override readonly name: string = "PictureError";

  constructor() {
    super("checker/picture", "The browser could not draw the picture. Save it as SVG.");
  }
}

/** Dots for each CSS pixel, so that letters are sharp in print; fewer where a picture is so large that no canvas holds it. */
const [finest, mostDots] = [3, 8_000];

/** An SVG file as a PNG of the same look. @throws PictureError */
export async function pngFileOf(svg: string, width: number, height: number): Promise<Blob> {
  const scale = Math.min(finest, mostDots / Math.max(width, height));
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (png === null) throw new PictureError();
    return png;
  } catch {
    throw new PictureError();
  } finally {
    URL.revokeObjectURL(address);
  }
}
