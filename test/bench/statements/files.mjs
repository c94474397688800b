/**
 * Statement files of any size, written block by block, with the number and the sum of their movements (in cents) so that
 * a reading can be held against them.
 */
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/** Bytes of the megabyte all speeds are said in. */
export const MEGABYTE = 1_000_000;
const BLOCK = 200;

/** Formats by name: `head`, one `entry` of number and cents, `end`. Cents are negative for money paid. */
const FORMATS = {
  'camt.053': {
    head: `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>
    <Stmt><Id>S1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
`,
    entry: camtEntry,
    end: '</Stmt></BkToCstmrStmt></Document>\n',
  },
  cfonb120: {
    head: `01${'30004'}    ${'00001'}EUR2 ${'12345678901'}  010126${' '.repeat(50)}${signed(0)}${' '.repeat(16)}\n`,
    entry: (i, cents) =>
      `0430004    00001EUR2 1234567890105${cfonbDay(i)}  ${cfonbDay(i)}VIR CLIENT ${String(i % 5000).padEnd(20)}  ${String(i % 10_000_000).padStart(7, '0')}  ${signed(cents)}REF${String(i).padEnd(13)}\n` +
      cfonbComplement(i, 'NPY', `CLIENT ${i % 5000} SOCIETE`) +
      cfonbComplement(i, 'LCC', `FACTURE FA2026-${String(i % 100_000).padStart(6, '0')} REGLEMENT`) +
      cfonbComplement(i, 'RCN', `E2E-${i}`),
    end: '',
  },
  mt940: {
    head: ':20:M\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C260101EUR0,00\n',
    entry: (i, cents) =>
      `:61:2601${day(i)}01${day(i)}${cents < 0 ? 'D' : 'C'}${mtAmount(cents)}NTRFE2E-${i % 100_000}//BK${String(i % 1e9).padStart(9, '0')}\n` +
      `:86:166?00GUTSCHRIFT?20EREF+E2E-${i % 100_000}?21SVWZ+FACTURE FA2026-${String(i % 100_000).padStart(6, '0')}?22REGLEMENT?30BNPAFRPP?31FR7630006000011234567890189?32CLIENT ${i % 5000}\n`,
    end: ':62F:C260131EUR0,00\n-\n',
  },
  ofx: {
    head: 'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>30006<BRANCHID>00001<ACCTID>12345678901<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20260101<DTEND>20260131\n',
    entry: (i, cents) =>
      `<STMTTRN><TRNTYPE>${cents < 0 ? 'DEBIT' : 'CREDIT'}<DTPOSTED>202601${day(i)}<TRNAMT>${cents < 0 ? '-' : ''}${decimal(cents, '.')}<FITID>F${i}<NAME>CLIENT ${i % 5000}<MEMO>FACTURE FA2026-${String(i % 100_000).padStart(6, '0')} REGLEMENT</STMTTRN>\n`,
    end: '</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n',
  },
  csv: {
    head: 'Date;Date de valeur;Débit;Crédit;Libellé;Solde\n',
    entry: (i, cents) =>
      `${day(i)}/01/2026;${day(i)}/01/2026;${cents < 0 ? `-${decimal(cents, ',')}` : ''};${cents < 0 ? '' : decimal(cents, ',')};VIR CLIENT ${i % 5000} FACTURE FA2026-${String(i % 100_000).padStart(6, '0')};\n`,
    end: '',
  },
};

/**
 * Writes a file of at least `megabytes` MB, or of `most` movements; answers the number of its movements and their sum in
 * cents.
 */
export async function writeStatement(format, path, megabytes, most = Infinity) {
  const { head, entry, end } = FORMATS[format];
  const file = createWriteStream(path);
  file.write(head);
  let entries = 0;
  let cents = 0;
  for (let size = 0; size < megabytes * MEGABYTE && entries < most;) {
    let block = '';
    for (let n = 0; n < BLOCK && entries < most; n++, entries++) {
      const amount = (entries % 3 !== 0 ? 1 : -1) * (((entries % 9000) + 1) * 100 + (entries % 100));
      block += entry(entries, amount);
      cents += amount;
    }
    size += Buffer.byteLength(block);
    if (!file.write(block)) await once(file, 'drain');
  }
  file.end(format === 'cfonb120' ? cfonbEnd(cents) : end);
  await once(file, 'close');
  return { entries, cents };
}

function camtEntry(i, cents) {
  const side = cents >= 0 ? 'Dbtr' : 'Cdtr';
  return `      <Ntry>
        <Amt Ccy="EUR">${decimal(cents, '.')}</Amt>
        <CdtDbtInd>${cents >= 0 ? 'CRDT' : 'DBIT'}</CdtDbtInd>
        <Sts><Cd>BOOK</Cd></Sts>
        <BookgDt><Dt>2026-01-${day(i)}</Dt></BookgDt>
        <ValDt><Dt>2026-01-${day(i)}</Dt></ValDt>
        <AcctSvcrRef>BK${String(i).padStart(12, '0')}</AcctSvcrRef>
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
        <NtryDtls><TxDtls>
          <Refs><EndToEndId>E2E-${i}</EndToEndId></Refs>
          <RltdPties><${side}><Pty><Nm>Client n° ${i % 5000} Société &amp; Cie</Nm></Pty></${side}><${side}Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></${side}Acct></RltdPties>
          <RmtInf><Ustrd>FACTURE FA2026-${String(i % 100_000).padStart(6, '0')} REGLEMENT</Ustrd></RmtInf>
        </TxDtls></NtryDtls>
      </Ntry>
`;
}

function day(i) {
  return String((i % 28) + 1).padStart(2, '0');
}

function cfonbComplement(i, qualifier, text) {
  return `0530004    00001EUR2 1234567890105${cfonbDay(i)}     ${qualifier}${text.padEnd(70)}  \n`;
}

function cfonbDay(i) {
  return `${day(i)}0126`;
}

function decimal(cents, separator) {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${digits.slice(0, -2)}${separator}${digits.slice(-2)}`;
}

function mtAmount(cents) {
  return decimal(cents, ',');
}

/** 13 digits and the sign character that carries the last one too. */
function signed(cents) {
  const digits = String(Math.abs(cents)).padStart(14, '0');
  const last = Number(digits.at(-1));
  return digits.slice(0, 13) + (cents < 0 ? '}JKLMNOPQR' : '{ABCDEFGHI')[last];
}

function cfonbEnd(cents) {
  return `0730004    00001EUR2 12345678901  310126${' '.repeat(50)}${signed(cents)}${' '.repeat(16)}\n`;
}
