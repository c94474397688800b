import * as f from '../layout.js';

/** Sage BOB 50 (Belgium), delimited import. */
export const bob50: f.Layout = {
  id: 'bob50',
  title: 'Sage BOB 50',
  source: 'layout in use by other exports; not tried in BOB 50',
  kind: 'delimited',
  separator: ';',
  eol: '\n',
  charset: 'windows-1252',
  decimal: ',',
  escape: { ';': ',', '"': "'" },
  fields: [
    f.count('entry', undefined, 'entry'),
    f.bookedOn('date', 'dd/mm/yyyy'),
    // General, customer (client) or supplier (fournisseur).
    f.code('kind', 1, ({ line }) => (line.auxiliary === undefined ? 'G' : line.account.startsWith('40') ? 'F' : 'C')),
    f.accountOrAuxiliary('account', undefined),
    f.amount('debit', undefined, 'debit'),
    f.amount('credit', undefined, 'credit'),
    f.label('label', 32),
  ],
  fileName: 'bob50.txt',
};

/** Sage 50 Switzerland, text import (TAF). One row a line; the contra account is the other side's first, or `div`. */
export const sage50Swiss: f.Layout = {
  id: 'sage50-ch',
  title: 'Sage 50 (Switzerland)',
  source: 'layout in use by other exports; not tried in Sage 50',
  kind: 'delimited',
  separator: ',',
  eol: '\r\n',
  charset: 'windows-1252',
  decimal: '.',
  // Also between quotes: not every importer heeds them.
  escape: { ',': ' ', '"': "'" },
  header: (_options, fields) => [fields.map(({ name }) => name).join(',')],
  fields: [
    f.count('Blg', undefined, 'entry'),
    f.bookedOn('Datum', 'dd.mm.yyyy'),
    f.accountOrAuxiliary('Kto', undefined),
    f.side('S/H', 'S', 'H'),
    f.code('Grp', undefined, ({ entry }) => entry.journal.slice(0, 1)),
    f.code('GKto', undefined, ({ contra, entry }) => (entry.lines.length === 2 && contra !== '' ? contra : 'div')),
    f.constant('SId', ''),
    f.constant('SIdx', '0'),
    f.constant('KIdx', '0'),
    f.constant('BTyp', '0'),
    // 1: one line on each side; 2: collective.
    f.code('MTyp', 1, ({ entry }) => (entry.lines.length === 2 ? '1' : '2')),
    { ...f.constant('Code', ''), quoted: true },
    f.amount('Netto', undefined, 'amount'),
    f.constant('Steuer', '0.00'),
    f.foreignAmount('FW-Betrag', undefined, { zero: '0.00' }),
    { ...f.label('Tx1', 29), quoted: true },
    { ...f.piece('Tx2', 29), quoted: true },
    f.constant('PkKey', '0'),
    f.constant('OpId', ''),
    f.constant('Flag', '0'),
  ],
  fileName: 'sage50ch.csv',
};
