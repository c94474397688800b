import { parseMinor } from '@lettrage/domain';
import type { StatementHead, StatementLine, TransactionLine } from '@lettrage/domain';
import type { StatementReader } from '../capabilities/index.js';
import { SNIFF_BYTES, SNIFF_RECOGNISED } from '../sniffing.js';
import { canonical, describeError, Promises, within } from './broken-promise.js';
import type { BrokenPromise } from './broken-promise.js';
import { cutAt, cutPositions, damaged, garbage, inChunksOf } from './byte-streams.js';
import type { FixtureFile } from './byte-streams.js';

/** What an author gives to have a {@link StatementReader} checked. */
export interface StatementReaderFixtures {
  /** Files of its formats, sound ones; keep one small, since it is cut at every byte. */
  readonly own: readonly (FixtureFile & { readonly profile?: string })[];
  /** Files of other formats, which it must refuse; the kit adds garbage of its own. */
  readonly foreign?: readonly FixtureFile[];
}

const LIMIT = 20_000;
const MOST_CUTS = 400;

/** The promises of `StatementReader` that `reader` breaks. */
export async function checkStatementReader(
  reader: StatementReader,
  fixtures: StatementReaderFixtures,
): Promise<BrokenPromise[]> {
  const promises = new Promises('statementReader');
  promises.expect(fixtures.own.length > 0, 'has fixtures', 'no file of its own was given');
  for (const file of fixtures.own) {
    const read = (chunks: AsyncIterable<Uint8Array>) => readAll(reader, chunks, file.profile);
    await checkSniff(promises, reader, file, true);
    const lines = await promises.survives('reads its own files', file.name, () =>
      read(inChunksOf(file.bytes, SNIFF_BYTES)),
    );
    if (!lines) continue;
    checkSound(promises, file.name, lines);
    checkReferences(promises, file.name, lines);
    checkBalances(promises, file.name, lines);
    await checkCuts(promises, file, canonical(lines), read);
    await checkDamage(promises, file, read);
    await checkAbort(promises, reader, file);
  }
  for (const file of [...garbage(), ...(fixtures.foreign ?? [])]) {
    await checkSniff(promises, reader, file, false);
    await checkForeign(promises, file, (chunks) => readAll(reader, chunks, undefined));
  }
  return promises.broken;
}

async function readAll(
  reader: StatementReader,
  chunks: AsyncIterable<Uint8Array>,
  profile?: string,
): Promise<StatementLine[]> {
  const work = async (): Promise<StatementLine[]> => {
    const lines: StatementLine[] = [];
    for await (const some of reader.read(chunks, { file: 'fixture', ...(profile ? { profile } : {}) }))
      lines.push(...some);
    return lines;
  };
  return within(work(), LIMIT);
}

async function checkSniff(promises: Promises, reader: StatementReader, file: FixtureFile, own: boolean): Promise<void> {
  const score = await promises.survives('sniff never throws', file.name, () =>
    reader.sniff(file.bytes.slice(0, SNIFF_BYTES)),
  );
  if (score === undefined) return;
  promises.expect(
    typeof score === 'number' && score >= 0 && score <= 1,
    'sniff gives 0…1',
    `${file.name}: ${String(score)}`,
  );
  promises.expect(
    score >= SNIFF_RECOGNISED === own,
    own ? 'recognises its own files' : 'refuses files of others',
    `${file.name}: scored ${score}, the line is ${SNIFF_RECOGNISED}`,
  );
}

function checkSound(promises: Promises, name: string, lines: readonly StatementLine[]): void {
  const errors = lines.filter((line) => line.type === 'problem' && line.severity === 'error');
  promises.expect(errors.length === 0, 'reads its own files without errors', `${name}: ${canonical(errors[0])}`);
  let open = false;
  for (const line of lines) {
    if (line.type === 'statement') {
      promises.expect(!open, 'closes a statement before the next', `${name}: two heads in a row`);
      open = true;
    } else if (line.type === 'transaction') {
      promises.expect(open, 'puts transactions inside a statement', `${name}: ${line.ref} stands outside`);
    } else if (line.type === 'statement-end') {
      promises.expect(open, 'opens a statement before its end', `${name}: an end without a head`);
      open = false;
    }
  }
  promises.expect(!open, 'closes every statement', `${name}: the last one has no end`);
}

function transactionsOf(lines: readonly StatementLine[]): TransactionLine[] {
  return lines.filter((line) => line.type === 'transaction');
}

function checkReferences(promises: Promises, name: string, lines: readonly StatementLine[]): void {
  const seen = new Set<string>();
  let account = '';
  for (const line of lines) {
    if (line.type === 'statement') account = line.account.iban ?? line.account.number ?? '';
    if (line.type !== 'transaction') continue;
    promises.expect(
      typeof line.ref === 'string' && line.ref !== '',
      'every line has a ref',
      `${name}: ${canonical(line)}`,
    );
    const key = `${account} ${line.ref}`;
    promises.expect(!seen.has(key), 'refs are unique in an account', `${name}: ${line.ref} twice`);
    seen.add(key);
  }
}

