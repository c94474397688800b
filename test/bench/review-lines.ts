import { IBAN, nameOf, numberOf } from './files.js';

/** What comes in turn: named, from a known payer without a number, part of an amount, paid out. */
const KINDS = ['named', 'unnamed', 'other-amount', 'paid-out'] as const;

/** A camt.053 of lines for {@link openItemsCsv} of that many items: in turn what is proven, doubtful, and no invoice. */
export function queueCamt(lines: number, items: number): string {
  const customers = Math.ceil(items / 10);
  const entries = Array.from({ length: lines }, (_, n) => {
    const kind = KINDS[n % KINDS.length]!;
    const item = (n * 7) % items;
    const amount = kind === 'other-amount' ? '41.17' : `${100 + (item % 900)}.${String(item % 100).padStart(2, '0')}`;
    const text =
      kind === 'named' ? `REGLEMENT ${numberOf(item)}` : kind === 'paid-out' ? 'PRLV FOURNISSEUR' : `VIREMENT ${n}`;
    return entry(n, { amount, text, sense: kind === 'paid-out' ? 'DBIT' : 'CRDT', name: nameOf(item % customers) });
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>queue</MsgId></GrpHdr>
<Stmt><Id>queue</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>
${entries.join('\n')}
</Stmt></BkToCstmrStmt></Document>
`;
}

function entry(n: number, line: { amount: string; text: string; sense: 'CRDT' | 'DBIT'; name: string }): string {
  const day = `2026-02-${String((n % 28) + 1).padStart(2, '0')}`;
  const side = line.sense === 'CRDT' ? 'Dbtr' : 'Cdtr';
  const account = `FR76${String(n).padStart(23, '0')}`;
  const party = `<${side}><Pty><Nm>${line.name}</Nm></Pty></${side}><${side}Acct><Id><IBAN>${checked(account)}</IBAN></Id></${side}Acct>`;
  return `<Ntry><Amt Ccy="EUR">${line.amount}</Amt><CdtDbtInd>${line.sense}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>Q${n}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties>${party}</RltdPties><RmtInf><Ustrd>${line.text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}

/** The account number with the check digits it ought to have (ISO 7064). */
function checked(iban: string): string {
  const digits = `${iban.slice(4)}152700`;
  const remainder = [...digits].reduce((rest, digit) => (rest * 10 + Number.parseInt(digit, 10)) % 97, 0);
  return `FR${String(98 - remainder).padStart(2, '0')}${iban.slice(4)}`;
}
