import { AdapterError, refuseEntry, type JournalEntry, type LedgerWriteOptions } from '@lettrage/adapter-sdk';
import { encodeText } from '@lettrage/formats';
import { VARIANT_COLUMNS } from './fec-columns.js';
import { cashFields, directedOf, FecEntries, sidesOf, type FecHead, type FecLine } from './fec-line.js';
import { FecLosses } from './fec-losses.js';
import { readFecOptions, type FecOptions } from './fec-options.js';
import { xmlText } from './fec-text.js';

const CHUNK = 1 << 16;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Writes the XML form (schemas `formatA47A-I-*.xsd`). Entries keep their order: a journal element ends where the next
 * entry is of another journal, and a journal may come more than once. Lettering stands on the entry in the schema; where
 * the lines of an entry have different letters they follow on the lines themselves, which the schema leaves open.
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
  const reader = new FecEntries(options, xmlText(encoding), losses);
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
  const letters = new Map(lines.map(({ lettering }) => [`${lettering?.code} ${lettering?.date}`, lettering]));
  const lettered = [...letters.values()].filter((letter) => letter !== undefined);
  const shared = lettered.length === 1 ? lettered[0] : undefined;
  const columns = VARIANT_COLUMNS[options.variant];
  const cash = cashFields(columns, head, lines.find(({ lettering }) => lettering !== undefined) ?? lines[0]!, String);
  const parts = [
    element('EcritureNum', head.number),
    element('EcritureDate', head.date),
    element('EcritureLib', lines[0]!.label),
    element('PieceRef', head.piece),
    element('PieceDate', head.pieceDate),
    shared === undefined ? '' : element('EcritureLet', shared.code) + element('DateLet', shared.date),
    element('ValidDate', head.validDate),
    ...columns.map((column, i) => (cash[i] === '' ? '' : element(column, cash[i]!))),
  ];
  const all = lines.map((line) => lineElement(options, line, lines[0]!.label, lettered.length > 1));
  return `<ecriture>${parts.join('')}\n${all.join('')}</ecriture>\n`;
}

/** A line. Its own label and letter, where they differ from the entry's, follow as further elements. */
function lineElement(options: FecOptions, line: FecLine, label: string, hasLetter: boolean): string {
  const { account, accountLabel, auxiliary, auxiliaryLabel, foreign, lettering } = line;
  return [
    `<ligne>${element('CompteNum', account)}${element('CompteLib', accountLabel)}`,
    auxiliary === '' ? '' : element('CompAuxNum', auxiliary) + element('CompAuxLib', auxiliaryLabel),
    foreign[1] === '' ? '' : element('Montantdevise', foreign[0].replace('.', ',')) + element('Idevise', foreign[1]),
    amountElements(options, line),
    line.label === label ? '' : element('EcritureLib', line.label),
    hasLetter && lettering !== undefined
      ? element('EcritureLet', lettering.code) + element('DateLet', lettering.date)
      : '',
    '</ligne>\n',
  ].join('');
}

function amountElements(options: FecOptions, { amounts }: FecLine): string {
  if (options.amounts === 'montant-sens') {
    const [amount, isDebit] = directedOf(amounts, '.');
    return element('Montant', amount) + element('Sens', options.directions[isDebit ? 0 : 1]);
  }
  const [debit, credit] = sidesOf(amounts, '.');
  return amounts.credit === 0n ? element('Debit', debit) : element('Credit', credit);
}

function element(name: string, text: string): string {
  return `<${name}>${/[&<>]/.test(text) ? text.replace(/[&<>]/g, (sign) => ENTITIES[sign]!) : text}</${name}>`;
}
