/** Account of the statements. */
export const IBAN = 'FR7630006000011234567890189';

export function numberOf(n: number): string {
  return `FA2026-${String(100_000 + n)}`;
}

function amountOf(n: number): string {
  return `${100 + (n % 900)}.${String(n % 100).padStart(2, '0')}`;
}

const TRADES = 'ATELIER GARAGE TRANSPORTS MENUISERIE IMPRIMERIE JARDINS CONSEIL NEGOCE TEXTILES MECANIQUE'.split(' ');
const STEMS = 'BRE VAL MON ROC FER LAN CAR DUR PER SAU GRI TOU MAR BEL COR LES NOU VIL CHA PRE'.split(' ');
const ENDS = 'TIER NEAU LARD VIN ROT DET CHON MAUD SIEU GELLE'.split(' ');

/** The name of a customer: people's names differ in more than a number. */
export function nameOf(customer: number): string {
  const of = (words: readonly string[], divisor: number): string =>
    words[Math.floor(customer / divisor) % words.length]!;
  return `${of(TRADES, 200)} ${of(STEMS, 10)}${of(ENDS, 1)} ${of(STEMS, 2000)}${of(ENDS, 40_000)} SARL`;
}

/** Invoices of ten to a customer, in the layout of the open-items file. */
export function openItemsCsv(count: number): string {
  const rows = ['number,kind,customer_id,customer_name,issue_date,due_date,currency,total,open_amount,vat,vat_due'];
  for (let n = 0; n < count; n++) {
    const customer = n % Math.ceil(count / 10);
    rows.push(
      `${numberOf(n)},invoice,C${customer},${nameOf(customer)},2026-01-05,2026-02-04,EUR,${amountOf(n)},${amountOf(n)},,debit`,
    );
  }
  return `${rows.join('\n')}\n`;
}

/** A camt.053 of one account; line n pays the n-th invoice of {@link openItemsCsv}, of that many customers, and names it. */
export function camtFile(id: string, count: number, customers = count): string {
  const entries = Array.from({ length: count }, (_, n) => {
    const day = `2026-02-${String((n % 28) + 1).padStart(2, '0')}`;
    return `<Ntry><Amt Ccy="EUR">${amountOf(n)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt><AcctSvcrRef>BK${String(n).padStart(10, '0')}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>E2E-${n}</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>${nameOf(n % customers)}</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>REGLEMENT ${numberOf(n)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>${id}</MsgId></GrpHdr>
<Stmt><Id>${id}</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${entries.join('\n')}
</Stmt></BkToCstmrStmt></Document>
`;
}
