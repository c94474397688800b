import type { JournalEntry, LedgerExporter, LedgerNoticeFacts, LedgerWriteOptions } from '@lettrage/adapter-sdk';
import { encodeText } from '@lettrage/formats';
import { describeFec } from './describe-fec.js';
import { fecColumns, VARIANT_COLUMNS } from './fec-columns.js';
import { cashFields, FecEntries, type FecHead, type FecLine } from './fec-line.js';
import { FecLosses } from './fec-losses.js';
import type { NamedCode } from './fec-named-codes.js';
import { compactDay, fecFileName, readFecOptions, type FecOptions } from './fec-options.js';
import { directedWith, sidesWith } from './fec-sides.js';
import { fecText } from './fec-text.js';
import { writeXml } from './fec-xml.writer.js';
import { FecProof } from './fec.proof.js';

const CHUNK = 1 << 16;

/** Writes the French accounting file, flat or as XML. Entries come out in the order they come in. */
export const fecWriter: LedgerExporter = {
  write(entries: AsyncIterable<JournalEntry>, options: LedgerWriteOptions): AsyncIterable<Uint8Array> {
    return options.format === 'fec-xml' ? writeXml(entries, options) : writeFlat(entries, options);
  },

  fileName({ format, options }: LedgerWriteOptions): string {
    return fecFileName(readFecOptions(options), format === 'fec-xml' ? 'xml' : 'txt');
  },

  notice({ format, options: given }: LedgerWriteOptions, facts: LedgerNoticeFacts) {
    const options = readFecOptions(given);
    const text = describeFec({
      company: facts.company,
      options,
      journals: facts.journals,
      isXml: format === 'fec-xml',
    });
    const name = options.siren === undefined ? 'FEC' : fecFileName(options).replace(/\.txt$/, '');
    return { fileName: `${name}_description.txt`, bytes: encodeText(text, 'utf-8').bytes };
  },
};

async function* writeFlat(
  entries: AsyncIterable<JournalEntry>,
  { options: given, report }: LedgerWriteOptions,
): AsyncIterable<Uint8Array> {
  const options = readFecOptions(given);
  const losses = new FecLosses();
  const reader = new FecEntries(options, fecText(options.encoding), losses);
  const proof = new FecProof(options);
  const lines = new FlatLines(options);
  let text = lines.header();
  for await (const entry of entries) {
    const { head, lines: read, total } = reader.read(entry);
    const record = lines.head(head);
    for (const line of read) text += lines.line(record, head, line);
    proof.expect(read.length, total);
    if (text.length < CHUNK) continue;
    yield proof.check(encodeText(text, options.encoding).bytes);
    text = '';
  }
  if (text !== '') yield proof.check(encodeText(text, options.encoding).bytes);
  proof.end();
  losses.tell(report);
}

/** Fields of an entry that every line repeats. */
interface RecordHead {
  /** JournalCode to EcritureDate. */
  readonly beginning: string;
  /** PieceRef and PieceDate. */
  readonly piece: string;
  readonly validDate: string;
}

/** Texts of codes remembered; see {@link FlatLines.named}. */
const NAMED_LIMIT = 100_000;

/** Lines of the flat file. */
class FlatLines {
  private readonly ofNamed = new Map<NamedCode, string>();
  private readonly hasCash: boolean;

  constructor(private readonly options: FecOptions) {
    this.hasCash = VARIANT_COLUMNS[options.variant].length > 0;
  }

  header(): string {
    return `${fecColumns(this.options.amounts, this.options.variant).join(this.options.separator)}\r\n`;
  }

  head({ journal, journalLabel, number, date, piece, pieceDate, validDate }: FecHead): RecordHead {
    const { separator } = this.options;
    return {
      beginning: [journal, journalLabel, number, compactDay(date), ''].join(separator),
      piece: [piece, compactDay(pieceDate), ''].join(separator),
      validDate: compactDay(validDate),
    };
  }

  line({ beginning, piece, validDate }: RecordHead, head: FecHead, line: FecLine): string {
    const { separator: s } = this.options;
    const { account, auxiliary, label, lettering, foreign } = line;
    const [first, second] = this.amounts(line);
    const letter = lettering === undefined ? s : lettering.code + s + compactDay(lettering.date);
    const currency = foreign[1] === '' ? s : foreign[0].replace('.', ',') + s + foreign[1];
    const named = this.named(account) + this.named(auxiliary);
    const end = this.hasCash ? this.cash(head, line) : '\r\n';
    return beginning + named + piece + label + s + first + s + second + s + letter + s + validDate + s + currency + end;
  }

  /** A code and its label, each with its separator: joined once, not a million times. */
  private named(code: NamedCode): string {
    const known = this.ofNamed.get(code);
    if (known !== undefined) return known;
    if (this.ofNamed.size >= NAMED_LIMIT) this.ofNamed.clear();
    const text = [code.code, code.label, ''].join(this.options.separator);
    this.ofNamed.set(code, text);
    return text;
  }

  private cash(head: FecHead, line: FecLine): string {
    const { separator: s, variant } = this.options;
    return `${s}${cashFields(VARIANT_COLUMNS[variant], head, line, compactDay).join(s)}\r\n`;
  }

  private amounts({ sides }: FecLine): readonly [string, string] {
    if (this.options.amounts === 'debit-credit') return sidesWith(sides, ',');
    const [amount, isDebit] = directedWith(sides, ',');
    return [amount, this.options.directions[isDebit ? 0 : 1]];
  }
}
