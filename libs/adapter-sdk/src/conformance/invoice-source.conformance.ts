import { isDay } from '@lettrage/domain';
import { isAdapterError } from '../adapter-error.js';
import type { Cursor, InvoicePage, InvoiceSource } from '../capabilities/index.js';
import type { Adapter } from '../define-adapter.js';
import { canonical, Promises, within } from './broken-promise.js';
import type { BrokenPromise } from './broken-promise.js';
import { checkWrongConfigs, findSecret } from './connection.conformance.js';
import type { ConnectionFixtures } from './connection.conformance.js';
import { testContext } from './test-context.js';
import type { FakeRemote, TestContext } from './test-context.js';

/** What an author gives to have an `InvoiceSource` checked. */
export interface InvoiceSourceFixtures extends ConnectionFixtures {
  /** A fresh remote that holds enough records for at least two pages and does not change while it is read. */
  readonly remote: () => FakeRemote;
}

const LIMIT = 20_000;
const MOST_PAGES = 1000;
const AMOUNT = /^-?\d+(\.\d+)?$/;

/** The promises of `InvoiceSource` that the adapter breaks. */
export async function checkInvoiceSource(adapter: Adapter, fixtures: InvoiceSourceFixtures): Promise<BrokenPromise[]> {
  const promises = new Promises('invoiceSource');
  const remote = fixtures.remote();
  const context = testContext({ secrets: fixtures.secrets, http: (request) => remote.respond(request) });
  const pages = await promises.survives('reads everything', 'from the start', () =>
    drain(adapter, fixtures, context, undefined),
  );
  if (!pages) return promises.broken;
  promises.expect(pages.length > 1, 'has fixtures', 'the remote must hold enough for two pages');
  for (const page of pages) checkPage(promises, page);
  checkNoRepeats(promises, pages);
  await checkResume(promises, adapter, fixtures, pages);
  await checkCursors(promises, adapter, fixtures, pages);
  await checkAbort(promises, adapter, fixtures);
  await checkFailures(promises, adapter, fixtures);
  const leak = findSecret(fixtures.secrets, canonical([context.logged, pages]));
  promises.expect(leak === undefined, 'no secret in any message', `the value of "${leak}" appears`);
  await checkWrongConfigs(promises, adapter, fixtures, async (members) => {
    await members.invoiceSource?.changes(undefined);
  });
  return promises.broken;
}

async function sourceOf(
  adapter: Adapter,
  fixtures: InvoiceSourceFixtures,
  context: TestContext,
): Promise<InvoiceSource> {
  return (await adapter.create(fixtures.config, context)).invoiceSource!;
}

async function drain(
  adapter: Adapter,
  fixtures: InvoiceSourceFixtures,
  context: TestContext,
  from: Cursor | undefined,
): Promise<InvoicePage[]> {
  const source = await sourceOf(adapter, fixtures, context);
  const pages: InvoicePage[] = [];
  let cursor = from;
  do {
    const page = await within(source.changes(cursor), LIMIT);
    pages.push(page);
    cursor = page.cursor;
    if (pages.length > MOST_PAGES) throw new Error(`no end after ${MOST_PAGES} pages`);
  } while (pages.at(-1)!.more);
  return pages;
}

/** A resumed read, by an adapter made anew, as after a restart. */
async function resumed(adapter: Adapter, fixtures: InvoiceSourceFixtures, cursor: Cursor): Promise<InvoicePage[]> {
  const remote = fixtures.remote();
  return drain(
    adapter,
    fixtures,
    testContext({ secrets: fixtures.secrets, http: (request) => remote.respond(request) }),
    cursor,
  );
}

/** Identities of all records of some pages. */
function identities(pages: readonly InvoicePage[]): string[] {
  return pages.flatMap((page) => [
    ...page.customers.map((each) => `customer ${each.externalId}`),
    ...page.invoices.map((each) => `invoice ${each.externalId}`),
    ...page.payments.map((each) => `payment ${each.externalId}`),
  ]);
}

function checkPage(promises: Promises, page: InvoicePage): void {
  const flat = Object.values(page.cursor).every((value) => ['string', 'number', 'boolean'].includes(typeof value));
  promises.expect(flat, 'the cursor is flat and printable', canonical(page.cursor));
  for (const invoice of page.invoices) {
    const where = `invoice ${invoice.externalId}`;
    const exact = AMOUNT.test(invoice.total) && AMOUNT.test(invoice.open);
    promises.expect(exact, 'amounts are decimal strings', `${where}: ${canonical([invoice.total, invoice.open])}`);
    promises.expect(
      isDay(invoice.issueDate) && isDay(invoice.dueDate),
      'days are YYYY-MM-DD',
      `${where}: ${invoice.issueDate}, ${invoice.dueDate}`,
    );
    const negative = invoice.total.startsWith('-');
    promises.expect(
      negative === (invoice.kind === 'credit-note'),
      'a credit note is negative, nothing else is',
      `${where}: ${invoice.total}`,
    );
  }
  for (const payment of page.payments) {
    const where = `payment ${payment.externalId}`;
    promises.expect(
      AMOUNT.test(payment.amount),
      'amounts are decimal strings',
      `${where}: ${canonical(payment.amount)}`,
    );
    promises.expect(isDay(payment.day), 'days are YYYY-MM-DD', `${where}: ${payment.day}`);
  }
}

