import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { account, balance, details, document, entry, read } from './testing/camt-builder.js';

/** Cut so small that no entry is whole in a piece: every tag is read on its own. */
const TAG_BY_TAG = 16;

/** Reads a file in both ways, which must say the same. */
async function readBoth(text: string) {
  const whole = await read(text);
  expect(await read(text, TAG_BY_TAG)).toEqual(whole);
  return whole;
}

const VALUES = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'FA 1',
    ' FA 2 ',
    'a\nb',
    'a &amp; b',
    '&#233;',
    '&bad;',
    'a>b',
    ']]>',
    '<![CDATA[x]]>',
    '<!-- x -->y',
    '<Ccy/>',
    'é€',
    'NOTPROVIDED',
  ),
  fc.string({ maxLength: 20 }).map((text) => text.replace(/[<&\u0000-\u001f\ud800-\udfff\ufffe\uffff]/g, '')),
);
const AMOUNTS = fc.constantFrom('1.00', '-2.50', '12', '1e3', '0.05', '-0.00', '99999999999.99');
const DAYS = fc.constantFrom('2026-01-02', '2026-01-03', '2026-02-31', ' 2026-01-04', '');

const ENTRIES = fc.array(
  fc.record({
    kind: fc.constantFrom('plain', 'told', 'batch'),
    amount: AMOUNTS,
    date: DAYS,
    text: VALUES,
    name: VALUES,
  }),
  { minLength: 2, maxLength: 12 },
);

function written({
  kind,
  amount,
  date,
  text,
  name,
}: {
  kind: string;
  amount: string;
  date: string;
  text: string;
  name: string;
}): string {
  const detail = `<Refs><EndToEndId>${name}</EndToEndId></Refs><RltdPties><Dbtr><Nm>${name}</Nm></Dbtr></RltdPties>
    <RmtInf><Ustrd>${text}</Ustrd></RmtInf>`;
  const part = `<Amt Ccy="EUR">${amount.replace('-', '')}</Amt>${detail}`;
  if (kind === 'plain') return entry(amount, { date, inner: details(detail) });
  if (kind === 'batch') return entry(amount, { date, inner: details(part, part) });
  return entry(amount, { date, end: `<AddtlNtryInf>${text}</AddtlNtryInf>` });
}

describe('entries with the tags of one before', () => {
  it('say what they say tag by tag, whatever their values', async () => {
    await fc.assert(
      fc.asyncProperty(ENTRIES, async (entries) => {
        const inside = account() + balance('OPBD', '0.00') + entries.map(written).join('\n  ');
        await readBoth(document([inside, inside]));
      }),
      { numRuns: 40 },
    );
  });

  it('keep their own values, lines and paths, also behind a value of two lines', async () => {
    const one = (reference: string): string =>
      entry('1.00', { inner: `\n<AcctSvcrRef>${reference}</AcctSvcrRef>${details('<Purp/>')}` });
    const { transactions } = await readBoth(document([account() + ['A', 'B', 'B\nB', 'C'].map(one).join('\n')]));
    expect(transactions.map(({ bankReference }) => bankReference)).toEqual(['A', 'B', 'B\nB', 'C']);
    expect(transactions.map(({ origin }) => origin)).toEqual(
      [4, 6, 9, 11].map((line, n) => ({ line, path: `BkToCstmrStmt/Stmt[1]/Ntry[${n + 1}]` })),
    );
  });

  it('are refused where one is cut short or holds what no text may', async () => {
    const good = entry('1.00', { inner: details('<RmtInf><Ustrd>A</Ustrd></RmtInf>') });
    for (const bad of [good.slice(0, -4), good.replace('>A<', '>]]><'), good.replace('>A<', '>&no;<')]) {
      const { transactions, problems } = await readBoth(
        `${document([account() + good + good]).split('</Stmt>')[0]}${bad}`,
      );
      expect(transactions).toHaveLength(2);
      expect(problems.at(-1)).toMatchObject({ severity: 'error', code: 'bad-xml' });
    }
  });
});
