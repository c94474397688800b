import { formatMinor, parseMinor, type TransactionLine } from '@lettrage/domain';

/** The account whose statement is written. */
export interface StatementAccount {
  readonly iban: string;
  /** Opening balance in minor units. */
  readonly opening: bigint;
}

/**
 * Writes booked lines as one camt.053.001.08 statement: details with structured fields, debits collected together as
 * one entry with a detail each. Reading it back gives the same facts line by line.
 */
export function camt053(lines: readonly TransactionLine[], { iban, opening }: StatementAccount): string {
  const closing = lines.reduce((sum, line) => sum + minor(line), opening);
  const [from, to] = [lines[0]?.bookingDate ?? '2026-01-01', lines[lines.length - 1]?.bookingDate ?? '2026-01-01'];
  const entries = entriesOf(lines).map((entry) => writeEntry(entry));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>',
    `<GrpHdr><MsgId>BENCH</MsgId><CreDtTm>${to}T18:00:00Z</CreDtTm></GrpHdr>`,
    `<Stmt><Id>1</Id><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>`,
    balance('OPBD', opening, from),
    balance('CLBD', closing, to),
    ...entries,
    '</Stmt></BkToCstmrStmt></Document>',
    '',
  ].join('\n');
}

function minor({ amount, currency }: TransactionLine): bigint {
  return parseMinor(amount, currency);
}

function entriesOf(lines: readonly TransactionLine[]): TransactionLine[][] {
  const entries: TransactionLine[][] = [];
  for (const line of lines) {
    const last = entries[entries.length - 1];
    if (line.batch && line.batch.index > 1 && last) last.push(line);
    else entries.push([line]);
  }
  return entries;
}

function writeEntry(lines: readonly TransactionLine[]): string {
  const [first] = lines;
  const total = lines.reduce((sum, line) => sum + minor(line), 0n);
  const batch = lines.length > 1 ? `<Btch>${tag('PmtInfId', first!.paymentInformationId)}</Btch>` : '';
  const day = first!.bookingDate;
  const details = lines.map((line) => `<TxDtls>${detail(line)}</TxDtls>`).join('');
  return `<Ntry>${amount(total)}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><ValDt><Dt>${day}</Dt></ValDt>${code(first!)}<NtryDtls>${batch}${details}</NtryDtls></Ntry>`;
}

function detail(line: TransactionLine): string {
  const { counterparty, structuredReference, remittance, original, charges = [] } = line;
  const role = minor(line) >= 0n ? 'Dbtr' : 'Cdtr';
  const references = [
    tag('PmtInfId', line.paymentInformationId),
    tag('EndToEndId', line.endToEndId ?? 'NOTPROVIDED'),
    tag('MndtId', line.mandateId),
  ].join('');
  const foreign = original
    ? `<AmtDtls><InstdAmt><Amt Ccy="${original.currency}">${original.amount}</Amt></InstdAmt></AmtDtls>`
    : '';
  const taken = charges
    .map(
      ({ amount: fee, currency }) =>
        `<Chrgs><Rcrd><Amt Ccy="${currency}">${fee}</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>`,
    )
    .join('');
  const parties = counterparty
    ? `<RltdPties>${counterparty.name ? `<${role}><Pty><Nm>${escape(counterparty.name)}</Nm></Pty></${role}>` : ''}${counterparty.iban ? `<${role}Acct><Id><IBAN>${counterparty.iban}</IBAN></Id></${role}Acct>` : ''}</RltdPties>`
    : '';
  const structured = structuredReference
    ? `<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>${escape(structuredReference)}</Ref></CdtrRefInf></Strd>`
    : '';
  const text = remittance || structured ? `<RmtInf>${tag('Ustrd', remittance)}${structured}</RmtInf>` : '';
  const reason = line.return?.reason ? `<RtrInf><Rsn><Cd>${line.return.reason}</Cd></Rsn></RtrInf>` : '';
  return `<Refs>${references}</Refs>${amount(minor(line))}${foreign}${taken}${code(line)}${parties}${text}${reason}`;
}

function amount(minorUnits: bigint): string {
  const unsigned = minorUnits < 0n ? -minorUnits : minorUnits;
  return `<Amt Ccy="EUR">${formatMinor(unsigned, 'EUR')}</Amt><CdtDbtInd>${minorUnits < 0n ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;
}

function balance(kind: string, minorUnits: bigint, day: string): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp>${amount(minorUnits)}<Dt><Dt>${day}</Dt></Dt></Bal>`;
}

function code(line: TransactionLine): string {
  const usual = { domain: 'PMNT', family: line.amount.startsWith('-') ? 'ICDT' : 'RCDT', subfamily: 'ESCT' };
  const { domain, family, subfamily } = { ...usual, ...line.code };
  return `<BkTxCd><Domn><Cd>${domain}</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>${subfamily}</SubFmlyCd></Fmly></Domn></BkTxCd>`;
}

function tag(name: string, value: string | undefined): string {
  return value === undefined ? '' : `<${name}>${escape(value)}</${name}>`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
