import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCli, type Cli } from './testing/cli.js';

const IBAN = 'FR1420041010050500013M02606';
const OPEN_ITEMS = `number,kind,customer_id,customer_name,customer_ibans,issue_date,due_date,currency,total,open_amount,vat
FA2026-0101,invoice,C01,Boulangerie Martin,FR7630006000011234567890189,2026-09-01,2026-10-01,EUR,1200.00,1200.00,20.00:1000.00:200.00
FA2026-0102,invoice,C02,Garage Lefebvre,,2026-09-03,2026-10-03,EUR,480.00,480.00,20.00:400.00:80.00
FA2026-0103,invoice,C02,Garage Lefebvre,,2026-09-10,2026-10-10,EUR,96.00,96.00,20.00:80.00:16.00
`;
const balance = (code: string, amount: string, day: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
const entry = (amount: string, sign: string, day: string, payer: string, text: string): string =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><NtryDtls><TxDtls>${payer}<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
const payer = (name: string): string => `<RltdPties><Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr></RltdPties>`;
const STATEMENT = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S1</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balance('OPBD', '1000.00', '2026-10-01')}${balance('CLBD', '2671.00', '2026-10-31')}
${entry('1200.00', 'CRDT', '2026-10-02', payer('BOULANGERIE MARTIN'), 'FACTURE FA2026-0101')}
${entry('480.00', 'CRDT', '2026-10-05', payer('GARAGE LEFEBVRE'), 'virement')}
${entry('9.00', 'DBIT', '2026-10-31', '', 'FRAIS DE TENUE DE COMPTE')}
</Stmt></BkToCstmrStmt></Document>`;

interface Line {
  id: string;
  amount: string;
  state: string;
  decision?: { id: string; allocations?: { invoice: string }[] };
}

/** What the README shows a newcomer to do with his own files, one step after the other. */
describe('own files through the command line', () => {
  let cli: Cli;
  beforeAll(async () => {
    cli = await createCli();
    await cli.file('open.csv', OPEN_ITEMS);
    await cli.file('october.xml', STATEMENT);
  }, 240_000);
  afterAll(() => cli?.close());

  it('says what to do where there is no company yet', async () => {
    const { code, stderr } = await cli.run('reconcile');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('lettrage company add NAME') });
  });

  it('adds a company and its account', async () => {
    const company = await cli.run(
      'company',
      'add',
      'Atelier Garonne',
      '--siren',
      '732829320',
      '--cut-over',
      '2026-09-01',
      '--books-complete',
    );
    expect(company).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/Company Atelier Garonne added: [0-9a-f-]{36}\nNext: lettrage account add IBAN\n/),
    });
    const account = await cli.run('account', 'add', 'FR14 2004 1010 0505 0001 3M02 606');
    expect(account).toMatchObject({ code: 0, stdout: expect.stringContaining(`Account ${IBAN} added`) });
  });

  it('imports open items, and the same snapshot again changes nothing', async () => {
    const first = await cli.run('import', 'open-items', 'open.csv', '--as-of', '2026-10-31');
    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('open.csv: 3 read, 3 new, 0 already known'),
    });
    const again = await cli.json<{ report: object }>('import', 'open-items', 'open.csv', '--as-of', '2026-10-31');
    expect(again.report).toMatchObject({ read: 3, new: 0, known: 3, changed: 0, gone: 0, conflictCount: 0 });
  });

  it('shows a statement before it is stored, stores it, and knows it the second time', async () => {
    const states = [];
    for (const more of [['--dry-run'], [], []]) {
      const report = await cli.json<{ statements: { state: string; lines: { stored: number } }[] }>(
        'import',
        'statement',
        'october.xml',
        ...more,
      );
      states.push(report.statements.map((one) => [one.state, one.lines.stored]));
    }
    expect(states).toEqual([[['preview', 3]], [['stored', 3]], [['known', 0]]]);
  });

  it('proposes, and posts what a person accepts', async () => {
    const report = await cli.run('reconcile');
    expect(report).toMatchObject({ code: 0, stdout: expect.stringContaining('proven, waiting for your confirmation') });
    const waiting = await cli.json<Line[]>('review');
    expect(waiting.map((line) => [line.amount, line.decision?.allocations?.[0]?.invoice])).toEqual([
      ['1200.00', 'FA2026-0101'],
      ['480.00', 'FA2026-0102'],
      ['-9.00', undefined],
    ]);
    for (const line of waiting) await cli.json('accept', line.id);
    const twice = await cli.run('accept', waiting[0]!.id);
    expect(twice.code).toBe(1);
    expect((await cli.json<Line[]>('review')).length).toBe(0);
  }, 60_000);

  it('takes an acceptance back, and the line waits again', async () => {
    const [line] = await cli.json<Line[]>('review', '--state', 'matched', '--limit', '1');
    expect(await cli.run('undo', line!.decision!.id, '--lang', 'fr')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('annulées'),
    });
    expect((await cli.json<Line[]>('review')).map((one) => one.id)).toEqual([line!.id]);
  }, 60_000);

  it('exports a FEC with the legal name that its checker accepts', async () => {
    expect(
      (await cli.run('export', '--format', 'fec', '--from', '2026-01-01', '--to', '2026-12-31', '--out', './')).code,
    ).toBe(0);
    const name = (await readdir(cli.folder)).find((file) => file.endsWith('.txt'))!;
    expect(name).toBe('732829320FEC20261231.txt');
    expect(await cli.run('ledger', 'check', name)).toEqual({ code: 0, stdout: '', stderr: '' });
    const lines = (await readFile(join(cli.folder, name), 'latin1'))
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split('\t'));
    const cents = (column: number): bigint =>
      lines.reduce((sum, cells) => sum + BigInt(cells[column]!.replace(',', '')), 0n);
    expect(cents(11)).toBe(cents(12));
  }, 60_000);

  it('leaves books that verify', async () => {
    expect(await cli.run('verify')).toMatchObject({ code: 0, stdout: expect.stringContaining('everything agrees') });
  });
});
