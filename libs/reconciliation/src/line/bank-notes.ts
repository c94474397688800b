/**
 * Statement readers keep in `additional` whatever no field of a line holds, parts joined by `; `: words of the payer or
 * of the bank's label, and codes of the bank under a label of their own (`operation 0501`, `?10 999`, `NtryRef 4711`).
 */

/** The bank's own codes: numbers that nobody who paid has written. Labels as the statement readers write them. */
const NOTED =
  /^(?:\?\d\d|operation|entry|exempt|unavailable|reject reason|COAM|NtryRef|AcctSvcrRef|AcctOwnrTxId|AcctOwnrRef|MsgId|InstrId|TxId|UETR|ClrSysRef|MktInfrstrctrTxId|PrcgId|ChqNb|NbOfTxs|XchgRate|Chrgs|OrgnlBkTxCd|CdtrRefInf\/Tp|REFNUM|SRVRTID|SIC|PAYEEID)(?:\/\S*)? \S/;

const BETWEEN = '; ';

/** Additional text in two: what may be the payer's words or the bank's label, and the bank's own codes. */
export interface AdditionalParts {
  readonly said: string;
  readonly noted: string;
}

/** Tells the bank's own codes from the rest of a line's additional text. */
export function partsOfAdditional(additional: string | undefined): AdditionalParts {
  if (additional === undefined) return NOTHING;
  const said: string[] = [];
  const noted: string[] = [];
  for (const part of additional.split(BETWEEN)) (NOTED.test(part) ? noted : said).push(part);
  return { said: said.join(BETWEEN), noted: noted.join(BETWEEN) };
}

const NOTHING: AdditionalParts = { said: '', noted: '' };

/** What the payer and the label say, as it is: two lines of the same words may be one payment sent twice. */
export function saidIn(line: { readonly remittance?: string; readonly additional?: string }): string {
  return `${line.remittance ?? ''} ${partsOfAdditional(line.additional).said}`.trim();
}
