/** One movement the bank booked; a batch has details that add up to it. Amounts are cents, signed. */
export interface Booking {
  readonly id: string;
  /** Days after 1 March 2026. */
  readonly day: number;
  readonly amount: number;
  readonly payer: string;
  readonly text: string;
  readonly reference?: string;
  readonly endToEnd?: string;
  readonly details: readonly { readonly amount: number; readonly payer: string; readonly text: string }[];
}

/** A file of some days of the account, as the bank wrote it, with the id of what each of its lines tells, in order. */
export interface BankFile {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly tells: readonly (readonly string[])[];
}

export const IBAN = 'FR7630006000011234567890189';
const PAYERS = ['DUPONT SARL', 'Société Générique', 'MARTIN & FILS', 'ACME EUROPE SA', 'Müller GmbH', 'DUPONT SAS'];
const AMOUNTS = [2_990, 12_000, 50_000, 100_00, -1_250];
const OPENING = 1_000_000;

/** A generator with a seed, so that a failure can be seen again. */
export class Chance {
  constructor(private state: number) {}

  below(most: number): number {
    this.state = (Math.imul(this.state ^ (this.state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0;
    return ((this.state ^ (this.state >>> 13)) >>> 0) % most;
  }

  happens(percent: number): boolean {
    return this.below(100) < percent;
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  shuffled<T>(values: readonly T[]): T[] {
    const left = [...values];
    return values.map(() => left.splice(this.below(left.length), 1)[0]!);
  }
}

/** What a bank booked in `days` days: many equal amounts, equal payments of one day, batches. */
export function bankHistory(chance: Chance, days: number): Booking[] {
  const bookings: Booking[] = [];
  for (let day = 0; day < days; day++) {
    for (let n = chance.below(5); n > 0; n--) {
      const twin = bookings.at(-1);
      if (twin?.day === day && twin.details.length === 0 && chance.happens(12)) {
        bookings.push({ ...withoutReferences(twin), id: `T${bookings.length}` });
      } else bookings.push(booking(chance, `T${bookings.length}`, day));
    }
  }
  return bookings;
}

function booking(chance: Chance, id: string, day: number): Booking {
  const payer = chance.of(PAYERS);
  const text = chance.happens(30) ? 'VIREMENT' : `Reglement facture FA2026-${100 + chance.below(40)} merci`;
  const isBatch = chance.happens(10);
  const details = isBatch
    ? Array.from({ length: 2 + chance.below(2) }, (_, n) => ({
        amount: 10_000 + chance.below(90_000),
        payer: chance.of(PAYERS),
        text: `PRELEVEMENT ${id} ${n}`,
      }))
    : [];
  const amount = isBatch
    ? details.reduce((sum, detail) => sum + detail.amount, 0)
    : chance.happens(60)
      ? chance.of(AMOUNTS)
      : 100 + chance.below(200_000);
  return {
    id,
    day,
    amount,
    payer,
    text,
    details,
    ...(chance.happens(60) ? { reference: `B${day}X${id}` } : {}),
    ...(!isBatch && chance.happens(50) ? { endToEnd: `E2E-${id}` } : {}),
  };
}

/** Two equal payments of one day: nothing in them differs. */
function withoutReferences(twin: Booking): Booking {
  return twin;
}

/** Ids a line stands for: the booking's, or of a batch its details'. */
export function partsOf({ id, details }: Booking): string[] {
  return details.length === 0 ? [id] : details.map((_detail, n) => `${id}.${n}`);
}

type Write = (bookings: readonly Booking[], file: FileFrame) => Pick<BankFile, 'text' | 'tells'>;

/** What every writer is given beside the movements, which are in the order they are to stand in. */
interface FileFrame {
  readonly number: number;
  readonly opening: number;
  readonly from: number;
  readonly to: number;
}

/** Writes the days `from` to `to` of the account in a format, in an order of its own within each day. */
export function bankFile(
  chance: Chance,
  history: readonly Booking[],
  format: keyof typeof WRITERS,
  days: { readonly from: number; readonly to: number; readonly number: number },
): BankFile {
  const within = history.filter(({ day }) => day >= days.from && day <= days.to);
  const ordered = chance.shuffled(within).sort((a, b) => a.day - b.day);
  const before = history.filter(({ day }) => day < days.from);
  const opening = before.reduce((sum, { amount }) => sum + amount, OPENING);
  const extension = format === 'csv' || format === 'csvSigned' ? 'csv' : 'txt';
  return { name: `${days.number}-${format}.${extension}`, ...days, ...WRITERS[format](ordered, { ...days, opening }) };
}

/** Formats a bank gives, each with what it leaves out. */
export const WRITERS = {
  camt02: (bookings, file) => camt(bookings, file, '02'),
  camt08: (bookings, file) => camt(bookings, file, '08'),
  cfonb,
  csv,
  csvSigned,
} as const satisfies Record<string, Write>;

const decimals = (cents: number, point = '.'): string => {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${digits.slice(0, -2)}${point}${digits.slice(-2)}`;
};
const dayOfMonth = (day: number): string => String(day + 1).padStart(2, '0');
const escaped = (text: string): string => text.replaceAll('&', '&amp;');

function camt(bookings: readonly Booking[], { number, opening, from, to }: FileFrame, version: '02' | '08') {
  const tells: string[][] = [];
  const party = (name: string): string =>
    version === '08' ? `<Dbtr><Pty><Nm>${escaped(name)}</Nm></Pty></Dbtr>` : `<Dbtr><Nm>${escaped(name)}</Nm></Dbtr>`;
  const details = (booking: Booking): string => {
    const { endToEnd, text, payer } = booking;
    const one = (amount: number | undefined, name: string, words: string): string =>
      `<TxDtls><Refs>${endToEnd ? `<EndToEndId>${endToEnd}</EndToEndId>` : '<EndToEndId>NOTPROVIDED</EndToEndId>'}</Refs>${amount === undefined ? '' : `<AmtDtls><TxAmt><Amt Ccy="EUR">${decimals(amount)}</Amt></TxAmt></AmtDtls>`}<RltdPties>${party(name)}</RltdPties><RmtInf><Ustrd>${escaped(words)}</Ustrd></RmtInf></TxDtls>`;
    tells.push(...partsOf(booking).map((part) => [part]));
    if (booking.details.length === 0) return one(undefined, payer, text);
    return `<Btch><NbOfTxs>${booking.details.length}</NbOfTxs></Btch>${booking.details.map((each) => one(each.amount, each.payer, each.text)).join('')}`;
  };
  const entries = bookings.map(
    (booking, index) =>
      `<Ntry><NtryRef>${number}-${index}</NtryRef><Amt Ccy="EUR">${decimals(booking.amount)}</Amt><CdtDbtInd>${booking.amount < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Sts>${version === '08' ? '<Cd>BOOK</Cd>' : 'BOOK'}</Sts><BookgDt><Dt>2026-03-${dayOfMonth(booking.day)}</Dt></BookgDt><ValDt><Dt>2026-03-${dayOfMonth(booking.day)}</Dt></ValDt>${booking.reference ? `<AcctSvcrRef>${booking.reference}</AcctSvcrRef>` : ''}<BkTxCd/><NtryDtls>${details(booking)}</NtryDtls></Ntry>`,
  );
  const balance = (code: string, cents: number, day: number): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${decimals(cents)}</Amt><CdtDbtInd>${cents < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd><Dt><Dt>2026-03-${dayOfMonth(day)}</Dt></Dt></Bal>`;
  const closing = bookings.reduce((sum, { amount }) => sum + amount, opening);
  const period = `<FrToDt><FrDtTm>2026-03-${dayOfMonth(from)}T00:00:00</FrDtTm><ToDtTm>2026-03-${dayOfMonth(to)}T23:59:59</ToDtTm></FrToDt>`;
  const text = `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>M${number}</MsgId><CreDtTm>2026-04-01T00:00:00</CreDtTm></GrpHdr><Stmt><Id>S${number}</Id><CreDtTm>2026-04-01T00:00:00</CreDtTm>${period}<Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>EUR</Ccy></Acct>${balance('OPBD', opening, from)}${balance('CLBD', closing, to)}${entries.join('')}</Stmt></BkToCstmrStmt></Document>`;
  return { text, tells };
}

/** Labels of 31 characters, names of 35, no account of the payer; a batch is its sum. */
function cfonb(bookings: readonly Booking[], { opening, from, to }: FileFrame) {
  const amount = (cents: number): string => {
    const digits = String(Math.abs(cents)).padStart(14, '0');
    return digits.slice(0, 13) + (cents < 0 ? '}JKLMNOPQR' : '{ABCDEFGHI')[Number(digits[13])]!;
  };
  const plain = (text: string): string =>
    text
      .normalize('NFD')
      .replace(/[^ -~]/g, '')
      .toUpperCase();
  const owner = (code: string, operation = ''): string => `${code}30006    00001EUR2 12345678901${operation.padEnd(2)}`;
  const balance = (code: string, cents: number, day: number): string =>
    `${owner(code)}${dayOfMonth(day)}0326${' '.repeat(50)}${amount(cents)}`.padEnd(120);
  const records = bookings.flatMap(({ day, amount: cents, payer, text, endToEnd, reference }) => {
    const date = `${dayOfMonth(day)}0326`;
    const label = plain(`VIR ${payer} ${text}`).slice(0, 31).padEnd(31);
    const complement = (qualifier: string, information: string): string =>
      `${owner('05', '05')}${date}     ${qualifier}${information.slice(0, 70).padEnd(70)}  `;
    return [
      `${owner('04', '05')}${date}  ${date}${label}  0000000  ${amount(cents)}${(reference ?? '').slice(0, 16).padEnd(16)}`,
      complement('NPY', plain(payer).slice(0, 35)),
      ...(endToEnd ? [complement('RCN', endToEnd)] : []),
    ];
  });
  const closing = bookings.reduce((sum, { amount: cents }) => sum + cents, opening);
  const text = [balance('01', opening, Math.max(from - 1, 0)), ...records, balance('07', closing, to), ''].join('\r\n');
  return { text, tells: bookings.map(partsOf) };
}

/** A label of 40 characters and a balance; no reference at all. */
function csv(bookings: readonly Booking[], { opening }: FileFrame) {
  let balance = opening;
  const rows = bookings.map(({ day, amount, payer, text }) => {
    balance += amount;
    const date = `${dayOfMonth(day)}/03/2026`;
    const label = `VIR ${payer} ${text}`.slice(0, 40).replaceAll(';', ',');
    return `${date};${date};${amount < 0 ? `-${decimals(amount, ',')}` : ''};${amount < 0 ? '' : decimals(amount, ',')};${label};${decimals(balance, ',')}`;
  });
  return { text: `Date;Date de valeur;Débit;Crédit;Libellé;Solde\n${rows.join('\n')}\n`, tells: bookings.map(partsOf) };
}

/** Another layout, without payer and balance. */
function csvSigned(bookings: readonly Booking[]) {
  const rows = bookings.map(
    ({ day, amount, text }) =>
      `${dayOfMonth(day)}/03/2026;${text.slice(0, 25)};${amount < 0 ? '-' : ''}${decimals(amount, ',')};EUR`,
  );
  // A day above 12 proves the order of day and month.
  return { text: `Date;Libellé;Montant;Devise\n${rows.join('\n')}\n`, tells: bookings.map(partsOf) };
}
