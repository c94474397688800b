import type { HttpRequest } from '@lettrage/adapter-sdk';
import type { FakeRemote, ScriptedAnswer } from '@lettrage/adapter-sdk/conformance';

/** A record of the fake; fields as Dolibarr sends them. */
export type FakeRecord = Record<string, unknown> & { id: string; tms?: string };

interface FakePayment {
  readonly invoice: string;
  readonly record: Record<string, unknown>;
}

/**
 * A Dolibarr in memory with the behaviour measured on real ones: it takes the same payment twice, refuses only an
 * over-payment, answers 404 for an empty list of third parties, and leaves an invoice's `tms` alone on a part payment.
 */
export class FakeDolibarr implements FakeRemote {
  readonly payments: FakePayment[] = [];

  constructor(
    readonly customers: FakeRecord[],
    readonly invoices: FakeRecord[],
    private readonly date = 'Sat, 31 Jan 2026 12:00:00 GMT',
  ) {}

  effects(): number {
    return this.payments.length;
  }

  respond(request: HttpRequest): ScriptedAnswer {
    if (!request.headers?.['DOLAPIKEY'])
      return { status: 401, json: { error: { code: 401, message: 'Unauthorized' } } };
    const url = new URL(request.url);
    const path = url.pathname.split('/api/index.php/')[1] ?? '';
    if (request.method === 'POST') return this.pay(request.json as Record<string, unknown>);
    const query = { ...Object.fromEntries(url.searchParams), ...request.query };
    return { headers: { Date: this.date }, ...this.read(path, query) };
  }

  /** Someone types a payment in there. */
  addPayment(invoice: string, record: Record<string, unknown>): void {
    this.payments.push({ invoice, record });
  }

  private read(path: string, query: Record<string, unknown>): ScriptedAnswer {
    if (path === 'invoices') return { json: filtered(this.invoices, query).map((invoice) => this.withRest(invoice)) };
    if (path === 'thirdparties') {
      const found = filtered(this.customers, query);
      return found.length > 0
        ? { json: found }
        : { status: 404, json: { error: { code: 404, message: 'Not Found: Third parties not found' } } };
    }
    if (path === 'setup/dictionary/payment_types')
      return {
        json: [
          { id: '2', code: 'VIR', label: 'Virement' },
          { id: '7', code: 'CHQ', label: 'Chèque' },
        ],
      };
    if (path === 'bankaccounts')
      return { json: [{ id: '1', label: 'Compte courant', iban: 'FR7630006000011234567890189' }] };
    if (path === 'bankaccounts/1') return { json: { id: '1', label: 'Compte courant' } };
    const [, id, payments] = /^invoices\/([^/]+)(\/payments)?$/.exec(path) ?? [];
    const invoice = this.invoices.find((each) => each.id === id);
    if (!invoice) return { status: 404, json: { error: { code: 404, message: 'Not Found: Invoice not found' } } };
    if (payments) return { json: this.payments.filter((each) => each.invoice === id).map((each) => each.record) };
    return { json: this.withRest(invoice) };
  }

  private withRest(invoice: FakeRecord): FakeRecord {
    const paid = this.payments
      .filter((each) => each.invoice === invoice.id)
      .map((each) => cents(each.record['amount']));
    const rest = paid.reduce((sum, each) => sum - each, cents(invoice['total_ttc']));
    return { ...invoice, totalpaid: null, remaintopay: text(rest) };
  }

  private pay(body: Record<string, unknown>): ScriptedAnswer {
    const amounts = Object.entries(body['arrayofamounts'] as Record<string, { amount: string }>);
    for (const [id, { amount }] of amounts) {
      const invoice = this.invoices.find((each) => each.id === id);
      if (!invoice)
        return { status: 404, json: { error: { code: 404, message: `Not Found: Invoice ID ${id} not found` } } };
      if (cents(amount) > cents(this.withRest(invoice)['remaintopay'])) {
        return {
          status: 400,
          json: { error: { code: 400, message: 'Bad Request: Payment amount is higher than remain to pay' } },
        };
      }
      const date = new Date(Number(body['datepaye']) * 1000).toISOString().replace('T', ' ').slice(0, 19);
      const record = {
        amount: `${amount}000000`,
        type: 'VIR',
        date,
        num: body['num_payment'],
        ref: `PAY2601-000${this.payments.length + 1}`,
      };
      this.payments.push({ invoice: id, record });
    }
    return { json: this.payments.length };
  }
}

/** The part of `sqlfilters` the adapter uses. */
function filtered(records: readonly FakeRecord[], query: Record<string, unknown>): FakeRecord[] {
  const filters = String(query['sqlfilters'] ?? '');
  const after = BigInt(/rowid:>:(\d+)/.exec(filters)?.[1] ?? '0');
  const since = /tms:>=:'([^']*)'/.exec(filters)?.[1];
  const before = /tms:<:'([^']*)'/.exec(filters)?.[1];
  const status = /fk_statut:=:(\d)/.exec(filters)?.[1];
  return records
    .filter((record) => BigInt(record.id) > after)
    .filter(
      (record) =>
        (since === undefined || (record.tms ?? '') >= since) && (before === undefined || (record.tms ?? '') < before),
    )
    .filter((record) => status === undefined || record['statut'] === status)
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    .slice(0, parseInt(String(query['limit'] ?? '100'), 10));
}

function cents(value: unknown): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  return BigInt(`${sign}${whole}${fraction.padEnd(2, '0').slice(0, 2)}`);
}

function text(minor: bigint): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}000000`;
}

/** 5 January 2026, midnight in Paris: the day before in UTC. */
export const JANUARY_5 = 1767567600;

/** A validated invoice of 1,200.00, as the API sends it. */
export function invoice(id: string, changes: Record<string, unknown> = {}): FakeRecord {
  return {
    id,
    ref: `FA2601-${id.padStart(4, '0')}`,
    type: '0',
    statut: '1',
    paye: '0',
    socid: '12',
    ref_client: 'PO-77',
    date: JANUARY_5,
    date_lim_reglement: JANUARY_5 + 30 * 86_400,
    total_ht: '1000.00000000',
    total_tva: '200.00000000',
    total_ttc: '1200.00000000',
    multicurrency_code: 'EUR',
    tms: '2026-01-05 09:00:00',
    lines: [{ tva_tx: '20.0000', total_ht: '1000.00000000', total_tva: '200.00000000' }],
    ...changes,
  };
}

/** A customer, as the API sends it. */
export function customer(id: string, changes: Record<string, unknown> = {}): FakeRecord {
  return {
    id,
    name: `Client ${id}`,
    code_client: `CU2601-${id}`,
    idprof1: '732 829 320',
    tva_intra: 'FR44732829320',
    code_compta_client: '411000',
    tms: '2026-01-02 09:00:00',
    ...changes,
  };
}
