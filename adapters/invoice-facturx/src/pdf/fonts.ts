import { create, type Font } from 'fontkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// PDF/A wants every font in the file: these are free to embed, and wide enough for all European scripts.
const FILES = { regular: 'DejaVuSansCondensed.ttf', bold: 'DejaVuSansCondensed-Bold.ttf' } as const;

export type FontName = keyof typeof FILES;
export type { Font };

const cache = new Map<FontName, Font>();

/**
 * A font of the page, parsed once for all documents: parsing its tables costs more than writing an invoice. Each
 * document takes its own subset of it.
 */
export function fontOf(name: FontName): Font {
  let font = cache.get(name);
  if (!font) {
    const folder = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'));
    font = create(readFileSync(join(folder, 'ttf', FILES[name])));
    cache.set(name, font);
  }
  return font;
}
