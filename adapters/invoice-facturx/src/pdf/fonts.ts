import { create, type Font, type GlyphPosition, type GlyphRun } from 'fontkit';
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
    font = rememberingWords(create(readFileSync(join(folder, 'ttf', FILES[name]))));
    cache.set(name, font);
  }
  return font;
}

/** Words known by heart; beyond that the table begins anew. */
const MOST_WORDS = 10_000;
const LONGEST_WORD = 40;

/**
 * Lets a font remember how words are laid out: the labels of every page and the words of most lines are the same in all
 * invoices, and placing glyphs (ligatures, kerning) is a fifth of the time a document takes.
 */
function rememberingWords(font: Font): Font {
  const layout = font.layout.bind(font);
  const known = new Map<string, GlyphRun>();
  const remembered = (text: string, ...how: unknown[]): GlyphRun => {
    // The library asks word by word, without features; whatever else it may ask is not remembered.
    if (text.length > LONGEST_WORD || how.some((option) => option !== undefined)) return layout(text, ...how);
    const word = known.get(text);
    if (word) return copyOf(word);
    const run = layout(text);
    if (known.size >= MOST_WORDS) known.clear();
    known.set(text, copyOf(run));
    return run;
  };
  return Object.assign(font, { layout: remembered });
}

/** A run of its own for each document: the library scales the positions in place. */
function copyOf({ glyphs, positions }: GlyphRun): GlyphRun {
  const copied = positions.map(({ xAdvance, yAdvance, xOffset, yOffset }): GlyphPosition => ({
    xAdvance,
    yAdvance,
    xOffset,
    yOffset,
  }));
  return {
    glyphs,
    positions: copied,
    get advanceWidth() {
      return copied.reduce((width, { xAdvance }) => width + xAdvance, 0);
    },
  };
}
