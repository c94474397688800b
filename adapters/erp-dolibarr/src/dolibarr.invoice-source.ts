import type {
  AdapterContext,
  Cursor,
  InvoicePage,
  InvoiceSource,
  Problem,
  SourceInvoice,
  SourcePayment,
} from '@lettrage/adapter-sdk';
import { DolibarrClient } from './dolibarr.client.js';
import type { DolibarrRecord } from './dolibarr.client.js';
import { currencyOf, timeZoneOf } from './dolibarr.config.js';
import type { DolibarrConfig } from './dolibarr.config.js';
import { customerOf, invoiceOf, isNotIssued, paymentsOf, UnreadableRecord } from './dolibarr.records.js';
import type { Reading } from './dolibarr.records.js';
import { localDateTime } from './server-time.js';

/**
 * One pass reads the customers changed since the last pass, then the invoices changed, then the payments of invoices
 * that are still open: a partial payment there does not touch the invoice's change stamp, so it would never be seen.
 */
const PHASES = ['customers', 'invoices', 'open'] as const;
type Phase = (typeof PHASES)[number];

/** Where a pass stands. `since` and `started` are local date-times of the server; `after` the last id seen. */
interface Position {
  readonly phase: Phase;
  readonly after: number;
  readonly since?: string;
  readonly started?: string;
}

/**
 * A pass starts this much before the last one did: rows committed late, clocks that differ, and above all the hour
 * that local time repeats in autumn must not hide a change.
 */
const OVERLAP_MINUTES = 70;
const PAGE_SIZE = 100;

/** Reads Dolibarr by change; pages by id, so that rows that change meanwhile are neither skipped nor seen twice. */
export function dolibarrInvoiceSource(config: DolibarrConfig, context: AdapterContext): InvoiceSource {
  const client = new DolibarrClient(config, context);
  const limit = config.pageSize ?? PAGE_SIZE;
  return {
    async changes(cursor) {
      const reading: Reading = { currency: currencyOf(config), timeZone: timeZoneOf(config) };
      const position = positionOf(cursor);
      const { records, answeredAt } = await client.list({
        path: position.phase === 'customers' ? 'thirdparties' : 'invoices',
        filter: filterOf(position, config),
        limit,
        ...(position.phase === 'customers' ? { more: { mode: 1 } } : {}),
      });
      // The clock of the first answer: what changes from here on belongs to the next pass.
      const started =
        position.started ?? localDateTime(new Date(answeredAt.getTime() - OVERLAP_MINUTES * 60_000), reading.timeZone);
      const page = await contentOf(position.phase, records, client, reading);
      return { ...page, ...nextOf({ ...position, started }, records, limit) };
    },
  };
}

/** A cursor of a version to come has keys we do not know and keeps those we do; anything else means the start. */
function positionOf(cursor: Cursor | undefined): Position {
  const phase = PHASES.find((each) => each === cursor?.['phase']);
  const after = cursor?.['after'];
  const since = cursor?.['since'];
  const started = cursor?.['started'];
  if (!phase || typeof after !== 'number') return { phase: 'customers', after: 0 };
  return {
    phase,
    after,
    ...(typeof since === 'string' ? { since } : {}),
    ...(typeof started === 'string' ? { started } : {}),
  };
}

function filterOf({ phase, after, since }: Position, config: DolibarrConfig): string {
  const conditions = [`(t.rowid:>:${after})`];
  if (phase !== 'customers' && config.from) conditions.push(`(t.datef:>=:'${config.from}')`);
  // In the last phase only what the second one has not read already.
  if (since && phase !== 'open') conditions.push(`(t.tms:>=:'${since}')`);
  if (phase === 'open') conditions.push('(t.fk_statut:=:1)', `(t.tms:<:'${since ?? ''}')`);
  return conditions.join(' and ');
}

/** The cursor after a page: on in the phase, to the next phase, or to the start of the next pass. */
function nextOf(
  position: Position & { started: string },
  records: readonly DolibarrRecord[],
  limit: number,
): { cursor: Cursor; more: boolean } {
  const { phase, since, started } = position;
  const known = { started, ...(since ? { since } : {}) };
  const last = records.at(-1);
  if (last && records.length >= limit) return { cursor: { phase, after: Number(last['id']), ...known }, more: true };
  const next = PHASES[PHASES.indexOf(phase) + 1];
  // Without a last pass the second phase has read every invoice, and the third has nothing to add.
  if (next && (next !== 'open' || since)) return { cursor: { phase: next, after: 0, ...known }, more: true };
  return { cursor: { phase: 'customers', after: 0, since: started }, more: false };
}

type Content = Omit<InvoicePage, 'cursor' | 'more'>;

async function contentOf(
  phase: Phase,
  records: readonly DolibarrRecord[],
  client: DolibarrClient,
  reading: Reading,
): Promise<Content> {
  if (phase === 'customers') return { customers: records.map(customerOf), invoices: [], payments: [] };
  const invoices: SourceInvoice[] = [];
  const payments: SourcePayment[] = [];
  const problems: Problem[] = [];
  for (const record of records.filter((each) => !isNotIssued(each))) {
    try {
      const invoice = invoiceOf(record, reading);
      const paid = invoice.open === invoice.total ? [] : await client.all(`invoices/${invoice.externalId}/payments`);
      payments.push(...paymentsOf(record, paid, reading));
      if (phase === 'invoices' || paid.length > 0) invoices.push(invoice);
    } catch (error) {
      if (!(error instanceof UnreadableRecord)) throw error;
      const name = `Invoice ${String(record['ref'])} (id ${String(record['id'])})`;
      problems.push({ severity: 'error', rule: 'dolibarr-record', message: `${name} was left out: ${error.message}.` });
    }
  }
  return { customers: [], invoices, payments, ...(problems.length > 0 ? { problems } : {}) };
}
