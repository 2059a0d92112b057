import { setImmediate } from "node:timers/promises";

/** A picture as pdfkit keeps it; `imgData` is null as soon as it stands in the file. */
interface Embedded {
  readonly imgData?: Uint8Array | null;
  readonly embed: (document: PDFKit.PDFDocument) => void;
}

/**
 * Puts a picture (its bytes, or a `data:` address) into a PDF, to be drawn with `document.image`, and waits until it is there. Without waiting, pictures with
 * transparent parts are unpacked side by side and stand in the file in the order in which they are ready: another one each time.
 */
export async function embedPicture(
  document: PDFKit.PDFDocument,
  picture: Buffer | string,
): Promise<PDFKit.Mixins.ImageSrc> {
  const opener = document as unknown as { readonly openImage: (picture: Buffer | string) => Embedded };
  const embedded = opener.openImage(picture);
  embedded.embed(document);
  while (embedded.imgData !== undefined && embedded.imgData !== null) await setImmediate();
  return embedded as unknown as PDFKit.Mixins.ImageSrc;
}
