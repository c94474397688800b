import { hasErrors, payoutFault, type PayoutLine, type ProviderPayout } from '@lettrage/domain';
import type { Cursor, PayoutPage, PayoutReader } from '../capabilities/index.js';
import type { AdapterContext } from '../context.js';
import type { Adapter } from '../define-adapter.js';
import { SNIFF_BYTES, SNIFF_RECOGNISED } from '../sniffing.js';
import { canonical, Promises, within, type BrokenPromise } from './broken-promise.js';
import { cutAt, cutPositions, damaged, garbage, inChunksOf, type FixtureFile } from './byte-streams.js';
import { checkWrongConfigs, findSecret, type ConnectionFixtures } from './connection.conformance.js';
import type { TestContext } from './test-context.js';

/** What an author gives to have a `PayoutReader` checked. */
export interface PayoutReaderFixtures {
  /** Sound reports of its provider; keep one small, since it is cut at many bytes. */
  readonly own: readonly FixtureFile[];
  /** Reports of other providers, which it must refuse; the kit adds garbage of its own. */
  readonly foreign?: readonly FixtureFile[];
}

/** What an author gives to have a `PayoutSource` checked. */
export interface PayoutSourceFixtures extends ConnectionFixtures {
  /** A context onto a remote that holds the same payouts each time. */
  readonly context: () => AdapterContext & Partial<Pick<TestContext, 'logged'>>;
}

const LIMIT = 20_000;
const MOST_CUTS = 60;
const MOST_PAGES = 1000;

/** The promises of `PayoutReader` that `reader` breaks. */
export async function checkPayoutReader(
  reader: PayoutReader,
  fixtures: PayoutReaderFixtures,
): Promise<BrokenPromise[]> {
  const promises = new Promises('payoutReader');
  promises.expect(fixtures.own.length > 0, 'has fixtures', 'no report of its own was given');
  for (const file of fixtures.own) {
    await checkSniff(promises, reader, file, true);
    const lines = await promises.survives('reads its own reports', file.name, () =>
      readAll(reader, inChunksOf(file.bytes, SNIFF_BYTES)),
    );
    if (!lines) continue;
    checkSound(promises, file.name, lines);
    await checkCuts(promises, reader, file, canonical(lines));
    await checkDamage(promises, reader, file, lines);
  }
  for (const file of [...garbage(), ...(fixtures.foreign ?? [])]) {
    await checkSniff(promises, reader, file, false);
    const lines = await promises.survives('foreign bytes give problems, no exception', file.name, () =>
      readAll(reader, inChunksOf(file.bytes, 1000)),
    );
    if (lines)
      promises.expect(
        hasErrors(problemsOf(lines)),
        'foreign bytes give problems, no silence',
        `${file.name}: no error`,
      );
  }
  return promises.broken;
}

function readAll(reader: PayoutReader, chunks: AsyncIterable<Uint8Array>): Promise<PayoutLine[]> {
  const work = async (): Promise<PayoutLine[]> => {
    const lines: PayoutLine[] = [];
    for await (const some of reader.read(chunks, { file: 'fixture' })) lines.push(...some);
    return lines;
  };
  return within(work(), LIMIT);
}

async function checkSniff(promises: Promises, reader: PayoutReader, file: FixtureFile, own: boolean): Promise<void> {
  const score = await promises.survives('sniff never throws', file.name, () =>
    reader.sniff(file.bytes.slice(0, SNIFF_BYTES)),
  );
  if (score === undefined) return;
  const promise = own ? 'recognises its own reports' : 'refuses files of others';
  promises.expect(score >= SNIFF_RECOGNISED === own, promise, `${file.name}: scored ${score}`);
}

function checkSound(promises: Promises, name: string, lines: readonly PayoutLine[]): void {
  const payouts = payoutsOf(lines);
  promises.expect(payouts.length > 0, 'a report of its own has a payout', name);
  promises.expect(!hasErrors(problemsOf(lines)), 'reads its own reports without errors', canonical(problemsOf(lines)));
  for (const payout of payouts) {
    const fault = payoutFault(payout);
    promises.expect(fault === undefined, 'sums are those of the items', `${name}, ${payout.id}: ${fault}`);
  }
  const ids = payouts.map(({ id }) => id);
  promises.expect(new Set(ids).size === ids.length, 'no payout twice', canonical(ids));
}

async function checkCuts(promises: Promises, reader: PayoutReader, file: FixtureFile, expected: string): Promise<void> {
  const promise = 'the same payouts however the bytes are cut';
  const streams: [string, AsyncIterable<Uint8Array>][] = [
    ['read again', inChunksOf(file.bytes, SNIFF_BYTES)],
    ['in single bytes', inChunksOf(file.bytes, 1)],
    ...cutPositions(file.bytes.length, MOST_CUTS).map((position): [string, AsyncIterable<Uint8Array>] => [
      `cut at byte ${position}`,
      cutAt(file.bytes, position),
    ]),
  ];
  for (const [how, chunks] of streams) {
    const lines = await promises.survives(promise, `${file.name} ${how}`, () => readAll(reader, chunks));
    if (!lines || canonical(lines) === expected) continue;
    promises.expect(false, promise, `${file.name} ${how}`);
    return;
  }
}

