/** A line of a statement as a spec writes it. */
export interface Line {
  readonly day: string;
  readonly amount: string;
  readonly text: string;
  readonly payer?: string;
}

export const IBAN = 'FR7630006000011234567890189';
export const OTHER_IBAN = 'FR1420041010050500013M02606';

/** A camt.053 statement whose balances follow from its lines. */
export function camt(
  lines: readonly Line[],
  options: { iban?: string; opening?: number; id?: string; from?: string; to?: string } = {},
): string {
  const {
    iban = IBAN,
    opening = 100_000,
    id = 'S1',
    from = lines[0]?.day ?? '2026-01-31',
    to = lines.at(-1)?.day ?? from,
  } = options;
  const closing = lines.reduce((sum, line) => sum + cents(line.amount), opening);
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${to}T22:00:00</CreDtTm></GrpHdr>
<Stmt><Id>${id}</Id><CreDtTm>${to}T22:00:00</CreDtTm>
<FrToDt><FrDtTm>${from}T00:00:00</FrDtTm><ToDtTm>${to}T23:59:59</ToDtTm></FrToDt>
<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${balance('OPBD', opening, from)}${balance('CLBD', closing, to)}
${lines.map(entry).join('\n')}
</Stmt></BkToCstmrStmt></Document>`;
}

function balance(code: string, minor: number, day: string): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${decimal(Math.abs(minor))}</Amt><CdtDbtInd>${minor < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
}

function entry(line: Line, index: number): string {
  const side = line.amount.startsWith('-') ? 'DBIT' : 'CRDT';
  const amount = `<Amt Ccy="EUR">${line.amount.replace('-', '')}</Amt><CdtDbtInd>${side}</CdtDbtInd>`;
  const payer = line.payer ? `<RltdPties><Dbtr><Pty><Nm>${line.payer}</Nm></Pty></Dbtr></RltdPties>` : '';
  return `<Ntry>${amount}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${line.day}</Dt></BookgDt><ValDt><Dt>${line.day}</Dt></ValDt><AcctSvcrRef>${line.day}-${index}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${side === 'CRDT' ? 'RCDT' : 'ICDT'}</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls>${amount}${payer}<RmtInf><Ustrd>${line.text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}

function cents(amount: string): number {
  return Number.parseInt(amount.replace('.', ''), 10);
}

function decimal(minor: number): string {
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
}

/** Open items of one customer each: number, customer, total. */
export function openItems(rows: readonly (readonly [number: string, customer: string, total: string])[]): string {
  const lines = rows.map(
    ([number, customer, total]) =>
      `${number};invoice;${customer};Client ${customer};2026-01-05;2026-02-04;EUR;${total};${total};20.00:${net(total)}:${tax(total)};debit`,
  );
  return [
    'number;kind;customer_id;customer_name;issue_date;due_date;currency;total;open_amount;vat;vat_due',
    ...lines,
  ].join('\n');
}

const tax = (total: string): string => decimal(Math.round(cents(total) / 6));
const net = (total: string): string => decimal(cents(total) - Math.round(cents(total) / 6));
