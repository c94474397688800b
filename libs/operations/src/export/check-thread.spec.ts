import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fec from '@lettrage/ledger-fec';
import type { Problem } from '@lettrage/domain';
import { CHECKER_MODULE, threadsOf } from '../testing/watched-threads.js';
import { checkInThread, type ThreadOptions } from './check-thread.js';

let folder: string;
let module: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lettrage-check-'));
  await writeFile(join(folder, 'checker.mjs'), CHECKER_MODULE);
  module = pathToFileURL(join(folder, 'checker.mjs')).href;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const NOW = new Date('2026-06-30T09:00:00Z');

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield Uint8Array.from(bytes.subarray(at, at + size));
}

async function* texts(...all: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of all) yield Uint8Array.from(Buffer.from(text));
}

async function all(problems: AsyncIterable<Problem>): Promise<Problem[]> {
  const found: Problem[] = [];
  for await (const problem of problems) found.push(problem);
  return found;
}

function found(pieces: AsyncIterable<Uint8Array>, options: ThreadOptions = {}): Promise<Problem[]> {
  return all(checkInThread({ module, now: NOW, format: 'large', file: 'large.txt' }, pieces, options));
}

describe('a check in a thread of its own', () => {
  it('finds in a FEC what the same checker finds in place, however it is cut', async () => {
    const { ledgerChecker } = await fec.create({}, { clock: { now: () => NOW } } as never);
    const header =
      'JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\t' +
      'PieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise';
    const line = (n: number, debit: string, credit: string): string =>
      `VE\tVentes\t${n}\t20260105\t411000\tClients\tC1\tÉté\tF${n}\t20260105\tFacture\t${debit}\t${credit}\t\t\t20270101\t\t`;
    const lines = [1, 2, 4, 4, 5].flatMap((n) => [
      line(n, '12,00', '0,00'),
      line(n, '0,00', n === 5 ? '11,99' : '12,00'),
    ]);
    const bytes = Buffer.from([header, ...lines, 'x\ty', ''].join('\r\n'), 'latin1');
    const options = { format: 'fec', file: '732829320FEC20261231.txt' };
    const inPlace = await all(ledgerChecker!.check(inPieces(bytes, 100), options));
    const inThread = await all(
      checkInThread({ ...options, module: ledgerChecker!.module!, now: NOW }, inPieces(bytes, 61)),
    );
    expect(inPlace.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['fec-number-gap', 'fec-field-count', 'fec-valid-in-future']),
    );
    expect(inThread).toEqual(inPlace);
  });

  it('tells every problem and ends with the file', async () => {
    const threads = await threadsOf(async () => {
      expect(await found(texts('hm', 'sound', 'fault', 'fault', 'hm'))).toMatchObject(
        ['w-1', 'r-1', 'r-1', 'w-1'].map((rule) => ({ rule })),
      );
    });
    expect(threads.map(({ threadId }) => threadId)).toEqual([-1]);
  });

  it.each([
    ['dies', 'die', /The large file could not be read back: it ended with code 7\. It was not kept; export it again\./],
    ['fails', 'throw', /could not be read back: out of order\./],
    ['reads but a part', 'leave', /could not be read back: it (ended before the file did|read \d+ of \d+ bytes)\./],
  ])('that %s is no check', async (_what, word, why) => {
    await expect(found(texts('sound', word, 'sound', 'sound', 'sound', 'sound'))).rejects.toThrow(why);
  });

  it('that hangs is ended', async () => {
    const threads = await threadsOf(() =>
      expect(found(texts('hang', 'sound', 'sound', 'sound', 'sound'), { limit: 600 })).rejects.toThrow(
        /busy with a piece for more than 0\.6 s/,
      ),
    );
    expect(threads.map(({ threadId }) => threadId)).toEqual([-1]);
  });

  it('that nobody can make is no check', async () => {
    module = pathToFileURL(join(folder, 'none.mjs')).href;
    await expect(found(texts('sound'))).rejects.toMatchObject({ code: 'export-unchecked' });
  });
});
