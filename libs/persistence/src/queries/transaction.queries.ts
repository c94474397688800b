import { formatMinor, type Day } from '@lettrage/domain';
import { takenBack } from '../billing/payment-table.js';
import type { CompanyTransaction } from '../company-transaction.js';

/** States a bank line can be in; see the schema. */
export type TransactionState = 'new' | 'history' | 'proposed' | 'matched' | 'set-aside' | 'held';

/** Which lines to list. */
export interface TransactionFilter {
  readonly states?: readonly TransactionState[];
  readonly accountId?: string;
  /** Words of the text, the counterparty or the amount. */
  readonly text?: string;
  /** Booking day and id of the last line seen. */
  readonly after?: readonly [string, string];
  readonly limit: number;
}

/** A bank line with what was decided of it. Amounts are decimal strings. */
export interface TransactionView {
  readonly id: string;
  readonly ref: string;
  readonly bookingDate: Day;
  readonly valueDate?: Day;
  readonly amount: string;
  readonly currency: string;
  readonly state: TransactionState;
  readonly personOnly: boolean;
  readonly account: { readonly id: string; readonly label: string; readonly iban?: string };
  readonly counterparty?: { readonly name?: string; readonly iban?: string };
  readonly remittance?: string;
  readonly endToEndId?: string;
  /** The decision that stands or is proposed, in its public shape, with its id and who took it. */
  readonly decision?: Readonly<Record<string, unknown>>;
  /** The payment it was entered as, with its allocations that still stand or were taken back. */
  readonly payment?: PaymentView;
}

/** A payment with its allocations. */
export interface PaymentView {
  readonly id: string;
  readonly onAccount: string;
  readonly customer?: { readonly id: string; readonly code: string; readonly name: string };
  readonly allocations: readonly {
    readonly id: string;
    readonly itemId: string;
    readonly number: string;
    readonly amount: string;
    readonly adjustment?: { readonly kind: string; readonly amount: string };
    readonly day: Day;
    readonly undone: boolean;
  }[];
}

interface Row {
  id: string;
  ref: string;
  bookingDate: Day;
  valueDate: Day | null;
  amount: bigint;
  currency: string;
  state: TransactionState;
  personOnly: boolean;
  accountId: string;
  accountLabel: string;
  iban: string | null;
  name: string | null;
  counterpartyIban: string | null;
  remittance: string | null;
  endToEndId: string | null;
  decisionId: string | null;
  decisionState: string | null;
  decidedBy: string | null;
  detail: Record<string, unknown> | null;
  customerCode: string | null;
  customerName: string | null;
  payment: RawPayment | null;
}

interface RawPayment {
  id: string;
  onAccount: string;
  customer: { id: string; code: string; name: string } | null;
  allocations: {
    id: string;
    itemId: string;
    number: string;
    amount: string;
    kind: string | null;
    adjustment: string;
    day: Day;
    undone: boolean;
  }[];
}

/** `page` picks the lines first: what is joined to them is looked up for those alone. */
const select = (page: string): string => /* sql */ `
  with page as materialized (${page})
  select t.id, t.ref, t.booking_date as "bookingDate", t.value_date as "valueDate", t.amount, t.currency, t.state,
         t.person_only as "personOnly", a.id as "accountId", a.label as "accountLabel", a.iban, t.counterparty_name as name,
         t.counterparty_iban as "counterpartyIban", t.remittance, t.end_to_end_id as "endToEndId",
         d.id as "decisionId", d.state as "decisionState", d.decided_by as "decidedBy", d.detail,
         c.code as "customerCode", c.name as "customerName", pay.payment
    from page t
    join books.bank_account a on a.company_id = t.company_id and a.id = t.account_id
    left join lateral (select * from books.decision d where d.company_id = t.company_id and d.transaction_id = t.id
                          and d.state in ('proposed', 'applied') limit 1) d on true
    left join books.customer c on c.company_id = d.company_id and c.id = d.customer_id
    left join lateral (
      select jsonb_build_object('id', p.id, 'onAccount', (p.amount - p.allocated)::text,
               'customer', (select jsonb_build_object('id', k.id, 'code', k.code, 'name', k.name) from books.customer k
                             where k.company_id = p.company_id and k.id = p.customer_id),
               'allocations', coalesce((
                 select jsonb_agg(jsonb_build_object('id', al.id, 'itemId', i.id, 'number', i.number, 'amount', al.amount::text,
                          'kind', al.adjustment_kind, 'adjustment', al.adjustment::text, 'day', al.day,
                          'undone', (select n.depth % 2 = 1 from (${takenBack('al')}) n))
                        order by al.event_position, al.id)
                   from books.allocation al join books.item i on i.company_id = al.company_id and i.id = al.item_id
                  where al.company_id = p.company_id and al.payment_id = p.id
                    -- An undo stands on the payment it took from; what a returned payment gives back is its own.
                    and not exists (
                      with recursive origin (payment_id, undoes) as (
                        select x.payment_id, x.undoes from books.allocation x where x.company_id = al.company_id and x.id = al.undoes
                        union all
                        select x.payment_id, x.undoes from origin o join books.allocation x on x.company_id = al.company_id and x.id = o.undoes)
                      select 1 from origin o where o.payment_id = al.payment_id)), '[]')) as payment
        from books.payment p where p.company_id = t.company_id and p.transaction_id = t.id and not p.withdrawn limit 1) pay on true`;