function checkBalances(promises: Promises, name: string, lines: readonly StatementLine[]): void {
  let head: StatementHead | undefined;
  let booked: TransactionLine[] = [];
  for (const line of lines) {
    if (line.type === 'statement') {
      head = line;
      booked = [];
    } else if (line.type === 'transaction' && line.status === 'booked') {
      booked.push(line);
    } else if (line.type === 'statement-end' && head) {
      const currency = head.account.currency ?? booked[0]?.currency;
      if (currency === undefined) continue;
      try {
        const sum = booked.reduce((total, each) => total + parseMinor(each.amount, each.currency), 0n);
        promises.expect(parseMinor(line.sum, currency) === sum, 'sum is Σ booked amounts', `${name}: says ${line.sum}`);
        if (!head.opening || !line.closing) continue;
        const balanced = parseMinor(head.opening.amount, currency) + sum === parseMinor(line.closing.amount, currency);
        promises.expect(
          line.balanced === balanced,
          'opening + movements = closing is said as it is',
          `${name}: balanced is ${String(line.balanced)}, the arithmetic says ${balanced}`,
        );
      } catch (error) {
        promises.expect(false, 'amounts are exact decimal strings', `${name}: ${String(error)}`);
      }
    }
  }
}

type Read = (chunks: AsyncIterable<Uint8Array>) => Promise<StatementLine[]>;

async function checkCuts(promises: Promises, file: FixtureFile, expected: string, read: Read): Promise<void> {
  const promise = 'the same lines however the bytes are cut';
  const compare = async (how: string, chunks: AsyncIterable<Uint8Array>): Promise<boolean> => {
    const lines = await promises.survives(promise, `${file.name} ${how}`, () => read(chunks));
    const same = lines !== undefined && canonical(lines) === expected;
    if (lines) promises.expect(same, promise, `${file.name} ${how}`);
    return same;
  };
  if (!(await compare('read again', inChunksOf(file.bytes, SNIFF_BYTES)))) return;
  if (!(await compare('in single bytes', inChunksOf(file.bytes, 1)))) return;
  for (const position of cutPositions(file.bytes.length, MOST_CUTS)) {
    if (!(await compare(`cut at byte ${position}`, cutAt(file.bytes, position)))) return;
  }
}

async function checkDamage(promises: Promises, file: FixtureFile, read: Read): Promise<void> {
  const whole = await read(inChunksOf(file.bytes, SNIFF_BYTES));
  for (const bad of damaged(file)) {
    const lines = await promises.survives('damage gives problems, no exception', bad.name, () =>
      read(inChunksOf(bad.bytes, 1000)),
    );
    if (!lines) continue;
    const silent = !lines.some((line) => line.type === 'problem');
    const claimsBalance = lines.some((line) => line.type === 'statement-end' && line.balanced === true);
    const shorter = transactionsOf(lines).length < transactionsOf(whole).length;
    promises.expect(
      !(silent && claimsBalance && shorter),
      'a cut file is not called balanced',
      `${bad.name}: no problem was said`,
    );
    checkReferences(promises, bad.name, lines);
  }
}

async function checkForeign(promises: Promises, file: FixtureFile, read: Read): Promise<void> {
  const lines = await promises.survives('foreign bytes give problems, no exception', file.name, () =>
    read(inChunksOf(file.bytes, 1000)),
  );
  if (!lines) return;
  const said = lines.some((line) => line.type === 'problem' && line.severity === 'error');
  promises.expect(said, 'foreign bytes give problems, no silence', `${file.name}: read without an error`);
}

/** Reading up to the head's size on is fine (encodings are found out that way), yielding lines is not. */
async function checkAbort(promises: Promises, reader: StatementReader, file: FixtureFile): Promise<void> {
  const stop = new AbortController();
  let readAfter = 0;
  let linesAfter = 0;
  const source = async function* (): AsyncGenerator<Uint8Array> {
    let pulled = 0;
    for await (const chunk of inChunksOf(file.bytes, Math.max(1, Math.ceil(file.bytes.length / 40)))) {
      if (stop.signal.aborted) readAfter += chunk.length;
      if (pulled++ === 2) stop.abort();
      yield chunk;
    }
  };
  const work = async (): Promise<void> => {
    for await (const lines of reader.read(source(), { file: 'fixture', signal: stop.signal })) {
      if (stop.signal.aborted) linesAfter += transactionsOf(lines).length;
    }
  };
  // Ending quietly and throwing the signal's reason are both fine.
  await within(work(), LIMIT).catch((error: unknown) => {
    promises.expect(stop.signal.aborted, 'abort is honoured', `${file.name}: ${describeError(error)}`);
  });
  promises.expect(linesAfter === 0, 'abort is honoured', `${file.name}: ${linesAfter} lines after the abort`);
  promises.expect(
    readAfter <= SNIFF_BYTES,
    'abort is honoured',
    `${file.name}: read ${readAfter} bytes after the abort`,
  );
}
