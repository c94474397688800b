import iconv from 'iconv-lite';
import { gzipSync } from 'node:zlib';
import { zipOf } from '../bad-input/testing/zip.js';

/** A sound statement to spoil. */
export interface Sample {
  readonly name: string;
  readonly bytes: Buffer;
  /** Made of lines of text; lines can be deleted and doubled. */
  readonly lines: boolean;
}

const IBAN = 'FR7630006000011234567890189';
const AMOUNTS = [12_345, -678, 100_000, -99_999, 5_050, 1_200, -345, 77_777];

const decimals = (cents: number, point: string): string => {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}${point}${digits.slice(-2)}`;
};
const day = (n: number): string => String(n + 13).padStart(2, '0');
const rows = (row: (cents: number, n: number) => string): string => AMOUNTS.map(row).join('');

function camt(): string {
  const entries = rows(
    (cents, n) =>
      `<Ntry><Amt Ccy="EUR">${decimals(Math.abs(cents), '.')}</Amt>\n<CdtDbtInd>${cents < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts>BOOK</Sts>\n<BookgDt><Dt>2026-01-${day(n)}</Dt></BookgDt><BkTxCd/>\n<NtryDtls><TxDtls><RmtInf><Ustrd>réglé FA${n}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-01-31T00:00:00</CreDtTm></GrpHdr>\n<Stmt><Id>S</Id><CreDtTm>2026-01-31T00:00:00</CreDtTm><Acct><Id><IBAN>${IBAN}</IBAN></Id></Acct>\n${entries}</Stmt></BkToCstmrStmt></Document>\n`;
}

function cfonb(): string {
  const amount = (cents: number): string => {
    const digits = String(Math.abs(cents)).padStart(14, '0');
    return digits.slice(0, 13) + (cents < 0 ? '}JKLMNOPQR' : '{ABCDEFGHI')[Number(digits[13])]!;
  };
  const owner = (code: string, operation: string): string =>
    `${code}30006    00001EUR2 12345678901${operation.padEnd(2)}`;
  const balance = (code: string, cents: number): string =>
    `${owner(code, '')}310126${' '.repeat(50)}${amount(cents)}`.padEnd(120);
  const sum = AMOUNTS.reduce((all, cents) => all + cents, 0);
  const movements = rows(
    (cents, n) =>
      `${owner('04', '05')}${day(n)}0126  ${day(n)}0126${`REGLE FA${n}`.padEnd(31)}  0000000  ${amount(cents)}${' '.repeat(16)}\n${owner('05', '05')}${day(n)}0126     ${'LCC'}${`FACTURE ${n}`.padEnd(70)}  \n`,
  );
  return `${balance('01', 0)}\n${movements}${balance('07', sum)}\n`;
}

function mt940(): string {
  const sum = AMOUNTS.reduce((all, cents) => all + cents, 0);
  const fields = rows(
    (cents, n) =>
      `:61:2601${day(n)}01${day(n)}${cents < 0 ? 'D' : 'C'}${decimals(Math.abs(cents), ',')}NTRFREF${n}//BANK${n}\r\n:86:166?00GUTSCHRIFT?20EREF+E${n}?21SVWZ+FA${n}?32ACME\r\n`,
  );
  return `:20:STARTUMS\r\n:25:NL91ABNA0417164300\r\n:28C:00001/001\r\n:60F:C260101EUR0,00\r\n${fields}:62F:${sum < 0 ? 'D' : 'C'}260131EUR${decimals(Math.abs(sum), ',')}\r\n-\r\n`;
}

function ofx(): string {
  const list = rows(
    (cents, n) =>
      `<STMTTRN>\n<TRNTYPE>OTHER\n<DTPOSTED>202601${day(n)}\n<TRNAMT>${decimals(cents, '.')}\n<FITID>F${n}\n<NAME>réglé & FA${n}\n</STMTTRN>\n`,
  );
  return `OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>\n<CURDEF>EUR\n<BANKACCTFROM><BANKID>30006<BRANCHID>00001<ACCTID>12345678901<ACCTTYPE>CHECKING</BANKACCTFROM>\n<BANKTRANLIST>\n${list}</BANKTRANLIST>\n</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n`;
}

function qif(): string {
  return `!Type:Bank\n${rows((cents, n) => `D${day(n)}/01/2026\nT${decimals(cents, ',')}\nPréglé\nMFA${n}\n^\n`)}`;
}

function csv(): string {
  let balance = 0;
  const list = rows((cents, n) => {
    balance += cents;
    return `${day(n)}/01/2026;${day(n)}/01/2026;${cents < 0 ? decimals(cents, ',') : ''};${cents < 0 ? '' : decimals(cents, ',')};"réglé ""FA${n}"" ;";${decimals(balance, ',')}\n`;
  });
  return `Date;Date de valeur;Débit;Crédit;Libellé;Solde\n${list}`;
}

function genericCsv(): string {
  const list = rows((cents, n) => `2026-01-${day(n)},Payment ${n},"${decimals(cents, '.')}",EUR\n`);
  return `Account,${IBAN}\nDate,Description,Amount,Currency\n${list}`;
}

function xlsx(): Buffer {
  const row = (cents: number, n: number): string =>
    `<row r="${n + 2}"><c r="A${n + 2}" t="inlineStr"><is><t>2026-01-${day(n)}</t></is></c><c r="B${n + 2}" t="inlineStr"><is><t>FA${n}</t></is></c><c r="C${n + 2}"><v>${decimals(cents, '.')}</v></c></row>`;
  const header = ['Date', 'Libellé', 'Montant']
    .map((text, at) => `<c r="${'ABC'[at]}1" t="inlineStr"><is><t>${text}</t></is></c>`)
    .join('');
  const sheet = `<worksheet><sheetData><row r="1">${header}</row>${rows(row)}</sheetData></worksheet>`;
  return zipOf([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: '<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="R"/></sheets></workbook>',
    },
    { name: 'xl/worksheets/sheet1.xml', content: sheet },
  ]);
}

/** Sound statements of every format, with the same eight amounts. */
export function samples(): readonly Sample[] {
  const text = (name: string, content: string, charset = 'utf-8'): Sample => ({
    name,
    bytes: iconv.encode(content, charset),
    lines: true,
  });
  const packed = (name: string, bytes: Buffer): Sample => ({ name, bytes, lines: false });
  return [
    text('camt.xml', camt()),
    text('cfonb.txt', cfonb()),
    text('statement.sta', mt940()),
    text('statement.ofx', ofx(), 'windows-1252'),
    text('statement.qif', qif()),
    text('bank.csv', csv(), 'windows-1252'),
    text('generic.csv', genericCsv()),
    packed('book.xlsx', xlsx()),
    packed('camt.zip', zipOf([{ name: 'camt.xml', content: camt() }])),
    packed('cfonb.gz', gzipSync(cfonb())),
  ];
}

/** The amounts of every sample, as statement lines write them. */
export const SOUND_AMOUNTS: ReadonlySet<string> = new Set(AMOUNTS.map((cents) => decimals(cents, '.')));