/** Bank lines as the review shows them, newest decision first in each; ordered by booking day and id. */
export class TransactionQueries {
  constructor(private readonly tx: CompanyTransaction) {}

  async list(filter: TransactionFilter): Promise<TransactionView[]> {
    const rows = await this.tx.query<Row>(
      `${select(`select * from books.bank_transaction t
        where t.company_id = $1 and ($2::text[] is null or t.state = any ($2)) and ($3::uuid is null or t.account_id = $3)
          and ($4::text is null or t.remittance ilike $4 or t.counterparty_name ilike $4 or (t.amount / 100.0)::text like $4)
          and ($5::date is null or (t.booking_date, t.id) > ($5::date, $6::uuid))
        order by t.booking_date, t.id limit $7`)} order by t.booking_date, t.id`,
      [
        this.tx.companyId,
        filter.states ?? null,
        filter.accountId ?? null,
        filter.text === undefined ? null : `%${filter.text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`,
        filter.after?.[0] ?? null,
        filter.after?.[1] ?? null,
        filter.limit,
      ],
    );
    return rows.map(viewOf);
  }

  async get(id: string): Promise<TransactionView | undefined> {
    const rows = await this.tx.query<Row>(
      select('select * from books.bank_transaction where company_id = $1 and id = $2'),
      [this.tx.companyId, id],
    );
    return rows[0] && viewOf(rows[0]);
  }
}

function viewOf(row: Row): TransactionView {
  return {
    id: row.id,
    ref: row.ref,
    bookingDate: row.bookingDate,
    ...(row.valueDate ? { valueDate: row.valueDate } : {}),
    amount: formatMinor(row.amount, row.currency),
    currency: row.currency,
    state: row.state,
    personOnly: row.personOnly,
    account: { id: row.accountId, label: row.accountLabel, ...(row.iban ? { iban: row.iban } : {}) },
    ...(row.name || row.counterpartyIban
      ? {
          counterparty: {
            ...(row.name ? { name: row.name } : {}),
            ...(row.counterpartyIban ? { iban: row.counterpartyIban } : {}),
          },
        }
      : {}),
    ...(row.remittance ? { remittance: row.remittance } : {}),
    ...(row.endToEndId ? { endToEndId: row.endToEndId } : {}),
    ...(row.detail && row.decisionId ? { decision: decisionOf(row) } : {}),
    ...(row.payment ? { payment: paymentOf(row.payment, row.currency) } : {}),
  };
}

function decisionOf(row: Row): Record<string, unknown> {
  // What billing resolved the decision to is for billing; people are shown the decision itself.
  const { resolved, ...detail } = row.detail!;
  const { heldBack, account, split } = (resolved ?? {}) as { heldBack?: string; account?: string; split?: unknown };
  return {
    ...detail,
    ...(row.decisionState === 'proposed' && heldBack ? { heldBack } : {}),
    ...(account ? { account } : {}),
    ...(split ? { split } : {}),
    id: row.decisionId,
    state: row.decisionState,
    decidedBy: row.decidedBy,
    ...(row.customerCode ? { customer: { code: row.customerCode, name: row.customerName } } : {}),
  };
}

function paymentOf(payment: RawPayment, currency: string): PaymentView {
  return {
    id: payment.id,
    onAccount: formatMinor(BigInt(payment.onAccount), currency),
    ...(payment.customer ? { customer: payment.customer } : {}),
    allocations: payment.allocations.map(({ kind, adjustment, amount, ...rest }) => ({
      ...rest,
      amount: formatMinor(BigInt(amount), currency),
      ...(kind ? { adjustment: { kind, amount: formatMinor(BigInt(adjustment), currency) } } : {}),
    })),
  };
}
