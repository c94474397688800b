/** The part of fontkit we use; it ships no types. */
declare module 'fontkit' {
  export interface Font {
    readonly postscriptName: string;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string, ...how: unknown[]): GlyphRun;
  }
  /** Glyphs of a text with where each goes, in units of the font. */
  export interface GlyphRun {
    readonly glyphs: readonly unknown[];
    readonly positions: readonly GlyphPosition[];
    readonly advanceWidth: number;
  }
  export interface GlyphPosition {
    readonly xAdvance: number;
    readonly yAdvance: number;
    readonly xOffset: number;
    readonly yOffset: number;
  }
  export function create(bytes: Uint8Array): Font;
}