function checkNoRepeats(promises: Promises, pages: readonly InvoicePage[]): void {
  const seen = new Set<string>();
  for (const identity of identities(pages)) {
    promises.expect(!seen.has(identity), 'no record twice in one reading', identity);
    seen.add(identity);
  }
}

async function checkResume(
  promises: Promises,
  adapter: Adapter,
  fixtures: InvoiceSourceFixtures,
  pages: readonly InvoicePage[],
): Promise<void> {
  for (let done = 1; done < pages.length; done += 1) {
    // Through JSON, as the host stores it.
    const cursor = JSON.parse(JSON.stringify(pages[done - 1]!.cursor)) as Cursor;
    const rest = await promises.survives('resumes from any cursor', `after page ${done}`, () =>
      resumed(adapter, fixtures, cursor),
    );
    if (!rest) continue;
    const together = [...identities(pages.slice(0, done)), ...identities(rest)].sort();
    const same = canonical(together) === canonical(identities(pages).sort());
    promises.expect(same, 'resumes with no gap and no duplicate', `after page ${done}: ${together.length} records`);
  }
}

async function checkCursors(
  promises: Promises,
  adapter: Adapter,
  fixtures: InvoiceSourceFixtures,
  pages: readonly InvoicePage[],
): Promise<void> {
  const first = pages[0]!;
  const future = { ...first.cursor, introducedLater: 'x', revision: 99 };
  const rest = await promises.survives('tolerates keys of a future cursor', canonical(future), () =>
    resumed(adapter, fixtures, future),
  );
  if (rest) {
    const same = canonical(identities(rest)) === canonical(identities(pages.slice(1)));
    promises.expect(same, 'tolerates keys of a future cursor', 'read something else than with the plain cursor');
  }
  const unknown = await promises.survives('survives an unknown cursor', '{"unknown":true}', () =>
    resumed(adapter, fixtures, { unknown: true }),
  );
  if (unknown) {
    const same = canonical(identities(unknown)) === canonical(identities(pages));
    promises.expect(same, 'reads from the start after an unknown cursor', `${identities(unknown).length} records`);
  }
}

async function checkAbort(promises: Promises, adapter: Adapter, fixtures: InvoiceSourceFixtures): Promise<void> {
  const stop = new AbortController();
  const remote = fixtures.remote();
  const context = testContext({
    secrets: fixtures.secrets,
    signal: stop.signal,
    http: (request) => remote.respond(request),
  });
  const source = await sourceOf(adapter, fixtures, context);
  stop.abort();
  const outcome = await within(source.changes(undefined), LIMIT).then(
    () => 'a page',
    (error: unknown) => (isAdapterError(error) || context.signal.aborted ? undefined : String(error)),
  );
  promises.expect(outcome === undefined, 'abort is honoured', `gave ${String(outcome)}`);
}

async function checkFailures(promises: Promises, adapter: Adapter, fixtures: InvoiceSourceFixtures): Promise<void> {
  const kinds: readonly (readonly [number, readonly string[]])[] = [
    [401, ['auth']],
    [429, ['rate-limited']],
    [500, ['transient']],
  ];
  for (const [status, expected] of kinds) {
    const text = JSON.stringify({ error: { message: Object.values(fixtures.secrets ?? {}).join(' ') } });
    const context = testContext({
      secrets: fixtures.secrets,
      http: () => ({ status, text, headers: { 'retry-after': '7' } }),
    });
    const source = await sourceOf(adapter, fixtures, context);
    const error: unknown = await within(source.changes(undefined), LIMIT).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    const kind = isAdapterError(error) ? error.kind : undefined;
    promises.expect(
      kind !== undefined && expected.includes(kind),
      `HTTP ${status} gives ${expected.join(' or ')}`,
      String(error),
    );
    const leak = findSecret(fixtures.secrets, isAdapterError(error) ? error.message : '');
    promises.expect(leak === undefined, 'no secret in any message', `HTTP ${status}: the value of "${leak}" appears`);
  }
}
