import { formatMinor, type Day } from '@lettrage/domain';
import type { DemoLine } from './bank-line.js';

/** What a statement is about. Balances in cents. */
export interface StatementHead {
  readonly iban: string;
  readonly bic: string;
  readonly owner: string;
  readonly from: Day;
  readonly to: Day;
  readonly opening: bigint;
}

/** Writes a camt.053.001.08 message with one statement; lines that share a batch become one entry with details. */
export function writeCamt(head: StatementHead, lines: readonly DemoLine[]): string {
  const movements = lines.reduce((sum, line) => sum + line.amount, 0n);
  const entries = groupBatches(lines).map((group, index) => entry(group, index + 1));
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">',
    '<BkToCstmrStmt>',
    `<GrpHdr><MsgId>RELEVE-${head.to}</MsgId><CreDtTm>${head.to}T22:15:00</CreDtTm></GrpHdr>`,
    '<Stmt>',
    `<Id>${head.iban.slice(-13)}-2026-09-10</Id><ElctrncSeqNb>9</ElctrncSeqNb><CreDtTm>${head.to}T22:15:00</CreDtTm>`,
    `<FrToDt><FrDtTm>${head.from}T00:00:00</FrDtTm><ToDtTm>${head.to}T23:59:59</ToDtTm></FrToDt>`,
    `<Acct><Id><IBAN>${head.iban}</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>${escape(head.owner)}</Nm></Ownr>` +
      `<Svcr><FinInstnId><BICFI>${head.bic}</BICFI></FinInstnId></Svcr></Acct>`,
    balance('OPBD', head.opening, head.from),
    balance('CLBD', head.opening + movements, head.to),
    ...entries,
    '</Stmt>',
    '</BkToCstmrStmt>',
    '</Document>',
  ].join('\n')}\n`;
}

function balance(code: string, amount: bigint, day: Day): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${signedAmount(amount)}<Dt><Dt>${day}</Dt></Dt></Bal>`;
}

/** camt amounts have no sign: the indicator beside them says the direction. */
function signedAmount(amount: bigint): string {
  const unsigned = amount < 0n ? -amount : amount;
  return `<Amt Ccy="EUR">${formatMinor(unsigned, 'EUR')}</Amt><CdtDbtInd>${amount < 0n ? 'DBIT' : 'CRDT'}</CdtDbtInd>`;
}

function groupBatches(lines: readonly DemoLine[]): DemoLine[][] {
  const groups: DemoLine[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (line.batch && last?.[0]?.batch === line.batch) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

function entry(lines: readonly DemoLine[], serial: number): string {
  const first = lines[0] as DemoLine;
  const total = lines.reduce((sum, line) => sum + line.amount, 0n);
  const reference = `${first.day.slice(2).replaceAll('-', '')}${String(serial).padStart(5, '0')}`;
  const batch = first.batch
    ? `<Btch><PmtInfId>${first.batch}</PmtInfId><NbOfTxs>${lines.length}</NbOfTxs><TtlAmt Ccy="EUR">${formatMinor(total, 'EUR')}</TtlAmt><CdtDbtInd>CRDT</CdtDbtInd></Btch>`
    : '';
  const details = lines.map((line, index) => detail(line, lines.length > 1 ? `${reference}-${index + 1}` : reference));
  const words = [first.label, ...(first.batch ? [first.batch] : [first.counterparty?.name, first.text])];
  return [
    `<Ntry>${signedAmount(total)}<Sts><Cd>BOOK</Cd></Sts>`,
    `<BookgDt><Dt>${first.day}</Dt></BookgDt><ValDt><Dt>${first.day}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef>`,
    transactionCode(first.code),
    `<NtryDtls>${batch}${details.join('')}</NtryDtls>`,
    `<AddtlNtryInf>${escape(words.filter(Boolean).join(' '))}</AddtlNtryInf></Ntry>`,
  ].join('');
}

function transactionCode(code: string): string {
  const [domain, family, subfamily] = code.split('/');
  return `<BkTxCd><Domn><Cd>${domain}</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>${subfamily}</SubFmlyCd></Fmly></Domn></BkTxCd>`;
}

function detail(line: DemoLine, reference: string): string {
  const mandate = line.mandateId ? `<MndtId>${line.mandateId}</MndtId>` : '';
  const charged = line.charges ?? 0n;
  return [
    `<TxDtls><Refs><AcctSvcrRef>${reference}</AcctSvcrRef><EndToEndId>${line.endToEndId ?? 'NOTPROVIDED'}</EndToEndId>${mandate}</Refs>`,
    signedAmount(line.amount),
    charged > 0n
      ? `<AmtDtls><InstdAmt><Amt Ccy="EUR">${formatMinor(line.amount + charged, 'EUR')}</Amt></InstdAmt></AmtDtls>`
      : '',
    charged > 0n
      ? `<Chrgs><Rcrd><Amt Ccy="EUR">${formatMinor(charged, 'EUR')}</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>`
      : '',
    parties(line),
    remittance(line),
    line.returnReason
      ? `<RtrInf><Rsn><Cd>${line.returnReason}</Cd></Rsn><AddtlInf>${RETURN_TEXTS[line.returnReason] ?? ''}</AddtlInf></RtrInf>`
      : '',
    '</TxDtls>',
  ].join('');
}

const RETURN_TEXTS: Readonly<Record<string, string>> = {
  AM04: 'PROVISION INSUFFISANTE',
  MD06: 'OPERATION CONTESTEE PAR LE DEBITEUR',
};

/** The other side is the debtor of what we received and the creditor of what we paid; a returned debit keeps its roles. */
function parties(line: DemoLine): string {
  if (!line.counterparty) return '';
  const { name, iban, bic } = line.counterparty;
  const role = line.amount > 0n || line.returnReason ? 'Dbtr' : 'Cdtr';
  const account = iban ? `<${role}Acct><Id><IBAN>${iban}</IBAN></Id></${role}Acct>` : '';
  const agent = bic
    ? `<RltdAgts><${role}Agt><FinInstnId><BICFI>${bic}</BICFI></FinInstnId></${role}Agt></RltdAgts>`
    : '';
  return `<RltdPties><${role}><Pty><Nm>${escape(name)}</Nm></Pty></${role}>${account}</RltdPties>${agent}`;
}

function remittance(line: DemoLine): string {
  const free = line.text ? `<Ustrd>${escape(line.text)}</Ustrd>` : '';
  const structured = line.structuredReference
    ? `<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>${line.structuredReference}</Ref></CdtrRefInf></Strd>`
    : '';
  return free || structured ? `<RmtInf>${free}${structured}</RmtInf>` : '';
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
