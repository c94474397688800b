import type { Problem } from '@lettrage/adapter-sdk';
import { fontOf, type FontName } from '../pdf/fonts.js';
import type { Words } from './labels.js';

/** Colours of the page: dark ink, one accent, greys that print well. */
export const INK = '#1b2a33';
export const ACCENT = '#0f5c6e';
export const MUTED = '#5d6d75';
export const RULE = '#c8d5d8';
export const TINT = '#eef4f5';

/** How a text looks. */
export interface TextStyle {
  readonly size?: number;
  readonly font?: FontName;
  readonly color?: string;
  readonly align?: 'left' | 'right' | 'center';
}

export const LEFT = 48;
export const RIGHT = 547;
export const WIDTH = RIGHT - LEFT;
const TOP = 48;
const BOTTOM = 772;

/**
 * A sheet being written from top to bottom. It breaks lines and pages itself: the library's own wrapping would add
 * pages in the middle of a table row.
 */
export class Page {
  /** Where the next thing goes, in points from the top. */
  y = TOP;
  readonly problems: Problem[] = [];
  /** Draws what a continued page starts with. */
  onNewPage: () => void = () => undefined;
  private readonly glyphs = new Map<number, boolean>();
  private readonly missing = new Set<string>();

  constructor(
    readonly document: PDFKit.PDFDocument,
    readonly words: Words,
  ) {
    document.addPage();
  }

  /** Starts a new page unless so many points are left. */
  ensure(height: number): void {
    if (this.y + height <= BOTTOM) return;
    this.document.addPage();
    this.y = TOP;
    this.onNewPage();
  }

  /** One line of text in a column, at a height; nothing wraps. */
  put(text: string, x: number, y: number, width: number, style: TextStyle = {}): void {
    const shown = this.apply(style, text);
    const room = width - this.document.widthOfString(shown);
    const shift = style.align === 'right' ? room : style.align === 'center' ? room / 2 : 0;
    this.document.text(shown, x + shift, y, { lineBreak: false });
  }

  /** A text wrapped in a column from the current height on, over pages if it must; moves `y` below it. */
  flow(text: string, x: number, width: number, style: TextStyle = {}): void {
    for (const line of this.wrap(text, width, style)) {
      this.ensure(lineHeight(style));
      this.put(line, x, this.y, width, style);
      this.y += lineHeight(style);
    }
  }

  /** Lines of a text in a column: at blanks, within words only when one is wider than the column. */
  wrap(text: string, width: number, style: TextStyle = {}): string[] {
    const shown = this.apply(style, text);
    return shown.split('\n').flatMap((paragraph) => this.wrapParagraph(paragraph, width));
  }

  rule(y: number, color = RULE, thickness = 0.5): void {
    this.document.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(thickness).strokeColor(color).stroke();
  }

  box(x: number, y: number, width: number, height: number, color = TINT): void {
    this.document.roundedRect(x, y, width, height, 3).fill(color);
  }

  private wrapParagraph(paragraph: string, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (this.document.widthOfString(longer) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      const pieces = this.breakWord(word, width);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1) ?? '';
    }
    return [...lines, line];
  }

  private breakWord(word: string, width: number): string[] {
    if (this.document.widthOfString(word) <= width) return [word];
    const pieces: string[] = [''];
    for (const character of word) {
      const longer = pieces.at(-1)! + character;
      if (this.document.widthOfString(longer) <= width || pieces.at(-1) === '') pieces[pieces.length - 1] = longer;
      else pieces.push(character);
    }
    return pieces;
  }

  /** Sets font, size and colour, and returns the text as it can be shown. */
  private apply({ size = 8.5, font = 'regular', color = INK }: TextStyle, text: string): string {
    this.document.font(font).fontSize(size).fillColor(color);
    return this.legible(text);
  }

  /** PDF/A refuses a reference to a missing glyph: such characters become "?" and are reported once. */
  private legible(text: string): string {
    let shown = '';
    for (const character of text.replace(/\r\n?/g, '\n').replace(/[\t\u2028\u2029]/g, ' ')) {
      if (character === '\n' || this.hasGlyph(character)) shown += character;
      else if (!/\p{Cc}|\p{Cf}/u.test(character)) shown += this.replaced(character);
    }
    return shown;
  }

  private hasGlyph(character: string): boolean {
    const code = character.codePointAt(0)!;
    let known = this.glyphs.get(code);
    if (known === undefined) {
      // Both weights hold the same characters.
      known = fontOf('regular').hasGlyphForCodePoint(code);
      this.glyphs.set(code, known);
    }
    return known;
  }

  private replaced(character: string): string {
    if (!this.missing.has(character)) {
      this.missing.add(character);
      const message = `The character "${character}" is not in the font and is shown as "?" on the page; the XML inside carries it.`;
      this.problems.push({ severity: 'warning', rule: 'facturx-glyph', message });
    }
    return '?';
  }
}

/** Points from one line to the next. */
export function lineHeight({ size = 8.5 }: TextStyle): number {
  return size * 1.32;
}
