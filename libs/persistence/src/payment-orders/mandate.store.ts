import type { Day } from '@lettrage/domain';
import type { CompanyTransaction } from '../company-transaction.js';
import { newId } from '../new-id.js';

/** A customer's permission to debit his account. */
export interface MandateRow {
  readonly id: string;
  readonly customerId: string;
  readonly customer: string;
  readonly customerName: string;
  /** Unique mandate reference (RUM). */
  readonly reference: string;
  readonly debtor: string;
  readonly iban: string;
  readonly bic?: string;
  readonly signedOn: Day;
  readonly scheme: 'CORE' | 'B2B';
  readonly kind: 'recurrent' | 'one-off';
  /** Day of the last collection, here or before the mandate came here. */
  readonly lastCollectedOn?: Day;
  /** What the debtor's bank still knows it by. */
  readonly originalReference?: string;
  readonly originalIban?: string;
  readonly revokedOn?: Day;
}

/** What is said of a mandate when it is imported. */
export type NewMandate = Omit<
  MandateRow,
  'id' | 'customerName' | 'originalReference' | 'originalIban' | 'customerId'
> & {
  readonly originalReference?: string;
};

/** What an import of mandates did. */
export interface KeptMandates {
  readonly new: number;
  readonly changed: number;
  readonly known: number;
  /** Codes of customers that are not known. */
  readonly strangers: readonly string[];
}

type Row = { [Key in keyof MandateRow]-?: MandateRow[Key] | null };

const SELECT = /* sql */ `
  select m.id, m.customer_id as "customerId", c.code as customer, c.name as "customerName", m.reference, m.debtor, m.iban, m.bic,
         m.signed_on as "signedOn", m.scheme, m.kind, m.original_reference as "originalReference", m.original_iban as "originalIban",
         m.revoked_on as "revokedOn",
         greatest(m.last_collected_on, (
           select max(l.day) from books.payment_order_line l
            where l.company_id = m.company_id and l.mandate_id = m.id and l.state <> 'cancelled')) as "lastCollectedOn"
    from books.mandate m join books.customer c on c.company_id = m.company_id and c.id = m.customer_id`;

/** The mandates of a company's customers. */
export class MandateStore {
  constructor(private readonly tx: CompanyTransaction) {}

  /**
   * Adds mandates by reference, and brings known ones up to what is said; another IBAN is an amendment, which the next
   * collection tells the bank.
   */
  async keep(mandates: readonly NewMandate[]): Promise<KeptMandates> {
    const codes = await this.tx.query<{ code: string; id: string }>(
      `select code, id from books.customer where company_id = $1 and code = any ($2)`,
      [this.tx.companyId, [...new Set(mandates.map(({ customer }) => customer))]],
    );
    const customers = new Map(codes.map(({ code, id }) => [code, id]));
    const strangers = [...new Set(mandates.map(({ customer }) => customer).filter((code) => !customers.has(code)))];
    if (strangers.length > 0) return { new: 0, changed: 0, known: 0, strangers };
    const kept = { new: 0, changed: 0 };
    for (const mandate of mandates) {
      const [row] = await this.tx.query<{ isNew: boolean }>(UPSERT, [
        this.tx.companyId,
        newId(),
        customers.get(mandate.customer),
        mandate.reference,
        mandate.debtor,
        mandate.iban,
        mandate.bic ?? null,
        mandate.signedOn,
        mandate.scheme,
        mandate.kind,
        mandate.lastCollectedOn ?? null,
        mandate.originalReference ?? null,
        mandate.revokedOn ?? null,
      ]);
      if (row) kept[row.isNew ? 'new' : 'changed']++;
    }
    return { ...kept, known: mandates.length - kept.new - kept.changed, strangers };
  }

  /** Every mandate, or those of some customers, by customer and day of signature, the newest last. */
  async list(customerIds?: readonly string[]): Promise<MandateRow[]> {
    const rows = await this.tx.query<Row>(
      `${SELECT} where m.company_id = $1 and ($2::uuid[] is null or m.customer_id = any ($2)) order by c.code, m.signed_on, m.id`,
      [this.tx.companyId, customerIds ?? null],
    );
    return rows.map(viewOf);
  }

  /** From a day on nothing is collected by it; false where there is no such mandate. */
  async revoke(reference: string, day: Day): Promise<boolean> {
    const touched = await this.tx.execute(
      `update books.mandate set revoked_on = $3 where company_id = $1 and reference = $2`,
      [this.tx.companyId, reference, day],
    );
    return touched > 0;
  }
}

const UPSERT = /* sql */ `
insert into books.mandate as m (company_id, id, customer_id, reference, debtor, iban, bic, signed_on, scheme, kind, last_collected_on,
  original_reference, revoked_on)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (company_id, reference) do update set customer_id = excluded.customer_id, debtor = excluded.debtor, iban = excluded.iban,
  bic = excluded.bic, signed_on = excluded.signed_on, scheme = excluded.scheme, kind = excluded.kind,
  last_collected_on = coalesce(excluded.last_collected_on, m.last_collected_on),
  original_reference = coalesce(excluded.original_reference, m.original_reference),
  original_iban = case when excluded.iban = m.iban then m.original_iban else coalesce(m.original_iban, m.iban) end,
  revoked_on = excluded.revoked_on
 where (m.customer_id, m.debtor, m.iban, m.bic, m.signed_on, m.scheme, m.kind, m.revoked_on)
       is distinct from (excluded.customer_id, excluded.debtor, excluded.iban, excluded.bic, excluded.signed_on, excluded.scheme, excluded.kind, excluded.revoked_on)
    or coalesce(excluded.last_collected_on, m.last_collected_on) is distinct from m.last_collected_on
    or coalesce(excluded.original_reference, m.original_reference) is distinct from m.original_reference
returning xmax = 0 as "isNew"`;

function viewOf(row: Row): MandateRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as MandateRow;
}
