import type { JournalEntry, Problem } from '@lettrage/domain';
import { isAdapterError } from '../adapter-error.js';
import type {
  LedgerChecker,
  LedgerExporter,
  LedgerFileLine,
  LedgerSource,
  LedgerWriteOptions,
} from '../capabilities/index.js';
import { canonical, deepFreeze, describeError, Promises, within } from './broken-promise.js';
import type { BrokenPromise } from './broken-promise.js';
import { collected, damaged, garbage, inChunksOf, joined } from './byte-streams.js';
import type { FixtureFile } from './byte-streams.js';

/** What an author gives to have a {@link LedgerExporter} or {@link LedgerChecker} checked. */
export interface LedgerFixtures {
  /** One per format (and per option that changes the bytes); each needs one balanced entry at least. */
  readonly exports: readonly (LedgerWriteOptions & { readonly entries: readonly JournalEntry[] })[];
}

const LIMIT = 20_000;

/** The promises of `LedgerExporter` that `exporter` breaks; with a checker, also that it accepts what is written. */
export async function checkLedgerExporter(
  exporter: LedgerExporter,
  fixtures: LedgerFixtures,
  checker?: LedgerChecker,
): Promise<BrokenPromise[]> {
  const promises = new Promises('ledgerExporter');
  promises.expect(fixtures.exports.length > 0, 'has fixtures', 'no export was given');
  for (const fixture of fixtures.exports) {
    const { format, options } = fixture;
    const entries = deepFreeze([...fixture.entries]);
    const bytes = await promises.survives('writes balanced entries', format, () => write(exporter, entries, fixture));
    if (!bytes) continue;
    const again = await promises.survives('writes twice', format, () => write(exporter, entries, fixture));
    promises.expect(
      again !== undefined && Buffer.compare(bytes, again) === 0,
      'the same input gives the same bytes',
      format,
    );
    const name = await promises.survives('names its file', format, () => exporter.fileName({ format, options }));
    promises.expect(name !== undefined && /^[^/\\]+$/.test(name), 'names its file', `${format}: "${String(name)}"`);
    await checkUnbalanced(promises, exporter, entries, fixture);
    if (checker) await checkAccepted(promises, checker, { name: name ?? 'file', bytes }, format);
  }
  return promises.broken;
}

/** The promises of `LedgerChecker` that `checker` breaks on garbage and on the given sound files. */
export async function checkLedgerChecker(
  checker: LedgerChecker,
  formats: readonly string[],
  sound: readonly (FixtureFile & { readonly format: string })[] = [],
): Promise<BrokenPromise[]> {
  const promises = new Promises('ledgerChecker');
  for (const format of formats) {
    for (const file of garbage()) {
      const problems = await promises.survives('never throws on bad input', `${format}: ${file.name}`, () =>
        check(checker, file, format),
      );
      if (problems) promises.expect(problems.length > 0, 'says that garbage is wrong', `${format}: ${file.name}`);
    }
  }
  for (const file of sound) {
    await checkAccepted(promises, checker, file, file.format);
    for (const bad of damaged(file)) {
      await promises.survives('never throws on bad input', bad.name, () => check(checker, bad, file.format));
    }
  }
  return promises.broken;
}

/**
 * The promises of `LedgerSource` that `source` breaks: it refuses what it cannot read with a kind of its own, and what
 * the exporter of the same adapter writes comes back with the same days and amounts, however the bytes are cut.
 */
