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