/** A damaged report gives problems and never a payout of other amounts. */
async function checkDamage(
  promises: Promises,
  reader: PayoutReader,
  file: FixtureFile,
  whole: readonly PayoutLine[],
): Promise<void> {
  const nets = new Map(payoutsOf(whole).map(({ id, net }) => [id, net]));
  for (const bad of damaged(file)) {
    const lines = await promises.survives('damage gives problems, no exception', bad.name, () =>
      readAll(reader, inChunksOf(bad.bytes, 1000)),
    );
    if (!lines) continue;
    for (const { id, net } of payoutsOf(lines)) {
      const same = nets.get(id) === undefined || nets.get(id) === net || problemsOf(lines).length > 0;
      promises.expect(same, 'a damaged report is never read as other amounts in silence', `${bad.name}, ${id}: ${net}`);
    }
  }
}

function payoutsOf(lines: readonly PayoutLine[]): ProviderPayout[] {
  return lines.flatMap((line) => (line.type === 'payout' ? [line.payout] : []));
}

function problemsOf(lines: readonly PayoutLine[]) {
  return lines.flatMap((line) => (line.type === 'problem' ? [line.problem] : []));
}

/** The promises of `PayoutSource` that the adapter breaks. */
export async function checkPayoutSource(adapter: Adapter, fixtures: PayoutSourceFixtures): Promise<BrokenPromise[]> {
  const promises = new Promises('payoutSource');
  const context = fixtures.context();
  const pages = await promises.survives('fetches everything', 'from the start', () =>
    drain(adapter, fixtures, context, undefined),
  );
  if (!pages) return promises.broken;
  const payouts = pages.flatMap((page) => page.payouts);
  promises.expect(payouts.length > 0, 'has fixtures', 'the remote must hold a payout');
  for (const payout of payouts) {
    const fault = payoutFault(payout);
    promises.expect(fault === undefined, 'sums are those of the items', `${payout.id}: ${fault}`);
  }
  const flat = pages.every(({ cursor }) =>
    Object.values(cursor).every((value) => ['string', 'number', 'boolean'].includes(typeof value)),
  );
  promises.expect(flat, 'the cursor is flat and printable', canonical(pages.map((page) => page.cursor)));
  await checkResume(promises, adapter, fixtures, pages);
  const leak = findSecret(fixtures.secrets, canonical([context.logged ?? [], pages.map((page) => page.cursor)]));
  promises.expect(leak === undefined, 'no secret in any message', `the value of "${leak}" appears`);
  await checkWrongConfigs(promises, adapter, fixtures, async (members) => {
    await members.payoutSource?.payouts(undefined);
  });
  return promises.broken;
}

/** From every cursor, as the host stores it and with a key of a later version, nothing is missed and all is as before. */
async function checkResume(
  promises: Promises,
  adapter: Adapter,
  fixtures: PayoutSourceFixtures,
  pages: readonly PayoutPage[],
): Promise<void> {
  const all = new Map(pages.flatMap((page) => page.payouts).map((payout) => [payout.id, canonical(payout)]));
  const seen = new Set<string>();
  for (const { payouts, cursor } of pages) {
    for (const { id } of payouts) seen.add(id);
    const stored = JSON.parse(JSON.stringify({ ...cursor, introducedLater: 'x' })) as Cursor;
    const rest = await promises.survives('resumes from any cursor', canonical(cursor), async () =>
      (await drain(adapter, fixtures, fixtures.context(), stored)).flatMap((page) => page.payouts),
    );
    if (!rest) continue;
    const changed = rest.find((payout) => all.get(payout.id) !== canonical(payout));
    promises.expect(changed === undefined, 'a payout comes again as it was', changed?.id ?? '');
    const missed = [...all.keys()].filter((id) => !seen.has(id) && !rest.some((payout) => payout.id === id));
    promises.expect(missed.length === 0, 'resumes with no gap', `after ${canonical(cursor)}: ${missed.join(', ')}`);
  }
}

async function drain(
  adapter: Adapter,
  fixtures: PayoutSourceFixtures,
  context: AdapterContext,
  from: Cursor | undefined,
): Promise<PayoutPage[]> {
  const source = (await adapter.create(fixtures.config, context)).payoutSource!;
  const pages: PayoutPage[] = [];
  let cursor = from;
  do {
    const page = await within(source.payouts(cursor), LIMIT);
    pages.push(page);
    cursor = page.cursor;
    if (pages.length > MOST_PAGES) throw new Error(`no end after ${MOST_PAGES} pages`);
  } while (pages.at(-1)!.more);
  return pages;
}
