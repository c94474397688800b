import { describe, expect, it } from '@jest/globals';
import { en } from './en.js';
import { fr } from './fr.js';
import { sentenceIn } from './sentences.js';

describe('the wording of the page', () => {
  it('has every text in both languages, with the same places to fill', () => {
    const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      expect({ key, places: places(fr[key as keyof typeof en]) }).toEqual({ key, places: places(text) });
    }
  });

  it('says the evidence of the engine in French, numbers kept', () => {
    expect(sentenceIn('FA2026-000501 named as FA2026000501', 'fr')).toBe('FA2026-000501 citée : « FA2026000501 ».');
    expect(sentenceIn("account FR7630004087200002100886926 is C0034's", 'fr')).toBe(
      'Le compte FR7630004087200002100886926 est celui de C0034.',
    );
    expect(sentenceIn('account FR76 has paid for C0065 1 time', 'fr')).toBe(
      'Le compte FR76 a déjà payé pour C0065 (1 fois).',
    );
    expect(sentenceIn('FA2026-000654 has the same amount', 'fr')).toBe('FA2026-000654 a le même montant.');
  });

  it('makes a sentence of it in English', () => {
    expect(sentenceIn('only the amount fits', 'en')).toBe('Only the amount fits.');
  });

  it('shows a sentence it does not know as it came', () => {
    expect(sentenceIn('the moon is full', 'fr')).toBe('The moon is full.');
  });
});
