import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { Answer, ApiUnderTest } from './api-under-test.js';
import { camt, openItems, OTHER_IBAN, type Line } from './files.js';

/** A bank line as the API shows it. */
export interface View {
  id: string;
  amount: string;
  state: string;
  remittance: string;
  decision?: { id: string; customer: string; reason?: string; allocations: unknown[]; alternatives: unknown[] };
  payment?: {
    id: string;
    onAccount: string;
    allocations: { id: string; itemId: string; amount: string; undone: boolean }[];
  };
}

/** The lines of the statement the work begins with. */
export const LINES: Line[] = [
  { day: '2026-02-02', amount: '120.00', text: 'FA2026-0001', payer: 'Client A' },
  { day: '2026-02-03', amount: '300.00', text: 'REGLEMENT', payer: 'Client B' },
  { day: '2026-02-04', amount: '55.00', text: 'ACOMPTE', payer: 'Client C' },
  { day: '2026-02-05', amount: '-12.50', text: 'FRAIS DE TENUE DE COMPTE' },
  { day: '2026-02-06', amount: '80.00', text: 'VIREMENT', payer: 'Client D' },
  { day: '2026-02-07', amount: '33.00', text: 'VIREMENT', payer: 'Inconnu' },
  { day: '2026-02-07', amount: '61.00', text: 'FA2026-0005', payer: 'Client E' },
  { day: '2026-02-07', amount: '60.50', text: 'SOLDE FA2026-0005', payer: 'Client E' },
];

/** The company at work, as the scenarios ask it. */
export interface Work {
  readonly api: ApiUnderTest;
  readonly accountId: string;
  readonly at: (path: string) => string;
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly lines: () => Promise<View[]>;
  readonly line: (amount: string) => Promise<View>;
  /** Numbers of stored lines, statements and waiting statements. */
  readonly stored: () => Promise<number[]>;
}

/** What is uploaded, refused, kept in the inbox; leaves the company with its open items and bank lines. */
export function uploadScenarios(work: () => Work): void {
  describe('uploads', () => {
    openItemScenarios(work);
    customerScenarios(work);
    refusedFileScenarios(work);
    storedFileScenarios(work);
    routedFileScenarios(work);
  });
}

/** What open items with and without errors leave behind. */
function openItemScenarios(work: () => Work): void {
  it('refuses open items with errors, naming line and field, and stores nothing', async () => {
    const bad = openItems([
      ['FA2026-0001', 'A', '120.00'],
      ['FA2026-0002', 'A', '12,3x'],
      ['FA2026-0003', 'B', '1.00'],
    ]).replace('2026-02-04;EUR;1.00', '2026-02-30;EUR;1.00');
    const { status, json } = await work().post('/open-items?name=items.csv', bad);
    expect([status, json.code]).toEqual([422, 'bad-open-items']);
    expect(json.detail).toContain('items.csv');
    const all = JSON.stringify(json.problems);
    expect(all).toMatch(/3/);
    expect(all).toMatch(/total|open_amount/);
    expect(all).toMatch(/due_date/);
    expect((await work().get('/items')).json.items).toEqual([]);
  });

  it('stores open items once, however often they are sent', async () => {
    const file = openItems([
      ['FA2026-0001', 'A', '120.00'],
      ['FA2026-0002', 'B', '300.00'],
      ['FA2026-0003', 'B', '300.00'],
      ['FA2026-0004', 'D', '100.00'],
      ['FA2026-0005', 'E', '61.00'],
    ]);
    const dry = await work().post('/open-items?asOf=2026-01-31&dryRun=true', file);
    expect([dry.status, dry.json.report.new]).toEqual([200, 5]);
    expect((await work().get('/items')).json.items).toEqual([]);
    expect((await work().post('/open-items?asOf=2026-01-31', file)).json.report.new).toBe(5);
    expect((await work().post('/open-items?asOf=2026-01-31', file)).json.report).toMatchObject({ new: 0, known: 5 });
    expect((await work().post('/open-items?asOf=2026-02-30', file)).json.problems[0].location).toBe('asOf');
    expect((await work().post('/open-items?dryRun=yes', file)).json.problems[0].location).toBe('dryRun');
  });
}

