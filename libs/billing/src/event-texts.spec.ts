import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alteredText, areTextsSound, textToken, type EventTexts } from './event-texts.js';

/** As PostgreSQL writes jsonb. */
function jsonb(texts: EventTexts): string {
  const pairs = Object.entries(texts).map(
    ([token, [salt, text]]) => `${JSON.stringify(token)}: [${JSON.stringify(salt)}, ${JSON.stringify(text)}]`,
  );
  return `{${pairs.join(', ')}}`;
}

const token = textToken('s', 'x');
const odd = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(`"${token}": [`, `, "${token}": ["s", "x"]`, '\\', '\\"', '"}', '"]', `{ "${token}": `),
);

it('texts are sound exactly where each is the one its token was made of, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(odd, odd, fc.boolean()), { maxLength: 4 }), (all) => {
      const texts = Object.fromEntries(
        all.map(([salt, text, isAltered]) => [textToken(salt, text), [salt, isAltered ? `${text}!` : text] as const]),
      );
      expect(areTextsSound(jsonb(texts))).toBe(alteredText(texts) === undefined);
    }),
  );
});

it('a key that is no token, or a text that is no pair, is not sound', () => {
  expect(areTextsSound('{}')).toBe(true);
  expect(areTextsSound(`{"other": ["s", "x"]}`)).toBe(false);
  expect(areTextsSound(jsonb({ [token]: ['s', 'x'] }))).toBe(true);
  expect(areTextsSound(`{"${token}": ["s", "y"]}`)).toBe(false);
});
