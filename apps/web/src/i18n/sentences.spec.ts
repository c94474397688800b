import { describe, expect, it } from '@jest/globals';
import { en } from './en.js';
import { fr } from './fr.js';
import { finished } from './sentences.js';

describe('the wording of the page', () => {
  it('has every text in both languages, with the same places to fill', () => {
    const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      expect({ key, places: places(fr[key as keyof typeof en]) }).toEqual({ key, places: places(text) });
    }
  });

  it('makes a sentence of what the engine says', () => {
    expect(finished('only the amount fits')).toBe('Only the amount fits.');
    expect(finished('Rien à faire.')).toBe('Rien à faire.');
  });
});
