import { ERASED } from '@lettrage/billing';
import type { CompanyTransaction } from '../company-transaction.js';
import { EventTable } from './event-table.js';

/** What was erased of a person. */
export interface ErasedCustomer {
  readonly code: string;
  /** Events that lost a text. */
  readonly events: number;
  /** Bank lines that lost who sent them and what was written. */
  readonly bankLines: number;
  readonly ibans: number;
}

/** Open items and unused credit of a customer: what forbids erasing him. */
export async function openOf(tx: CompanyTransaction, customerId: string): Promise<{ items: number; credits: number }> {
  const rows = await tx.query<{ items: number; credits: number }>(
    `select (select count(*)::integer from books.item where company_id = $1 and customer_id = $2 and settled <> total) as items,
            (select count(*)::integer from books.payment where company_id = $1 and customer_id = $2 and allocated <> amount and not withdrawn) as credits`,
    [tx.companyId, customerId],
  );
  return rows[0]!;
}

/**
 * Takes a person out of the rows that need him no longer: the customer's name, address and bank accounts, what his bank
 * lines say, and the texts of events. Numbers, amounts and days stay, and so do journal entries and files handed over:
 * the law keeps them ten years.
 */
export async function eraseCustomer(
  tx: CompanyTransaction,
  customer: { readonly id: string; readonly code: string },
): Promise<ErasedCustomer> {
  const of = [tx.companyId, customer.id];
  const events = await new EventTable(tx).eraseTexts(customer.id);
  const bankLines = await tx.execute(
    `update books.bank_transaction t set counterparty_name = null, counterparty_iban = null, remittance = null,
            line = (t.line::jsonb - 'counterparty' - 'remittance' - 'additional')::json
       from books.payment p where t.company_id = $1 and p.company_id = $1 and p.transaction_id = t.id and p.customer_id = $2`,
    of,
  );
  await tx.execute(
    `update books.decision d set detail = d.detail - 'evidence' - 'alternatives' - 'reason'
       from books.payment p where d.company_id = $1 and p.company_id = $1 and p.transaction_id = d.transaction_id and p.customer_id = $2`,
    of,
  );
  const ibans = await tx.execute('delete from books.customer_iban where company_id = $1 and customer_id = $2', of);
  await tx.execute('delete from books.customer_key where company_id = $1 and customer_id = $2', of);
  await tx.execute(
    `update books.customer set name = $3, siren = null, vat_number = null, address = '{}' where company_id = $1 and id = $2`,
    [...of, ERASED],
  );
  return { code: customer.code, events, bankLines, ibans };
}