/** Customers come as a file too, and are told apart by their code. */
function customerScenarios(work: () => Work): void {
  it('stores customers, brings known ones up to date, and refuses a file with errors whole', async () => {
    const file = 'id;name;ibans;siren\nK1;Martin SARL;FR7630006000011234567890189;732829320\nK2;Durand SA;;\n';
    const dry = await work().post('/customers?dryRun=true', file);
    expect([dry.status, dry.json.report.new]).toEqual([200, 2]);
    expect((await work().post('/customers', file)).json.report).toMatchObject({ new: 2, known: 0 });
    const renamed = file.replace('Durand SA', 'Durand et fils');
    expect((await work().post('/customers', renamed)).json.report).toMatchObject({ new: 0, changed: 1 });
    const names = (await work().get('/customers')).json.items.map((one: { name: string }) => one.name);
    expect(names).toEqual(expect.arrayContaining(['Martin SARL', 'Durand et fils']));
    const { status, json } = await work().post('/customers?name=c.csv', 'id;name;siren\nK3;Petit;732829321\n');
    expect([status, json.code]).toEqual([422, 'bad-customers']);
    expect(json.problems[0].location).toMatch(/2/);
    expect((await work().get('/customers')).json.items).toHaveLength(names.length);
  });
}

/** Files that are refused, too large, cut off or missing. */
function refusedFileScenarios(work: () => Work): void {
  it('takes nothing of a file that is no sound statement', async () => {
    const sound = camt(LINES);
    const cases: [what: string, bytes: string | Buffer][] = [
      ['empty', ''],
      ['truncated', sound.slice(0, sound.length / 2)],
      ['doctype', sound.replace('<Document', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><Document')],
      ['another format', 'Dear customer, please find attached'],
      ['a PDF called .xml', Buffer.from('%PDF-1.7\n1 0 obj')],
      ['bad amount', sound.replace('300.00', '3OO.00')],
      ['a bomb', gzipSync(Buffer.alloc(30_000_000))],
    ];
    for (const [what, bytes] of cases) {
      const { status, json } = await work().post('/statements?name=releve.xml', Buffer.from(bytes));
      expect({ what, status, says: String(json.detail).includes('releve.xml') }).toEqual({
        what,
        status: 422,
        says: true,
      });
      expect({ what, stored: await work().stored() }).toEqual({ what, stored: [0, 0, 0] });
    }
  });

  it('says of a file in another encoding than it claims how it was read', async () => {
    const bytes = Buffer.from(camt(LINES).replace('Client A', 'Société'), 'latin1');
    const { json } = await work().post('/statements?dryRun=true', bytes);
    expect(JSON.stringify(json)).toMatch(/encoding|UTF-8|windows-1252/i);
  });

  it('answers 413 to what is too large, said before or found on the way', async () => {
    process.env['LETTRAGE_UPLOAD_BYTES'] = '1000';
    try {
      const told = await work().post('/statements', camt(LINES).padEnd(2_000_000));
      expect([told.status, told.json.code]).toEqual([413, 'too-large']);
      const found = await work().post('/statements', camt(LINES));
      expect([found.status, found.json.code]).toEqual([413, 'too-large']);
    } finally {
      delete process.env['LETTRAGE_UPLOAD_BYTES'];
    }
    expect(await work().stored()).toEqual([0, 0, 0]);
  });

  it('forgets a file that was cut off on its way', async () => {
    await cutOff(`${work().api.url}${work().at('/statements')}`, work().api.key, camt(LINES));
    expect(await work().stored()).toEqual([0, 0, 0]);
    expect(await readdir(join(work().api.context.folder, 'uploads'))).toEqual([]);
  });

  it('says what it wants where no file is sent', async () => {
    expect((await work().post('/statements', { file: 'x' })).status).toBe(415);
  });
}

/** Files that are stored: once, whole, with their progress. */
function storedFileScenarios(work: () => Work): void {
  it('stores one file sent twice at the same time once', async () => {
    const file = camt(LINES);
    const answers = await Promise.all([work().post('/statements', file), work().post('/statements', file)]);
    expect(answers.map(({ json }) => json.statements[0].state as string).sort()).toEqual(['known', 'stored']);
    expect(await work().stored()).toEqual([LINES.length, 1, 0]);
  });

  it('takes the file of a form, and adds only what is new of an overlapping one', async () => {
    const more: Line[] = [...LINES, { day: '2026-02-08', amount: '7.00', text: 'NOUVEAU' }];
    const form = new FormData();
    form.append('file', new Blob([camt(more)]), 'releve.xml');
    const response = await fetch(`${work().api.url}${work().at('/statements')}`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${work().api.key}` },
    });
    const report = (await response.json()) as { file: string; statements: { lines: object }[] };
    expect(report.file).toBe('releve.xml');
    expect(report.statements[0]!.lines).toMatchObject({ stored: 1, known: LINES.length });
  });

  it('streams progress and the report last', async () => {
    const many = Array.from({ length: 300 }, (_, i): Line => ({
      day: '2026-01-15',
      amount: `${i + 1000}.00`,
      text: `L ${i}`,
    }));
    const { status, text, headers } = await work().post('/statements?dryRun=true', camt(many), {
      accept: 'application/x-ndjson',
    });
    const parts = text
      .trim()
      .split('\n')
      .map((each) => JSON.parse(each) as { type: string; report?: { statements: { count: number }[] } });
    expect([status, headers['content-type']]).toEqual([200, 'application/x-ndjson']);
    expect(parts[0]!.type).toBe('progress');
    expect(parts.at(-1)!.report!.statements[0]!.count).toBe(300);
    const bad = await work().post('/statements', 'nothing', { accept: 'application/x-ndjson' });
    expect(JSON.parse(bad.text.trim().split('\n').at(-1)!)).toMatchObject({ type: 'problem', status: 422 });
  });
}

/** Statements that find their company, wait in the inbox, or follow one another. */
function routedFileScenarios(work: () => Work): void {
  it('keeps a statement of an unknown account until someone assigns or deletes it', async () => {
    const file = camt([{ day: '2026-02-10', amount: '9.99', text: 'AILLEURS' }], { iban: OTHER_IBAN, id: 'S2' });
    const sent = await work().post('/statements?name=autre.xml', file);
    expect([sent.status, sent.json.statements[0].state]).toEqual([200, 'inbox']);
    const [waiting] = (await work().get('/inbox')).json.items as {
      id: string;
      account: { iban: string };
      count: number;
      sum: string;
    }[];
    expect(waiting).toMatchObject({ account: { iban: OTHER_IBAN }, count: 1, sum: '9.99' });
    const foreign = await work().api.call('POST', `/v1/companies/${work().api.foreign}/inbox/${waiting!.id}/assign`, {
      key: work().api.foreignKey,
      body: { accountId: work().accountId },
    });
    expect(foreign.status).toBe(404);
    const account = await work().post('/bank-accounts', { iban: OTHER_IBAN });
    const assigned = await work().post(`/inbox/${waiting!.id}/assign`, { accountId: account.json.id });
    expect(assigned.json).toMatchObject({ sum: '9.99', lines: { stored: 1 } });
    expect((await work().get('/inbox')).json.items).toEqual([]);
    const third = camt([{ day: '2026-02-10', amount: '1.00', text: 'X' }], {
      iban: 'FR7630004000031234567890143',
      id: 'S3',
    });
    await work().post('/statements', third);
    const [again] = (await work().get('/inbox')).json.items as { id: string }[];
    expect((await work().api.call('DELETE', work().at(`/inbox/${again!.id}`), { key: work().api.key })).status).toBe(
      204,
    );
    expect((await work().api.call('DELETE', work().at(`/inbox/${again!.id}`), { key: work().api.key })).status).toBe(
      404,
    );
  });

  it('routes a statement by its IBAN among the companies of the caller only', async () => {
    const file = camt([{ day: '2026-02-11', amount: '5.00', text: 'ROUTE' }], { id: 'S4' });
    const foreign = await work().api.call('POST', '/v1/statements?dryRun=true', {
      key: work().api.foreignKey,
      body: file,
    });
    expect(foreign.json.statements[0].state).toBe('inbox');
    const own = await work().api.call('POST', '/v1/statements?dryRun=true', { key: work().api.key, body: file });
    expect(own.json.statements[0]).toMatchObject({ state: 'preview', companyId: work().api.company });
  });

  it('shows where a statement does not follow the one before it', async () => {
    const iban = OTHER_IBAN;
    await work().post(
      '/statements',
      camt([{ day: '2026-03-02', amount: '10.00', text: 'P' }], { iban, id: 'M', opening: 100_999 }),
    );
    await work().post(
      '/statements',
      camt([{ day: '2026-03-09', amount: '10.00', text: 'Q' }], { iban, id: 'N', opening: 103_999 }),
    );
    const items = (await work().get('/statements')).json.items as {
      account: { iban: string };
      chain: string;
      missing?: string;
    }[];
    const chain = items.filter((each) => each.account.iban === iban);
    expect(chain.map((each) => each.chain)).toEqual(['first', 'follows', 'gap']);
    expect(chain[2]!.missing).toBe('20.00');
  });
}

/** Sends the half of a file and ends the connection. */
function cutOff(url: string, key: string, file: string): Promise<void> {
  return new Promise((resolve) => {
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/xml',
      'content-length': file.length,
    };
    const sender = request(url, { method: 'POST', headers });
    sender.on('error', () => undefined);
    sender.on('close', () => setTimeout(resolve, 300));
    sender.write(file.slice(0, file.length / 2), () => setTimeout(() => sender.destroy(), 100));
  });
}
