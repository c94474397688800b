import type { JournalEntry, JournalLine } from '@lettrage/adapter-sdk';
import { PlainText } from '@lettrage/formats';
import { ownLabel, type Journal } from './journal.js';

/**
 * Signs that mean something in a description or comment: `;` begins a comment, `|` parts payee and note, brackets hold
 * dates, `:` makes a tag (and `date:` one that is read), a comma ends its value.
 */
const plain = new PlainText({
  charset: 'utf-8',
  replace: { ';': ' ', '|': '/', '[': ' ', ']': ' ', '(': ' ', ')': ' ', ':': ' ', ',': ' ', '"': "'", '=': ' ' },
});

const clean = (text: string): string => plain.clean(text).replace(/ {2,}/g, ' ').trim();

const TAGS = [
  'journal',
  'number',
  'piece-date',
  'validated-on',
  'label',
  'due',
  'lettering',
  'lettering-date',
  'foreign',
];

/** Tags of a line, name and value. */
function tagsOf(line: JournalLine, entry: JournalEntry): readonly (readonly [string, string])[] {
  const label = ownLabel(line, entry);
  const { dueDate, lettering, foreign } = line;
  return [
    ...(label === undefined ? [] : ([['label', clean(label)]] as const)),
    ...(dueDate === undefined ? [] : ([['due', dueDate]] as const)),
    ...(lettering === undefined
      ? []
      : ([
          ['lettering', clean(lettering.code)],
          ['lettering-date', lettering.date],
        ] as const)),
    ...(foreign === undefined ? [] : ([['foreign', `${foreign.amount} ${foreign.currency}`]] as const)),
  ];
}

function entryTags(entry: JournalEntry): readonly (readonly [string, string])[] {
  return [
    ['journal', clean(entry.journal)],
    ['number', clean(entry.number)],
    ['piece-date', entry.pieceDate],
    ...(entry.validatedOn === undefined ? [] : ([['validated-on', entry.validatedOn]] as const)),
  ];
}

function labelOf({ accountLabel, auxiliary, auxiliaryLabel }: JournalLine): string {
  return clean(auxiliary === undefined ? accountLabel : `${auxiliary} ${auxiliaryLabel ?? ''}`);
}

const head = (entry: JournalEntry): string => `${entry.date} * (${clean(entry.piece)}) ${clean(entry.label)}`;

/** hledger: accounts and commodity declared (for its strict mode), tags in comments. */
export const hledgerJournal: Journal = {
  fileName: 'books.journal',
  begin: () => 'commodity 1000.00 EUR\n\n',
  account: (name, line) => `account ${name}  ; ${labelOf(line)}\n`,
  head: (entry) => `${head(entry)}  ; ${hledgerTags(entryTags(entry))}\n`,
  posting(name, amount, line, entry) {
    const tags = tagsOf(line, entry);
    return `    ${name}  ${amount} EUR${tags.length === 0 ? '' : `  ; ${hledgerTags(tags)}`}\n`;
  },
};

/** ledger: the same with a metadata line for each fact. */
export const ledgerJournal: Journal = {
  fileName: 'books.ledger',
  // Tags are declared for `--strict` and `--pedantic`.
  begin: () => `commodity EUR\n    format 1000.00 EUR\n\n${TAGS.map((name) => `tag ${name}\n`).join('')}\n`,
  account: (name, line) => `account ${name}\n    note ${labelOf(line)}\n`,
  head: (entry) => `${head(entry)}\n${ledgerTags(entryTags(entry))}`,
  posting: (name, amount, line, entry) => `    ${name}  ${amount} EUR\n${ledgerTags(tagsOf(line, entry))}`,
};

function hledgerTags(tags: readonly (readonly [string, string])[]): string {
  return tags.map(([name, value]) => `${name}:${value}`).join(', ');
}

function ledgerTags(tags: readonly (readonly [string, string])[]): string {
  return tags.map(([name, value]) => `    ; ${name}: ${value}\n`).join('');
}
