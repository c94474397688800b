import type { Problem } from '@lettrage/domain';
import type { Capabilities } from '../capabilities/index.js';
import type { Adapter } from '../define-adapter.js';
import { canonical, Promises, within } from './broken-promise.js';
import type { BrokenPromise } from './broken-promise.js';
import type { FixtureFile } from './byte-streams.js';
import { checkInvoiceDocuments } from './invoice-document.conformance.js';
import type { InvoiceDocumentFixtures } from './invoice-document.conformance.js';
import { checkInvoiceSource } from './invoice-source.conformance.js';
import type { InvoiceSourceFixtures } from './invoice-source.conformance.js';
import { checkLedgerChecker, checkLedgerExporter, checkLedgerSource } from './ledger.conformance.js';
import type { LedgerFixtures } from './ledger.conformance.js';
import { checkEntry, checkManifest } from './manifest.conformance.js';
import { checkPayoutReader, checkPayoutSource } from './payout.conformance.js';
import type { PayoutReaderFixtures, PayoutSourceFixtures } from './payout.conformance.js';
import { checkStatementReader } from './statement-reader.conformance.js';
import type { StatementReaderFixtures } from './statement-reader.conformance.js';
import { checkStatementSource } from './statement-source.conformance.js';
import type { StatementSourceFixtures } from './statement-source.conformance.js';
import { checkStatusSink } from './status-sink.conformance.js';
import type { StatusSinkFixtures } from './status-sink.conformance.js';
import { testContext } from './test-context.js';

/** What an author gives: one part per capability of the adapter. */
export interface AdapterFixtures {
  /** Where the entry lies, to check that it loads lean: `new URL('./index.js', import.meta.url)`. */
  readonly entry?: URL;
  /** Configuration to make the pure members with; `{}` where it is left out. */
  readonly config?: unknown;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly statementReader?: StatementReaderFixtures;
  readonly ledger?: LedgerFixtures;
  /** Sound files for a `LedgerChecker` without an exporter. */
  readonly ledgerFiles?: readonly (FixtureFile & { readonly format: string })[];
  readonly invoiceDocuments?: InvoiceDocumentFixtures;
  readonly invoiceSource?: InvoiceSourceFixtures;
  readonly statementSource?: StatementSourceFixtures;
  readonly payoutReader?: PayoutReaderFixtures;
  readonly payoutSource?: PayoutSourceFixtures;
  readonly statusSink?: StatusSinkFixtures;
}

/**
 * Runs every check that applies to an adapter and returns the promises it breaks: `[]` when it keeps them all.
 *
 * ```ts
 * const broken = await checkAdapter(adapter, fixtures);
 * assert.deepEqual(broken, []);
 * ```
 */
export async function checkAdapter(adapter: Adapter, fixtures: AdapterFixtures): Promise<BrokenPromise[]> {
  const connection =
    fixtures.statusSink ?? fixtures.invoiceSource ?? fixtures.statementSource ?? fixtures.payoutSource ?? fixtures;
  const context = testContext({ secrets: connection.secrets });
  const promises = new Promises('adapter');
  const members = await promises.survives('create makes the members', adapter.manifest.id, () =>
    within(Promise.resolve(adapter.create(connection.config ?? {}, context)), 20_000),
  );
  if (!members) return promises.broken;
  promises.expect(context.requests.length === 0, 'create talks to nobody', `${context.requests.length} requests`);
  const broken = [...promises.broken, ...checkManifest(adapter, members)];
  if (fixtures.entry) broken.push(...(await checkEntry(fixtures.entry)));
  return [
    ...broken,
    ...(await checkPure(adapter, members, fixtures)),
    ...(await checkRemote(adapter, members, fixtures)),
  ];
}

