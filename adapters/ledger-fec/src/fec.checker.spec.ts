import { describe, expect, it } from '@jest/globals';
import { FEC_RULES, type FecRule } from './fec-rules.js';
import { BOOKS, NAME, OPTIONS, checked, written } from './testing/fec-files.js';
import { DEFECTS, set, spoiled } from './testing/planted-defects.js';

describe('a sound file', () => {
  it.each<Record<string, string>>([{}, { separator: 'pipe' }, { encoding: 'utf-8' }, { columns: 'montant-sens' }])(
    'has no problem with %p',
    async (options) => {
      expect(await checked(await written(BOOKS, { ...OPTIONS, ...options }))).toEqual([]);
    },
  );

  it.each([
    ['LF', (text: string) => text.replaceAll('\r\n', '\n')],
    ['CR', (text: string) => text.replaceAll('\r\n', '\r')],
    ['LF after the header and CR LF after the lines', (text: string) => text.replace('\r\n', '\n')],
    ['CR LF after the header and LF after some lines', (text: string) => text.replace(/\r\n(VE|BQ)/g, '\n$1')],
    ['a label of a letter that ISO 8859-1 lacks', (text: string) => text.replaceAll('\xc9criture OD1', '\xb8')],
    ['no line end at the end', (text: string) => text.slice(0, -2)],
    ['trailing signs and fixed length', (text: string) => text.replace('\t10,00\t', '\t   10,00+\t')],
    ['one sequence for the whole file', renumbered],
  ])('may have %s', async (_name, change) => {
    const text = change((await written(BOOKS)).toString('latin1'));
    expect(await checked(Buffer.from(text, 'latin1'))).toEqual([]);
  });

  it('may be of a cash-basis variant, with blank journals and accounts', async () => {
    const rows = (await written(BOOKS))
      .toString('latin1')
      .split('\r\n')
      .slice(0, -1)
      .map((line) => line.split('\t'));
    rows.forEach((row, i) =>
      row.push(...(i === 0 ? ['DateRglt', 'ModeRglt', 'NatOp', 'IdClient'] : ['20260210', 'VIR', '', ''])),
    );
    rows[10]![4] = rows[10]![5] = '';
    expect(await checked(Buffer.from(rows.map((row) => row.join('\t')).join('\n'), 'latin1'))).toEqual([]);
  });
});

/** Every journal counts from 1, so that entries with one number stand behind each other. */
function numberedByJournal(text: string): string {
  return text.replace(/\t(?:AN|VE|BQ|OD)(\d)\t/g, '\t$1\t');
}

function renumbered(text: string): string {
  const numbers = ['AN1', 'VE1', 'VE2', 'BQ1', 'OD1'];
  return numbers.reduce((changed, number, i) => changed.replaceAll(`\t${number}\t`, `\t${i + 1}\t`), text);
}

describe('planted defects', () => {
  it.each(DEFECTS.map((defect) => [defect.rule, defect.name, defect] as const))(
    '%s: %s',
    async (rule, _name, defect) => {
      const problems = await checked(await spoiled(defect), defect.file ?? NAME);
      const found = new Set(problems.map((problem) => problem.rule));
      expect(found).toContain(rule);
      expect([...found].filter((other) => other !== rule && !defect.also?.includes(other as FecRule))).toEqual([]);
      const told = problems.find((problem) => problem.rule === rule)!;
      expect(told.severity).toBe(FEC_RULES[rule][0]);
      expect(told.message).toContain(FEC_RULES[rule][1]);
      expect(told.location).not.toBe('');
    },
  );

  it('cover every rule of the flat file', () => {
    const flat = Object.keys(FEC_RULES).filter((rule) => !rule.startsWith('fec-xml-'));
    expect(flat.filter((rule) => !DEFECTS.some((defect) => defect.rule === rule))).toEqual([]);
  });

  it.each([
    ['fec-number-gap', 'line 7, column 3 (EcritureNum)'],
    ['fec-order-of-validation', 'line 7, column 16 (ValidDate)'],
    ['fec-entry-two-pieces', 'line 5, column 9 (PieceRef)'],
    ['fec-account-labels', 'line 9, column 6 (CompteLib)'],
    ['fec-letter-unbalanced', 'line 4, column 14 (EcritureLet)'],
    ['fec-opening-not-first', 'line 11, column 1 (JournalCode)'],
    ['fec-control-character', 'line 11, column 11 (EcritureLib)'],
    ['fec-replacement-character', 'line 11, column 11 (EcritureLib)'],
  ])('of %s are found at %s', async (rule, location) => {
    const problems = await checked(await spoiled(DEFECTS.find((defect) => defect.rule === rule)!));
    expect(problems.filter((problem) => problem.rule === rule)).toEqual([expect.objectContaining({ location })]);
  });

  it('in one entry say nothing of the entry of the next journal that has the same number', async () => {
    const text = numberedByJournal((await written(BOOKS)).toString('latin1'));
    expect(await checked(Buffer.from(text, 'latin1'))).toEqual([]);
    const spoils: readonly [rule: string, from: string, to: string][] = [
      ['fec-amount-format', '\t10,00\t', '\tdix\t'],
      ['fec-field-count', '\t10,00\t', '\t10,00\t\t'],
      ['fec-amount-format', '\t500,00\t', '\tcinq cents\t'],
      ['fec-blank-field', 'VE\tVentes\t2', '\tVentes\t2'],
    ];
    for (const [rule, from, to] of spoils) {
      const problems = await checked(Buffer.from(text.replace(from, to), 'latin1'));
      expect(problems.map((problem) => problem.rule)).toEqual([rule]);
    }
  });

  it('are told with the signs of ISO 8859-15', async () => {
    const bytes = await spoiled({
      rule: 'fec-account-labels',
      name: '',
      rows: set(8, { CompteLib: 'C\xbdur 5 \xa4' }),
    });
    expect((await checked(bytes)).map(({ message }) => message)).toEqual([expect.stringContaining('"Cœur 5 €"')]);
  });

  it('are found where they are', async () => {
    const [problem] = await checked(
      await spoiled({ rule: 'fec-decimal-point', name: '', rows: set(10, { Debit: '10.00' }) }),
    );
    expect(problem).toEqual({
      severity: 'error',
      rule: 'fec-decimal-point',
      message: 'Debit "10.00" is not an amount as the text wants it. Write a decimal comma.',
      location: 'line 11, column 12 (Debit)',
    });
  });
});

it('finds the same however the bytes are cut', async () => {
  for (const defect of DEFECTS.filter(({ rule }) => rule !== 'fec-line-length')) {
    const bytes = await spoiled(defect);
    expect(await checked(bytes, NAME, 1)).toEqual(await checked(bytes, NAME));
  }
});

it('tells a thousand of one kind and counts the rest', async () => {
  const text = (await written(BOOKS)).toString('latin1');
  const lines = Array.from({ length: 1500 }, () => '').join('\r\n');
  const problems = await checked(Buffer.from(`${text}${lines}\r\n`, 'latin1'));
  expect(problems.length).toBe(1001);
  expect(problems.at(-1)!.message).toContain('500 more of the same');
});
