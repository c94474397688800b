import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  amountOfEntry,
  balancedAmounts,
  formatMinor,
  type JournalEntry,
  type LedgerExporter,
  type LedgerLoss,
  type LedgerWriteOptions,
} from '@lettrage/adapter-sdk';
import { checkSaftOptions } from './saft-options.js';
import { SaftMasters } from './saft.masters.js';
import { element, idOf, saftText } from './saft.xml.js';

const CHUNK = 1 << 18;

/**
 * Writes SAF-T. The totals and master files stand before the entries they are made of, so entries wait compressed
 * until all are in: about 15 bytes a line.
 */
export const saftWriter: LedgerExporter = {
  async *write(
    entries: AsyncIterable<JournalEntry>,
    { options, report }: LedgerWriteOptions,
  ): AsyncIterable<Uint8Array> {
    checkSaftOptions(options);
    const file = new SaftFile(options);
    for await (const entry of entries) file.add(entry);
    yield* file.bytes();
    const losses = [file.lettered, file.foreign].filter(({ count }) => count > 0);
    if (losses.length > 0) report?.(losses);
  },

  fileName({ options }: LedgerWriteOptions): string {
    return `SAF-T_${(options['registration'] ?? 'company').replace(/[^0-9A-Za-z]/g, '')}.xml`;
  },
};

/** The entries of one journal, as compressed pieces of XML. */
interface JournalText {
  readonly label: string;
  readonly packed: Uint8Array[];
  open: string;
}

class SaftFile {
  readonly lettered = leftOut('lettering');
  readonly foreign = leftOut('foreign');
  private readonly masters = new SaftMasters();
  private readonly journals = new Map<string, JournalText>();
  private entries = 0;
  private total = 0n;
  private from = '9999-12-31';
  private to = '0000-01-01';

  constructor(private readonly options: Readonly<Record<string, string>>) {}

  /** Throws `AdapterError('rejected')` naming the entry where it does not balance or a code is too long. */
  add(entry: JournalEntry): void {
    const amounts = balancedAmounts(entry);
    this.entries++;
    if (entry.date < this.from) this.from = entry.date;
    if (entry.date > this.to) this.to = entry.date;
    const lines = entry.lines.map((line, i) => {
      const signed = amounts[i]!.debit - amounts[i]!.credit;
      if (signed > 0n) this.total += signed;
      this.masters.add(entry, line, signed);
      if (line.lettering !== undefined) leave(this.lettered, entry);
      if (line.foreign !== undefined && !hasTwoDecimals(line.foreign.amount)) leave(this.foreign, entry);
      return this.line(entry, i, signed);
    });
    const journal = this.journalOf(entry);
    journal.open += transaction(entry, lines.join(''));
    if (journal.open.length < CHUNK) return;
    journal.packed.push(deflateRawSync(journal.open, { level: 1 }));
    journal.open = '';
  }

  *bytes(): Generator<Uint8Array> {
    const encoder = new TextEncoder();
    yield encoder.encode(this.beginning());
    for (const [code, { label, packed, open }] of this.journals) {
      yield encoder.encode(
        `<Journal>${element('JournalID', code)}${element('Description', saftText(label, 256))}${element('Type', 'GL')}\n`,
      );
      for (const piece of packed) yield inflateRawSync(piece);
      yield encoder.encode(`${open}</Journal>\n`);
    }
    yield encoder.encode('</GeneralLedgerEntries>\n</AuditFile>\n');
  }

