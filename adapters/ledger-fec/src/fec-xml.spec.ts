import { describe, expect, it } from '@jest/globals';
import type { JournalEntry, LedgerLoss } from '@lettrage/adapter-sdk';
import { fecWriter } from './fec.writer.js';
import { FEC_RULES, type FecRule } from './fec-rules.js';
import { BOOKS, checked, OPTIONS } from './testing/fec-files.js';

const NAME = '732829320FEC20261231.xml';

async function written(
  options: Record<string, string> = {},
  entries: readonly JournalEntry[] = BOOKS,
  report: (losses: readonly LedgerLoss[]) => void = () => undefined,
): Promise<string> {
  const stream = async function* (): AsyncGenerator<JournalEntry> {
    yield* entries;
  };
  let text = '';
  const request = { format: 'fec-xml', options: { ...OPTIONS, encoding: 'utf-8', ...options }, report };
  for await (const part of fecWriter.write(stream(), request)) text += Buffer.from(part).toString('utf8');
  return text;
}

async function rulesOf(text: string, size?: number): Promise<string[]> {
  return [...new Set((await checked(Buffer.from(text), NAME, size)).map(({ rule }) => rule))];
}

describe('the XML form', () => {
  it.each(['vii-1', 'viii-3', 'viii-5', 'viii-7'])('of variant %s has no problem', async (variant) => {
    for (const columns of ['debit-credit', 'montant-sens']) {
      expect(await checked(Buffer.from(await written({ variant, columns })), NAME)).toEqual([]);
    }
  });

  it('is named .xml', () => {
    expect(fecWriter.fileName({ format: 'fec-xml', options: OPTIONS })).toBe(NAME);
  });

  it('keeps the order of the entries: a journal ends where the next entry is of another', async () => {
    const all = [...BOOKS, { ...BOOKS[1]!, number: 'VE3' }];
    expect((await written({}, all)).match(/<JournalCode>[^<]*/g)).toEqual(
      ['AN', 'VE', 'BQ', 'OD', 'VE'].map((code) => `<JournalCode>${code}`),
    );
  });

  it('writes lettering on the entry; letters that differ within one are left out and counted', async () => {
    const [, sale] = BOOKS;
    const [first, second] = sale!.lines;
    const other = { ...second!, label: 'Autre', lettering: { code: 'ZZ', date: first!.lettering!.date } };
    expect(await written()).toContain('<EcritureLet>A</EcritureLet><DateLet>2026-02-03</DateLet><ValidDate>');
    let told: readonly LedgerLoss[] = [];
    const report = (losses: readonly LedgerLoss[]): void => void (told = losses);
    const text = await written({}, [{ ...sale!, lines: [first!, other, ...sale!.lines.slice(2)] }], report);
    expect(text).not.toContain('EcritureLet');
    expect(told).toContainEqual({ what: 'left-out', field: 'lettering', count: 2, entry: 'VE1' });
    expect(told).toContainEqual({ what: 'left-out', field: 'line label', count: 1, entry: 'VE1' });
  });

  it('has all columns of a cash-basis variant, blank ones too', async () => {
    const text = await written({ variant: 'viii-7' });
    for (const column of ['DateRglt', 'ModeRglt', 'NatOp', 'IdClient']) {
      expect(text.match(new RegExp(`<${column}>`, 'g'))).toHaveLength(BOOKS.length);
    }
  });

  it('names the auxiliary as the test program of the tax office does, not as a further column', async () => {
    expect(await written()).toContain('<CompteAuxNum>C0012</CompteAuxNum><CompteAuxLib>ACME Société</CompteAuxLib>');
  });

  it('may name the auxiliary as the flat file does', async () => {
    expect(await rulesOf((await written()).replaceAll('CompteAux', 'CompAux'))).toEqual([]);
  });

  it('has no letter at which the test program of the tax office stops, which the flat file keeps', async () => {
    const label = 'Živa Ÿ žluť Š œ € é';
    const lost: LedgerLoss[] = [];
    const stream = async function* (): AsyncGenerator<JournalEntry> {
      yield { ...BOOKS[4]!, label };
    };
    const labels = async (format: string): Promise<string | undefined> => {
      let text = '';
      const request = { format, options: OPTIONS, report: (told: readonly LedgerLoss[]) => lost.push(...told) };
      for await (const part of fecWriter.write(stream(), request)) text += Buffer.from(part).toString('latin1');
      return /[^\t>]*lu[^\t<]*/.exec(text)?.[0];
    };
    expect(await labels('fec-xml')).toBe('Ziva Y zlut S oe EUR \xe9');
    expect(lost).toEqual([expect.objectContaining({ what: 'changed', field: 'EcritureLib', count: 2 })]);
    expect(await labels('fec')).toBe('\xb4iva \xbe \xb8lut \xa6 \xbd \xa4 \xe9');
  });

  it('escapes what XML gives a meaning', async () => {
    const text = await written({}, [{ ...BOOKS[0]!, label: 'a<b>&"c|d' }]);
    expect(text).toContain('<EcritureLib>a&lt;b&gt;&amp;"c/d</EcritureLib>');
  });

  it('is refused for an entry of one line, and without a closing', async () => {
    const lone = { ...BOOKS[0]!, lines: [{ ...BOOKS[0]!.lines[0]!, debit: '0.00' }] };
    await expect(written({}, [lone])).rejects.toThrow('Entry AN1 of journal AN has one line');
    const noClosing = fecWriter.write((async function* () {})(), { format: 'fec-xml', options: {} });
    await expect(noClosing[Symbol.asyncIterator]().next()).rejects.toThrow('FEC option closing');
  });
});

