import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTranslator } from './translator.js';

const french = createTranslator([
  ['{0} does not exist.', "{0} n'existe pas."],
  ['{0} of {1} lines', '{0} lignes sur {1}'],
  ['line {0}: {1}', 'ligne {0} : {1}'],
  ['the amount {0} cannot be read', 'le montant {0} est illisible'],
  ['Nothing to do.', 'Rien à faire.'],
  ['line {0}', 'ligne {0}'],
  ['"{0}" is unknown', '« {0} » est inconnu'],
  ['{0} is empty', '{0} est vide'],
  ['{0} is empty.', '{0} est vide.'],
]);

describe('a translated sentence', () => {
  it('keeps what was filled in, wherever the other language puts it', () => {
    expect(french('a.csv does not exist.')).toBe("a.csv n'existe pas.");
    expect(french('3 of 10 lines')).toBe('3 lignes sur 10');
    expect(french('Nothing to do.')).toBe('Rien à faire.');
  });

  it('has the sentences within it translated too', () => {
    expect(french('line 4: the amount 1,2x cannot be read')).toBe('ligne 4 : le montant 1,2x est illisible');
  });

  it('that is put together of clauses has each of them translated', () => {
    expect(french('a.csv, line 4: the amount 1,2x cannot be read; Nothing to do.')).toBe(
      'a.csv, ligne 4 : le montant 1,2x est illisible ; Rien à faire.',
    );
    expect(french('open_amount is empty')).toBe('open_amount est vide');
  });

  it('that is followed by what to do has both translated, whatever ends it', () => {
    expect(french('a.csv is empty. Nothing to do.')).toBe('a.csv est vide. Rien à faire.');
    expect(french('the S.A. of X is empty. Nothing to do.')).toBe('the S.A. of X est vide. Rien à faire.');
    expect(french('a.csv is lost. Nothing to do.')).toBe('a.csv is lost. Nothing to do.');
  });

  it('leaves what stands in quotes as it was written', () => {
    expect(french('"line 4" is unknown')).toBe('« line 4 » est inconnu');
    expect(french('line 4 does not exist.')).toBe("ligne 4 n'existe pas.");
  });

  it('stays as it is where nobody translated it', () => {
    expect(french('No such thing.')).toBe('No such thing.');
  });

  it('never changes a value, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const sentence = french(`the amount ${value} cannot be read`);
        expect(sentence).toBe(`le montant ${value} est illisible`);
      }),
    );
  });

  it('answers at once to a sentence made to be slow', () => {
    expect(french(`line ${': '.repeat(20_000)}`)).toContain('ligne');
  });
});

describe('a list of translations', () => {
  it('is refused when it says two things, fills in what is not there, or would match anything', () => {
    expect(() => createTranslator([['yes', 'oui'], ['yes', 'si']])).toThrow('translated twice'); // prettier-ignore
    expect(() => createTranslator([['{0} lines', '{1} lignes']])).toThrow('does not have');
    expect(() => createTranslator([['{0}: {1}', '{0} : {1}']])).toThrow('too few words');
  });
});
