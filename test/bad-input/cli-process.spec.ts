import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCli, type Cli } from '../journeys/testing/cli.js';
import { camt, entry, openItems, row, statement } from './testing/files.js';

const sound = camt(statement([entry('120.00', 'FA1'), entry('-5.00', 'frais')]));
const types = (text: string): string[] =>
  text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type);

/** What only a process can show: exit codes, what goes to which stream, and files that appear whole or not at all. */
describe('bad input on the command line', () => {
  let cli: Cli;
  beforeAll(async () => {
    cli = await createCli();
    await cli.file('sound.xml', sound);
    await cli.file('bad-line.xml', sound.replace('120.00', '12O.00'));
    await cli.file('nothing.bin', new Uint8Array(100));
    await cli.file('open.csv', openItems(row()));
  }, 240_000);
  afterAll(() => cli?.close());

  it('prints the sound lines and the problem, and exits 1', async () => {
    const { code, stdout } = await cli.run('statement', 'read', 'bad-line.xml');
    expect(code).toBe(1);
    expect(types(stdout)).toEqual(['statement', 'problem', 'transaction', 'problem', 'statement-end']);
  });

  it('reads the other files beside one of no known format, and exits 1', async () => {
    const { code, stdout, stderr } = await cli.run('statement', 'read', 'nothing.bin', 'sound.xml');
    expect(code).toBe(1);
    expect(types(stdout).filter((type) => type === 'transaction')).toHaveLength(2);
    expect(stderr).toMatch(/^nothing\.bin is in no format that is known here\. Supported: camt\.052/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('reads standard input, packed too', async () => {
    const { code, stdout } = await cli.pipe(gzipSync(sound), 'statement', 'read', '-');
    expect(code).toBe(0);
    expect(types(stdout).filter((type) => type === 'transaction')).toHaveLength(2);
  });

  it('says an error as one JSON object with --json', async () => {
    const { code, stdout, stderr } = await cli.run('statement', 'read', 'nothing.bin', '--json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(JSON.parse(stderr)).toEqual({
      error: { code: 'unknown-format', message: expect.any(String), problems: [] },
    });
    const usage = await cli.run('statement', 'frobnicate', '--json');
    expect(usage.code).toBe(2);
    expect(JSON.parse(usage.stderr)).toMatchObject({ error: { code: 'usage' } });
  });

  it('leaves no output file behind where the input is refused, and no part of one', async () => {
    const before = await readdir(cli.folder);
    expect((await cli.run('statement', 'read', 'nothing.bin', '--out', 'lines.ndjson')).code).toBe(1);
    await cli.file(
      'entries.ndjson',
      '{"journal":"VE","number":"1","date":"2026-01-05","label":"x","lines":[{"account":"411000","debit":"1.00","credit":"0.00"}]}\n',
    );
    const written = await cli.run(
      'ledger',
      'write',
      '--format',
      'fec',
      '--entries',
      'entries.ndjson',
      '--out',
      'x.txt',
      '--option',
      'siren=732829320',
      '--option',
      'closing=2026-12-31',
    );
    expect({ code: written.code, stdout: written.stdout }).toEqual({ code: 1, stdout: '' });
    expect((await readdir(cli.folder)).sort()).toEqual([...before, 'entries.ndjson'].sort());
  });

  it('names a folder that is not there', async () => {
    const { code, stderr } = await cli.run('statement', 'read', 'sound.xml', '--out', join('nowhere', 'lines.ndjson'));
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('nowhere/lines.ndjson cannot be used: it does not exist'),
    });
  });

  it('decides nothing on a statement with a line that cannot be read', async () => {
    const { code, stdout, stderr } = await cli.run('match', '--open-items', 'open.csv', '--statement', 'bad-line.xml');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/nothing was matched.*12O\.00/s);
  });

  it('gives a verdict on every invoice, readable or not', async () => {
    await cli.file('not.json', '{"number": 12}');
    await cli.file(
      'half.xml',
      '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"><rsm:Ex',
    );
    const { code, stdout } = await cli.run('einvoice', 'check', 'nothing.bin', 'not.json', 'half.xml', 'missing.xml');
    const verdicts = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { valid: boolean; problems: unknown[] });
    expect(code).toBe(1);
    expect(verdicts.map((verdict) => [verdict.valid, verdict.problems.length > 0])).toEqual(
      Array(4).fill([false, true]),
    );
  });

  it('exits 2 with the list where it does not know which company is meant', async () => {
    for (const name of ['Une', 'Deux']) await cli.run('company', 'add', name);
    const { code, stderr } = await cli.run('import', 'open-items', 'open.csv');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/--company ID:\n.*Une\n.*Deux/s) });
  });

  it('exits 3 where the database does not answer, and says so', async () => {
    const { spawnSync } = await import('node:child_process');
    const bin = join(import.meta.dirname, '../../apps/cli/bin/lettrage.mjs');
    const env = { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none', LETTRAGE_HOME: cli.folder };
    const { status, stderr } = spawnSync(process.execPath, [bin, 'company', 'list'], { env, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringMatching(/does not answer/) });
  });
});