  private beginning(): string {
    const { options } = this;
    const from = options['from'] ?? (this.entries === 0 ? '1970-01-01' : this.from);
    const to = options['to'] ?? (this.entries === 0 ? '1970-01-01' : this.to);
    const [first = '-', ...last] = (options['contact'] ?? '- -').split(' ');
    const total = formatMinor(this.total, 'EUR');
    return [
      `<?xml version="1.0" encoding="UTF-8"?>\n<AuditFile xmlns="${options['namespace'] ?? 'urn:OECD:StandardAuditFile-Taxation/2.00'}">\n<Header>`,
      element('AuditFileVersion', saftText(options['version'] ?? '2.00', 9)),
      element('AuditFileCountry', options['country'] ?? 'FR'),
      element('AuditFileDateCreated', options['created'] ?? to),
      element('SoftwareCompanyName', 'Lettrage') +
        element('SoftwareID', 'Lettrage') +
        element('SoftwareVersion', '0.1.0'),
      `<Company>${element('RegistrationNumber', saftText(options['registration'] ?? '-', 35))}`,
      element('Name', saftText(options['company'] ?? '-', 256)),
      `<Contact><ContactPerson>${element('FirstName', saftText(first, 35))}${element('LastName', saftText(last.join(' ') || '-', 70))}`,
      `</ContactPerson></Contact></Company>${element('DefaultCurrencyCode', 'EUR')}<SelectionCriteria>`,
      `${element('SelectionStartDate', from)}${element('SelectionEndDate', to)}</SelectionCriteria>`,
      `${element('TaxAccountingBasis', 'A')}</Header>\n${this.masters.xml()}<GeneralLedgerEntries>`,
      `${element('NumberOfEntries', String(this.entries))}${element('TotalDebit', total)}${element('TotalCredit', total)}\n`,
    ].join('');
  }

  private journalOf(entry: JournalEntry): JournalText {
    const code = idOf(entry, 'journal', entry.journal, 18);
    const known = this.journals.get(code);
    if (known !== undefined) return known;
    const journal: JournalText = { label: entry.journalLabel, packed: [], open: '' };
    this.journals.set(code, journal);
    return journal;
  }

  private line(entry: JournalEntry, index: number, signed: bigint): string {
    const line = entry.lines[index]!;
    const side = signed < 0n ? 'CreditAmount' : 'DebitAmount';
    const amount = element('Amount', formatMinor(signed < 0n ? -signed : signed, 'EUR'));
    const foreign = line.foreign === undefined ? '' : foreignAmount(entry, line.foreign, index);
    return [
      `<Line>${element('RecordID', String(index + 1))}${element('AccountID', idOf(entry, 'account', line.account, 70))}`,
      element('SourceDocumentID', saftText(entry.piece, 35)),
      this.masters.partyElement(line),
      element('Description', saftText(line.label ?? entry.label, 256)),
      `<${side}>${amount}${foreign}</${side}>`,
      line.dueDate === undefined ? '' : element('DueDate', line.dueDate),
      '</Line>',
    ].join('');
  }
}

/** A fact the format has no room for, counted. */
type LeftOut = { -readonly [Key in keyof LedgerLoss]: LedgerLoss[Key] };

function leftOut(field: string): LeftOut {
  return { what: 'left-out', field, count: 0, entry: '' };
}

function leave(loss: LeftOut, { number }: JournalEntry): void {
  if (loss.count++ === 0) loss.entry = number;
}

/** The format's amounts have two decimals; one in dinars may need three. */
function hasTwoDecimals(amount: string): boolean {
  return !/\.\d\d\d*[1-9]/.test(amount);
}

/** Blank where the amount has more decimals than the format: it is told as left out. */
function foreignAmount(entry: JournalEntry, foreign: { amount: string; currency: string }, index: number): string {
  const minor = amountOfEntry(entry, foreign.amount, foreign.currency, `line ${index + 1}: foreign amount`);
  if (!hasTwoDecimals(foreign.amount)) return '';
  const text = formatMinor(minor < 0n ? -minor : minor, foreign.currency).replace(/(\.\d\d)0+$/, '$1');
  return element('CurrencyCode', foreign.currency) + element('CurrencyAmount', text);
}

function transaction(entry: JournalEntry, lines: string): string {
  const [year, month] = entry.date.split('-');
  return [
    `<Transaction>${element('TransactionID', idOf(entry, 'number', entry.number, 70))}`,
    element('Period', String(Number(month))) +
      element('PeriodYear', year!) +
      element('TransactionDate', entry.pieceDate),
    element('Description', saftText(entry.label, 256)),
    element('SystemEntryDate', entry.validatedOn ?? entry.date) + element('GLPostingDate', entry.date),
    `\n${lines}</Transaction>\n`,
  ].join('');
}
