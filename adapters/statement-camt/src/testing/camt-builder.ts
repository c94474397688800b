import { readLines, type ReadLines } from '@lettrage/adapter-sdk/conformance';
import { camtReader } from '../camt.reader.js';

/** Reads bytes or text cut into pieces of `size` bytes. */
export function read(input: string | Uint8Array, size?: number): Promise<ReadLines> {
  return readLines(camtReader, input, { file: 'test.xml', size });
}

export const IBAN = 'DE89370400440532013000';
const NAMES = {
  '052': ['BkToCstmrAcctRpt', 'Rpt'],
  '053': ['BkToCstmrStmt', 'Stmt'],
  '054': ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
} as const;

/** A document around statements; each is the inside of a `Stmt`, `Rpt` or `Ntfctn`. */
export function document(
  statements: readonly string[],
  message: '052' | '053' | '054' = '053',
  version = '08',
): string {
  const [container, name] = NAMES[message];
  const body = statements.map((statement) => `<${name}>${statement}</${name}>`).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${message}.001.${version}"><${container}><GrpHdr><MsgId>M</MsgId></GrpHdr>
${body}
</${container}></Document>`;
}

/** The head of a statement of {@link IBAN}. */
export function account(iban: string = IBAN, currency = 'EUR'): string {
  return `<Id>S1</Id><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy><Ownr><Nm>Our Company</Nm></Ownr></Acct>`;
}

/** A balance; a leading minus makes it a debit. */
export function balance(code: string, amount: string, date = '2026-01-01', currency = 'EUR'): string {
  const negative = amount.startsWith('-');
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${negative ? amount.slice(1) : amount}</Amt><CdtDbtInd>${negative ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${date}</Dt></Dt></Bal>`;
}

/** An entry; `inner` goes after the dates, `end` after the details. */
export function entry(
  amount: string,
  parts: { inner?: string; status?: string; date?: string; currency?: string; end?: string } = {},
): string {
  const negative = amount.startsWith('-');
  return `<Ntry><Amt Ccy="${parts.currency ?? 'EUR'}">${negative ? amount.slice(1) : amount}</Amt><CdtDbtInd>${negative ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts>${parts.status ?? '<Cd>BOOK</Cd>'}</Sts><BookgDt><Dt>${parts.date ?? '2026-01-02'}</Dt></BookgDt>${parts.inner ?? ''}${parts.end ?? ''}</Ntry>`;
}

/** `NtryDtls` with one `TxDtls` for each text. */
export function details(...inner: readonly string[]): string {
  return `<NtryDtls>${inner.map((detail) => `<TxDtls>${detail}</TxDtls>`).join('')}</NtryDtls>`;
}
