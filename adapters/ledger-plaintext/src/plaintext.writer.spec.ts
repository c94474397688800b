import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry } from '@lettrage/adapter-sdk';
import { describe, expect, it } from '@jest/globals';
import { HOSTILE_ENTRIES, HOSTILE_TEXTS, journalEntry } from '@lettrage/adapter-sdk/conformance';
import { AccountNames, rootOf } from './account-names.js';
import { plaintextWriter } from './plaintext.writer.js';

async function written(format: string, entries: readonly JournalEntry[]): Promise<string> {
  const stream = async function* (): AsyncGenerator<JournalEntry> {
    yield* entries;
  };
  let text = '';
  for await (const part of plaintextWriter.write(stream(), { format, options: {} })) {
    text += Buffer.from(part).toString('utf8');
  }
  return text;
}

/** Whether the program accepts the journal, and what it says. */
function judge(command: string, args: readonly string[], journal: string): { accepted: boolean; text: string } {
  const folder = mkdtempSync(join(tmpdir(), 'lettrage-journal-'));
  try {
    const file = join(folder, 'books');
    writeFileSync(file, journal);
    const all = args.map((each) => (each === 'FILE' ? file : each));
    const { status, stdout, stderr } = spawnSync(command, all, { encoding: 'utf8' });
    return { accepted: status === 0, text: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const has = (command: string): boolean => spawnSync(command, ['--version']).status === 0;

const PROGRAMS = [
  ['hledger', 'hledger', ['-f', 'FILE', 'check', '--strict']],
  ['ledger', 'ledger', ['-f', 'FILE', '--strict', '--pedantic', 'bal']],
  ['beancount', 'bean-check', ['FILE']],
] as const;

describe.each(PROGRAMS)('%s', (format, command, args) => {
  (has(command) ? it : it.skip)('is accepted by the program, whatever stands in the texts', async () => {
    expect(judge(command, args, await written(format, HOSTILE_ENTRIES))).toMatchObject({ accepted: true });
  });

  (has(command) ? it : it.skip)('is refused by the program when a cent is missing', async () => {
    const journal = (await written(format, HOSTILE_ENTRIES)).replace('9999999999.99 EUR', '9999999999.98 EUR');
    expect(judge(command, args, journal)).toMatchObject({ accepted: false });
  });

  it('writes one transaction an entry and one posting a line', async () => {
    const text = await written(format, HOSTILE_ENTRIES);
    expect(text.match(/^2026-01-05 \* /gm)).toHaveLength(HOSTILE_TEXTS.length);
    expect(text.match(/^ {2,4}(?:Assets|Income|Liabilities):.* EUR\b/gm)).toHaveLength(HOSTILE_TEXTS.length * 4);
  });

  it('refuses an entry that is off by a cent, by name', async () => {
    const off = journalEntry('VE2', '2026-01-06', [
      { account: '411000', debit: '1.01' },
      { account: '707000', credit: '1.00' },
    ]);
    await expect(written(format, [off])).rejects.toThrow('Entry VE2 of journal VE is not balanced');
  });
});

describe('account names', () => {
  it('keep auxiliaries apart whose legal letters are the same', () => {
    const names = new AccountNames();
    const all = ['C.1', 'C-1', 'c-1', 'C 1', 'C.1', 'C\ud83c', 'C\ud83d'].map(
      (auxiliary) => names.nameOf('411000', auxiliary).name,
    );
    expect(new Set(all).size).toBe(6);
    expect(all[1]).toBe('Assets:411000:C-1');
    for (const name of all) expect(name).toMatch(/^Assets(?::[A-Z0-9][A-Za-z0-9-]*)+$/);
  });

  it.each([
    ['411000', 'Assets'],
    ['419100', 'Liabilities'],
    ['401000', 'Liabilities'],
    ['445660', 'Assets'],
    ['445710', 'Liabilities'],
    ['101000', 'Equity'],
    ['164000', 'Liabilities'],
    ['512000', 'Assets'],
    ['607000', 'Expenses'],
    ['707000', 'Income'],
    ['X1', 'Equity'],
  ])('put %s under %s', (account, root) => {
    expect(rootOf(account)).toBe(root);
  });
});