const replace = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);

const DEFECTS: readonly (readonly [FecRule, string, (text: string) => string])[] = [
  ['fec-xml-malformed', 'a tag that is not closed', replace('</journal>', '')],
  ['fec-xml-structure', 'a missing element', replace(/<PieceRef>[^<]*<\/PieceRef>/, '')],
  [
    'fec-xml-structure',
    'a wrong order',
    replace(/(<PieceRef>[^<]*<\/PieceRef>)(<PieceDate>[^<]*<\/PieceDate>)/, '$2$1'),
  ],
  ['fec-xml-structure', 'an unknown element', replace('<EcritureNum>', '<Analytique>x</Analytique><EcritureNum>')],
  ['fec-xml-structure', 'an attribute', replace('<CompteLib>', '<CompteLib langue="fr">')],
  ['fec-xml-structure', 'a Debit twice', replace(/(<Debit>[^<]*<\/Debit>)/, '$1$1')],
  [
    'fec-debit-and-credit',
    'both sides',
    replace('<Debit>500.00</Debit>', '<Debit>510.00</Debit><Credit>10.00</Credit>'),
  ],
  ['fec-xml-structure', 'another root', (text) => text.replaceAll('comptabilite', 'compta')],
  ['fec-xml-schema', 'no schema', replace(/ xsi:noNamespaceSchemaLocation="[^"]*"/, '')],
  ['fec-xml-decimal', 'a decimal comma', replace('<Debit>500.00<', '<Debit>500,00<')],
  ['fec-xml-encoding', 'another character set than declared', replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')],
  ['fec-scientific-notation', 'an exponent', replace('<Debit>500.00<', '<Debit>5E2<')],
  ['fec-date-format', 'a compact day', replace('<EcritureDate>2026-01-01<', '<EcritureDate>20260101<')],
  ['fec-date-impossible', '30 February', replace('<PieceDate>2026-02-10<', '<PieceDate>2026-02-30<')],
  ['fec-entry-unbalanced', 'a cent', replace('<Debit>500.00<', '<Debit>500.01<')],
  ['fec-number-gap', 'a number left out', replace('<EcritureNum>VE2<', '<EcritureNum>VE3<')],
  ['fec-account-digits', 'letters', replace('<CompteNum>512000<', '<CompteNum>BANQUE<')],
  ['fec-blank-field', 'a blank label', replace('<EcritureLib>Écriture AN1<', '<EcritureLib> <')],
  ['fec-date-outside-year', 'another year', (text) => text.replaceAll('2026-02-10', '2024-02-10')],
];

describe('defects of the XML form', () => {
  it.each(DEFECTS)('%s: %s', async (rule, _name, spoil) => {
    const text = await written();
    const spoiled = spoil(text);
    expect(spoiled).not.toBe(text);
    expect(await rulesOf(spoiled)).toContain(rule);
    expect(await rulesOf(spoiled, 1)).toEqual(await rulesOf(spoiled));
  });

  it('cover every rule of the XML form', () => {
    const rules = Object.keys(FEC_RULES).filter((rule) => rule.startsWith('fec-xml-'));
    expect(rules.filter((rule) => !DEFECTS.some(([defect]) => defect === rule))).toEqual([]);
  });

  it('may have both sides of a line, one of them 0', async () => {
    const text = (await written())
      .replaceAll('</Debit>', '</Debit><Credit>0.00</Credit>')
      .replace('<Credit>500.00<', '<Debit>0.00</Debit><Credit>500.00<');
    expect(await rulesOf(text)).toEqual([]);
  });

  it('has the direction of every amount', async () => {
    const text = await written({ columns: 'montant-sens' });
    expect(await rulesOf(text.replace('<Sens>D</Sens>', '<Libre>x</Libre><Sens>D</Sens>'))).toEqual([
      'fec-xml-structure',
    ]);
    expect(await rulesOf(text.replace('<Sens>D</Sens>', ''))).toContain('fec-direction-missing');
    expect(await rulesOf(text.replace('<Sens>D<', '<Sens>X<'))).toContain('fec-direction');
  });

  it('says what is missing where', async () => {
    const [problem] = await checked(Buffer.from((await written()).replace(/<ValidDate>[^<]*<\/ValidDate>/, '')), NAME);
    expect(problem).toMatchObject({
      severity: 'error',
      rule: 'fec-xml-structure',
      location: 'line 6, /comptabilite/exercice/journal/ecriture/ligne',
    });
    expect(problem!.message).toContain('ligne stands where ecriture does not have it; ValidDate is missing before it.');
  });
});

it('counts what a FEC has no field for and what it had to transliterate', async () => {
  let told: readonly LedgerLoss[] = [];
  const request = { format: 'fec', options: OPTIONS, report: (losses: readonly LedgerLoss[]) => (told = losses) };
  const odd = { ...BOOKS[1]!, label: 'Été 👍' };
  for await (const _part of fecWriter.write(
    (async function* () {
      yield odd;
    })(),
    request,
  ));
  expect(told).toEqual([
    { what: 'left-out', field: 'due-date', count: 1, entry: 'VE1' },
    { what: 'changed', field: 'EcritureLib', count: 3, entry: 'VE1' },
  ]);
});
