import { IBAN } from './test-books.js';

/** Header of the open-items file. */
export const HEADER = 'number,kind,customer_id,customer_name,issue_date,due_date,currency,total,open_amount';

/** A row of open items, sound unless a cell is given. */
export function row(
  cells: Partial<
    Record<'number' | 'kind' | 'customer' | 'name' | 'issued' | 'due' | 'currency' | 'total' | 'open', string>
  > = {},
): string {
  const {
    number = 'FA1',
    kind = 'invoice',
    customer = 'C1',
    name = 'ACME',
    issued = '2026-02-01',
    due = '2026-03-01',
  } = cells;
  const { currency = 'EUR', total = '120.00', open = total } = cells;
  return [number, kind, customer, name, issued, due, currency, total, open].join(',');
}

/** A file of open items. */
export const openItems = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;

/** A camt.053 entry; a negative amount is a debit. */
export function entry(amount: string, text: string, date = '2026-02-02', currency = 'EUR'): string {
  const debit = amount.startsWith('-');
  return `<Ntry><Amt Ccy="${currency}">${amount.replace('-', '')}</Amt><CdtDbtInd>${debit ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${date}</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}

/** A camt.053 statement of an account. */
export function statement(
  entries: readonly string[],
  iban: string | undefined = IBAN,
  currency = 'EUR',
  id = 'S1',
): string {
  const account = iban === '' ? '<Othr><Id>NONE</Id></Othr>' : `<IBAN>${iban}</IBAN>`;
  return `<Stmt><Id>${id}</Id><Acct><Id>${account}</Id><Ccy>${currency}</Ccy></Acct>${entries.join('\n')}</Stmt>`;
}

/** A camt.053 document around statements. */
export function camt(...statements: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>
${statements.join('\n')}
</BkToCstmrStmt></Document>`;
}
