import { AdapterError } from '@lettrage/adapter-sdk';
import { LEFT, type Page } from './page.js';

/** The largest logo a page takes, in bytes: it goes into every invoice. */
const LARGEST = 1_000_000;
/** The room of a logo, in points. */
const ROOM = { width: 170, height: 52 } as const;
const GAP = 8;

/** The image as the PDF library opens it; its types leave it out. */
interface OpenedImage {
  readonly width: number;
  readonly height: number;
  readonly colorSpace?: string;
}

/**
 * Draws the seller's logo above its name, as large as its room allows and never larger than it is.
 *
 * @throws AdapterError `config` for what is no PNG or JPEG, is too large, or has the colours of a press (CMYK), which the
 * output intent of the PDF/A (sRGB) does not cover
 */
export function renderLogo(page: Page, logo: Uint8Array): void {
  if (logo.length > LARGEST) throw refused(`The logo has ${logo.length} bytes; ${LARGEST} are the most.`);
  const image = opened(page.document, logo);
  if (image.colorSpace === 'DeviceCMYK')
    throw refused('The logo has the colours of a press (CMYK); save it as a PNG or as a JPEG in RGB.');
  const scale = Math.min(ROOM.width / image.width, ROOM.height / image.height, 1);
  const [width, height] = [image.width * scale, image.height * scale];
  page.document.image(image as never, LEFT, page.y, { width, height });
  page.y += height + GAP;
}

function opened(document: PDFKit.PDFDocument, logo: Uint8Array): OpenedImage {
  try {
    const bytes = Buffer.from(logo);
    const image = (document as unknown as { openImage(source: Buffer): OpenedImage }).openImage(bytes);
    if (image.width > 0 && image.height > 0) return image;
  } catch {
    // Said below, in words of ours.
  }
  throw refused('The logo cannot be read as an image; it must be a PNG or a JPEG.');
}

function refused(message: string): AdapterError {
  return new AdapterError('config', message, { field: '/logo' });
}
