import { describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { answerInLanguage, prefersFrench } from './language.js';

describe('the language of an answer', () => {
  it.each([
    [undefined, false],
    ['fr', true],
    ['fr-FR,fr;q=0.9,en-US;q=0.8,en;q=0.7', true],
    ['en-US,en;q=0.9,fr;q=0.8', false],
    ['de, fr;q=0.5, en;q=0.4', true],
    ['en, fr', false],
    ['fr;q=0', false],
    ['freestyle', false],
    ['*', false],
  ])('of a caller who says %j is French: %s', (header, french) => {
    expect(prefersFrench(header)).toBe(french);
  });

  it('is that of its sentences, and never of its values', async () => {
    const app = Fastify();
    answerInLanguage(app);
    const sentence = 'it does not exist';
    app.get('/', () => ({
      detail: sentence,
      name: sentence,
      list: [{ message: sentence }],
      at: new Date(0),
      none: null,
    }));
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const get = async (language: string) =>
      (await (await fetch(url, { headers: { 'accept-language': language } })).json()) as Record<string, unknown>;
    expect(await get('en')).toEqual({
      detail: sentence,
      name: sentence,
      list: [{ message: sentence }],
      at: '1970-01-01T00:00:00.000Z',
      none: null,
    });
    const french = await get('fr-FR');
    expect(french).toMatchObject({ name: sentence, at: '1970-01-01T00:00:00.000Z', none: null });
    expect(french['detail']).toMatch(/existe pas/);
    expect(french['list']).toEqual([{ message: french['detail'] }]);
    await app.close();
  });
});
