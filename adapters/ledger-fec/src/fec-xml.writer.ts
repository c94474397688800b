import { AdapterError, refuseEntry, type JournalEntry, type LedgerWriteOptions } from '@lettrage/adapter-sdk';
import { encodeText } from '@lettrage/formats';
import { VARIANT_COLUMNS } from './fec-columns.js';
import { cashFields, FecEntries, type FecHead, type FecLine } from './fec-line.js';
import { FecLosses } from './fec-losses.js';
import { readFecOptions, type FecOptions } from './fec-options.js';
import { directedWith, isNone, sidesWith } from './fec-sides.js';
import { fecText } from './fec-text.js';

const CHUNK = 1 << 16;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Writes the XML form (schemas `formatA47A-I-*.xsd`). Entries keep their order: a journal element ends where the next
 * entry is of another journal, and a journal may come more than once. Label and lettering stand on the entry in the
 * schema: labels of its other lines and letters that differ within an entry are left out and counted. (The schema would
 * admit further elements on a line; the tax office's test program takes them for columns and rejects the file.)
 */
export async function* writeXml(
  entries: AsyncIterable<JournalEntry>,
  { options: given, report }: LedgerWriteOptions,
): AsyncIterable<Uint8Array> {
  const options = readFecOptions(given);
  const { closing, encoding } = options;
  if (closing === undefined) {
    throw new AdapterError('config', 'FEC option closing: the XML form states it; give --option closing=YYYY-MM-DD.', {
      field: '/closing',
    });
  }
  const losses = new FecLosses();
  const reader = new FecEntries(options, fecText(encoding, 'xml'), losses);
  let text = beginning(options, closing);
  let journal: string | undefined;
  for await (const entry of entries) {
    const { head, lines } = reader.read(entry);
    if (lines.length < 2) refuseEntry(entry, 'has one line; the XML form wants two at least');
    if (head.journal !== journal) {
      text += `${journal === undefined ? '' : '</journal>\n'}<journal>${element('JournalCode', head.journal)}`;
      text += `${element('JournalLib', head.journalLabel)}\n`;
      journal = head.journal;
    }
    text += entryElement(options, head, lines);
    countLost(entry, lines, losses);
    if (text.length < CHUNK) continue;
    yield encodeText(text, encoding).bytes;
    text = '';
  }
  if (journal === undefined) throw new AdapterError('rejected', 'The XML form of a FEC needs one journal at least.');
  yield encodeText(`${text}</journal>\n</exercice>\n</comptabilite>\n`, encoding).bytes;
  losses.tell(report);
}

function beginning({ encoding, variant }: FecOptions, closing: string): string {
  const schema = `formatA47A-I-${variant.toUpperCase()}.xsd`;
  return (
    `<?xml version="1.0" encoding="${encoding === 'utf-8' ? 'UTF-8' : 'ISO-8859-15'}"?>\n` +
    `<comptabilite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="${schema}">\n` +
    `<exercice>${element('DateCloture', closing)}\n`
  );
}

function entryElement(options: FecOptions, head: FecHead, lines: readonly FecLine[]): string {
  const letter = sharedLetter(lines);
  const columns = VARIANT_COLUMNS[options.variant];
  const cash = cashFields(columns, head, lines.find(({ lettering }) => lettering !== undefined) ?? lines[0]!, String);
  const parts = [
    element('EcritureNum', head.number),
    element('EcritureDate', head.date),
    element('EcritureLib', lines[0]!.label),
    element('PieceRef', head.piece),
    element('PieceDate', head.pieceDate),
    letter === undefined ? '' : element('EcritureLet', letter.code) + element('DateLet', letter.date),
    element('ValidDate', head.validDate),
    // Blank but there: the test program counts columns, and one that is left out at the end is one too few.
    ...columns.map((column, i) => element(column, cash[i] === '' ? ' ' : cash[i]!)),
  ];
  return `<ecriture>${parts.join('')}\n${lines.map((line) => lineElement(options, line)).join('')}</ecriture>\n`;
}

/** The letter of an entry whose lettered lines have the same; undefined where none has one, or they differ. */
function sharedLetter(lines: readonly FecLine[]): FecLine['lettering'] {
  const lettered = lines.filter(({ lettering }) => lettering !== undefined);
  const keys = new Set(lettered.map(({ lettering }) => `${lettering!.code} ${lettering!.date}`));
  return keys.size === 1 ? lettered[0]!.lettering : undefined;
}

function countLost(entry: JournalEntry, lines: readonly FecLine[], losses: FecLosses): void {
  const hasLetter = sharedLetter(lines) !== undefined;
  for (const { label, lettering } of lines) {
    if (label !== lines[0]!.label) losses.add('left-out', 'line label', entry);
    if (lettering !== undefined && !hasLetter) losses.add('left-out', 'lettering', entry);
  }
}

function lineElement(options: FecOptions, line: FecLine): string {
  const { account, auxiliary, foreign } = line;
  return [
    `<ligne>${element('CompteNum', account.code)}${element('CompteLib', account.label)}`,
    // Of the two names the schema admits, the one the test program knows: it takes the other for a further column.
    auxiliary.code === '' ? '' : element('CompteAuxNum', auxiliary.code) + element('CompteAuxLib', auxiliary.label),
    foreign[1] === '' ? '' : element('Montantdevise', foreign[0].replace('.', ',')) + element('Idevise', foreign[1]),
    amountElements(options, line),
    '</ligne>\n',
  ].join('');
}

function amountElements(options: FecOptions, { sides }: FecLine): string {
  if (options.amounts === 'montant-sens') {
    const [amount, isDebit] = directedWith(sides, '.');
    return element('Montant', amount) + element('Sens', options.directions[isDebit ? 0 : 1]);
  }
  const [debit, credit] = sidesWith(sides, '.');
  return isNone(credit) ? element('Debit', debit) : element('Credit', credit);
}

function element(name: string, text: string): string {
  return `<${name}>${/[&<>]/.test(text) ? text.replace(/[&<>]/g, (sign) => ENTITIES[sign]!) : text}</${name}>`;
}
