import { PlainText } from '@lettrage/formats';
import { ownLabel, type Journal } from './journal.js';

/** An account must be open before its first use, and entries need not come in the order of their days. */
const OPENED = '1900-01-01';
const plain = new PlainText({ charset: 'utf-8' });

/** beancount: accounts opened, metadata in lower-case keys, texts quoted. */
export const beancountJournal: Journal = {
  fileName: 'books.beancount',

  begin: () => 'option "operating_currency" "EUR"\n\n',

  account(name, { accountLabel, auxiliary, auxiliaryLabel }) {
    const label = auxiliary === undefined ? accountLabel : (auxiliaryLabel ?? auxiliary);
    return [
      `${OPENED} open ${name}`,
      `  label: ${quoted(label)}`,
      ...(auxiliary === undefined ? [] : [`  auxiliary: ${quoted(auxiliary)}`]),
    ]
      .map((line) => `${line}\n`)
      .join('');
  },

  head({ date, label, journal, journalLabel, number, piece, pieceDate, validatedOn }) {
    return [
      `${date} * ${quoted(label)}`,
      `  journal: ${quoted(journal)}`,
      `  journal-label: ${quoted(journalLabel)}`,
      `  number: ${quoted(number)}`,
      `  piece: ${quoted(piece)}`,
      `  piece-date: ${pieceDate}`,
      ...(validatedOn === undefined ? [] : [`  validated-on: ${validatedOn}`]),
    ]
      .map((line) => `${line}\n`)
      .join('');
  },

  posting(name, amount, line, entry) {
    const label = ownLabel(line, entry);
    return [
      `  ${name}  ${amount} EUR`,
      ...(label === undefined ? [] : [`    label: ${quoted(label)}`]),
      ...(line.dueDate === undefined ? [] : [`    due: ${line.dueDate}`]),
      ...(line.lettering === undefined
        ? []
        : [`    lettering: ${quoted(line.lettering.code)}`, `    lettering-date: ${line.lettering.date}`]),
      ...(line.foreign === undefined ? [] : [`    foreign: ${line.foreign.amount} ${line.foreign.currency}`]),
    ]
      .map((text) => `${text}\n`)
      .join('');
  },
};

function quoted(text: string): string {
  return `"${plain.clean(text).replace(/[\\"]/g, (sign) => `\\${sign}`)}"`;
}
