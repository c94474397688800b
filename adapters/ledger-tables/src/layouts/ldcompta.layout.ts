import { rateText } from '../field-values.js';
import * as f from '../layout.js';

/** Kind of document: customer invoice and credit note, supplier invoice and credit note; told from the whole entry. */
const NATURES: Readonly<Record<f.EntryNature, string>> = {
  sale: 'FC',
  'credit-note': 'AC',
  purchase: 'FF',
  'supplier-credit': 'AF',
  receipt: '',
  payment: '',
  other: '',
};

/** The fields up to CNAT, which both versions share. */
const beginning = (labelWidth: number | undefined): readonly f.Field[] => [
  f.constant('TYPE', 'E'),
  f.journal('JNAL', 2),
  f.count('NECR', undefined, 'line'),
  f.count('NPIE', undefined, 'entry'),
  f.pieceDay('DATP', 'yyyymmdd'),
  f.label('LIBE', labelWidth),
  f.dueOn('DATH', 'yyyymmdd'),
  f.code('CNPI', 2, ({ nature }) => NATURES[nature]),
  f.constant('RACI', ''),
  f.amount('MONT', undefined, 'amount'),
  f.side('CODC'),
  f.account('CPTG', undefined),
  f.bookedOn('DATE', 'yyyymmdd'),
  f.lettering('CLET', undefined),
  f.letteredOn('DATL', 'yyyymmdd'),
  f.auxiliary('CPTA', undefined),
  f.code('CNAT', 1, ({ line }) => (line.auxiliary === undefined ? '' : line.account.startsWith('40') ? 'F' : 'C')),
];

const blanks = (...names: readonly string[]): readonly f.Field[] => names.map((name) => f.constant(name, ''));

const foreign: readonly f.Field[] = [
  f.foreignAmount('MTDV', undefined, { zero: '0' }),
  f.code('CODV', 3, ({ line }) => line.foreign?.currency ?? ''),
  f.code('TXDV', undefined, (facts) => rateText(facts, ',') || '0'),
];

const end = blanks('MOPM', 'BONP', 'BQAF', 'ECES', 'TXTL', 'ECRM', 'DATK', 'HEUK');

const shared = {
  source: 'layout in use by other exports, after the vendor’s published description; not tried in LD Compta',
  kind: 'delimited',
  separator: ';',
  eol: '\r\n',
  charset: 'windows-1252',
  decimal: ',',
  escape: { ';': ',', '"': "'" },
} as const;

/** LD Compta, version 9. */
export const ldCompta9: f.Layout = {
  ...shared,
  id: 'ldcompta9',
  title: 'LD Compta 9',
  fields: [
    ...beginning(undefined),
    ...blanks('SECT', 'CTRE', 'NORL', 'DATV'),
    f.piece('REFD', undefined),
    ...blanks('CODH', 'NSEQ'),
    ...foreign,
    ...end,
  ],
  fileName: 'ldcompta9.csv',
};

/** LD Compta, version 10 and later: a C record for each third party before its first line. */
export const ldCompta10: f.Layout = {
  ...shared,
  id: 'ldcompta10',
  title: 'LD Compta 10',
  fields: [
    ...beginning(25),
    ...blanks('CTRE', 'NORL', 'DATV'),
    f.piece('REFD', undefined),
    f.constant('NECA', '0'),
    ...blanks('CSEC', 'CAFF', 'CDES', 'QTUE'),
    ...foreign,
    ...end,
  ],
  parties: {
    type: 'C',
    fields: [
      f.constant('TYPE', 'C'),
      f.auxiliary('NOCL', undefined),
      ...blanks('NMCM', 'LIBI', 'TITR'),
      f.accountLabel('RSSO', 40),
      ...blanks('CAD1', 'CAD2', 'CAD3', 'COPO', 'BUDI', 'CPAY', 'PAYS', 'NTEL', 'TLEX', 'TLPO', 'TLCY', 'NINT', 'COMM'),
      ...blanks('SIRE', 'RIBP', 'DOBQ', 'IBBQ', 'COBQ', 'GUBQ', 'CPBQ', 'CLBQ', 'BIBQ', 'MOPM', 'DJPM', 'DMPM', 'REFM'),
      ...blanks('SLVA', 'PLCR', 'ECFI', 'CREP', 'NREP', 'TREP', 'MREP', 'GRRE', 'LTTA', 'CACT', 'CODV', 'GRTR', 'NOFP'),
      ...blanks('BQAF', 'BONP', 'CESC'),
    ],
  },
  fileName: 'ldcompta10.csv',
};