async function checkPure(adapter: Adapter, members: Capabilities, fixtures: AdapterFixtures): Promise<BrokenPromise[]> {
  const broken: BrokenPromise[] = [];
  if (members.statementReader) {
    broken.push(
      ...(fixtures.statementReader
        ? await checkStatementReader(members.statementReader, fixtures.statementReader)
        : missing('statementReader')),
    );
  }
  if (members.payoutReader) {
    broken.push(
      ...(fixtures.payoutReader
        ? await checkPayoutReader(members.payoutReader, fixtures.payoutReader)
        : missing('payoutReader')),
    );
  }
  const { ledgerExporter, ledgerChecker, ledgerSource, invoiceDocumentWriter, invoiceDocumentReader } = members;
  if (ledgerExporter) {
    broken.push(
      ...(fixtures.ledger
        ? await checkLedgerExporter(ledgerExporter, fixtures.ledger, ledgerChecker)
        : missing('ledger')),
    );
  }
  if (ledgerChecker) {
    const formats = (adapter.manifest.formats ?? []).map((format) => format.id);
    broken.push(...(await checkLedgerChecker(ledgerChecker, formats, fixtures.ledgerFiles)));
  }
  if (ledgerSource) {
    const formats = (adapter.manifest.formats ?? []).map((format) => format.id);
    broken.push(...(await checkLedgerSource(ledgerSource, formats, ledgerExporter, fixtures.ledger?.exports)));
  }
  if (invoiceDocumentWriter || invoiceDocumentReader) {
    const documents = fixtures.invoiceDocuments;
    broken.push(
      ...(documents
        ? await checkInvoiceDocuments(invoiceDocumentWriter, invoiceDocumentReader, documents)
        : missing('invoiceDocuments')),
    );
  }
  return broken;
}

async function checkRemote(
  adapter: Adapter,
  members: Capabilities,
  fixtures: AdapterFixtures,
): Promise<BrokenPromise[]> {
  const broken: BrokenPromise[] = [];
  if (members.invoiceSource) {
    broken.push(
      ...(fixtures.invoiceSource
        ? await checkInvoiceSource(adapter, fixtures.invoiceSource)
        : missing('invoiceSource')),
    );
  }
  if (members.statementSource) {
    broken.push(
      ...(fixtures.statementSource
        ? await checkStatementSource(adapter, fixtures.statementSource)
        : missing('statementSource')),
    );
  }
  if (members.payoutSource) {
    broken.push(
      ...(fixtures.payoutSource ? await checkPayoutSource(adapter, fixtures.payoutSource) : missing('payoutSource')),
    );
  }
  if (members.statusSink) {
    broken.push(...(fixtures.statusSink ? await checkStatusSink(adapter, fixtures.statusSink) : missing('statusSink')));
  }
  const remote = fixtures.statusSink ?? fixtures.invoiceSource;
  if (members.check && remote) broken.push(...(await checkDiagnostics(adapter, remote)));
  return broken;
}

/** `check` writes nothing and reports problems instead of throwing. */
async function checkDiagnostics(
  adapter: Adapter,
  remote: InvoiceSourceFixtures | StatusSinkFixtures,
): Promise<BrokenPromise[]> {
  const promises = new Promises('check');
  const fake = remote.remote();
  const answers = {
    reachable: fake.respond.bind(fake),
    down: () => ({ lost: true }),
    refused: () => ({ status: 401 }),
  };
  for (const [name, http] of Object.entries(answers)) {
    const scripted = testContext({ secrets: remote.secrets, http });
    // A sink of another protocol is reached by its own context, and down without it.
    const own = name === 'reachable' && 'context' in remote ? remote.context?.() : undefined;
    const context = { requests: scripted.requests };
    const members = await adapter.create(remote.config, own ?? scripted);
    const problems: readonly Problem[] | undefined = await promises.survives(
      'says what is wrong, never throws',
      name,
      () => members.check!(),
    );
    if (!problems) continue;
    // A check that asks the remote nothing (a webhook cannot be tried without sending) cannot know that it is down.
    const expected =
      name === 'reachable' ? problems.length === 0 : problems.length > 0 || context.requests.length === 0;
    promises.expect(expected, 'says what is wrong', `${name}: ${canonical(problems)}`);
    const wrote = context.requests.filter((request) => (request.method ?? 'GET') !== 'GET');
    promises.expect(wrote.length === 0, 'writes nothing', `${name}: ${wrote.length} requests that write`);
  }
  promises.expect(fake.effects() === 0, 'writes nothing', `${fake.effects()} effects`);
  return promises.broken;
}

function missing(part: string): BrokenPromise[] {
  return [{ promise: `${part}: has fixtures`, detail: `give "${part}" to checkAdapter` }];
}