export async function checkLedgerSource(
  source: LedgerSource,
  formats: readonly string[],
  exporter?: LedgerExporter,
  fixtures: readonly (LedgerWriteOptions & { readonly entries: readonly JournalEntry[] })[] = [],
): Promise<BrokenPromise[]> {
  const promises = new Promises('ledgerSource');
  for (const format of formats) {
    for (const file of garbage()) {
      const outcome = await lines(source, file.bytes, { format, options: {} }).catch((error: unknown) => error);
      const isRefused = Array.isArray(outcome) || isAdapterError(outcome);
      promises.expect(
        isRefused,
        'refuses garbage by an AdapterError',
        `${format}: ${file.name}: ${describeError(outcome)}`,
      );
    }
  }
  for (const fixture of exporter ? fixtures : []) {
    const bytes = await write(exporter!, fixture.entries, fixture).catch(() => new Uint8Array(0));
    const read = await lines(source, bytes, fixture).catch((error: unknown) => error);
    // A format of the adapter that cannot be read back says so.
    if (isAdapterError(read) && read.kind === 'config') continue;
    const told = Array.isArray(read) ? (read as LedgerFileLine[]).map(factsOf) : describeError(read);
    const written = fixture.entries.flatMap(({ date, lines: all }) => all.map((line) => factsOf({ ...line, date })));
    promises.expect(canonical(told) === canonical(written), 'reads back what was written', fixture.format);
    const bytewise = await lines(source, bytes, fixture, 1).catch((error: unknown) => error);
    promises.expect(canonical(bytewise) === canonical(read), 'the same however the bytes are cut', fixture.format);
  }
  return promises.broken;
}

function factsOf({ date, debit, credit }: { date: string; debit: string; credit: string }): string {
  return `${date} ${debit} ${credit}`;
}

async function lines(
  source: LedgerSource,
  bytes: Uint8Array,
  { format, options }: LedgerWriteOptions,
  size = 1000,
): Promise<LedgerFileLine[]> {
  const parts = await within(collected(source.read(inChunksOf(bytes, size), { format, options })), LIMIT);
  return parts.flat();
}

async function write(
  exporter: LedgerExporter,
  entries: readonly JournalEntry[],
  { format, options }: LedgerWriteOptions,
): Promise<Uint8Array> {
  const stream = async function* (): AsyncGenerator<JournalEntry> {
    yield* entries;
  };
  return within(joined(exporter.write(stream(), { format, options })), LIMIT);
}

async function checkUnbalanced(
  promises: Promises,
  exporter: LedgerExporter,
  entries: readonly JournalEntry[],
  options: LedgerWriteOptions,
): Promise<void> {
  const last = entries.at(-1);
  const line = last?.lines[0];
  if (!last || !line) return;
  const raised = { ...line, debit: '987654321.01', credit: '0.00' };
  const wrong: JournalEntry = { ...last, lines: [raised, ...last.lines.slice(1)] };
  try {
    await write(exporter, [...entries.slice(0, -1), wrong], options);
    promises.expect(false, 'refuses an entry that is not balanced', `${options.format}: ${last.number} was written`);
  } catch (error) {
    const kind = isAdapterError(error) ? error.kind : undefined;
    promises.expect(
      kind === 'rejected',
      'refuses with the kind "rejected"',
      `${options.format}: ${describeError(error)}`,
    );
    promises.expect(
      String(error).includes(last.number),
      'names the entry it refuses',
      `${options.format}: ${describeError(error)}`,
    );
  }
}

async function check(checker: LedgerChecker, file: FixtureFile, format: string, size = 1000): Promise<Problem[]> {
  return within(collected(checker.check(inChunksOf(file.bytes, size), { format, file: file.name })), LIMIT);
}

async function checkAccepted(
  promises: Promises,
  checker: LedgerChecker,
  file: FixtureFile,
  format: string,
): Promise<void> {
  const problems = await promises.survives('checks what was written', format, () => check(checker, file, format));
  const errors = problems?.filter((problem) => problem.severity !== 'warning') ?? [];
  promises.expect(errors.length === 0, 'accepts what the exporter wrote', `${format}: ${canonical(errors[0])}`);
  const bytewise = await promises.survives('checks in single bytes', format, () => check(checker, file, format, 1));
  promises.expect(canonical(bytewise) === canonical(problems), 'the same problems however the bytes are cut', format);
}
