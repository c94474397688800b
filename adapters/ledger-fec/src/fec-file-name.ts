import { fiscalYearStart, isDay, isSiren, type Day } from '@lettrage/adapter-sdk';
import { compactDay } from './fec-options.js';
import type { FecReport } from './fec-report.js';

/** The days a file may hold, YYYYMMDD, as its name says. */
export interface FecPeriod {
  readonly from: string;
  readonly to: string;
  /** They are those of a whole year, of which only the last is known for certain. */
  readonly isYear: boolean;
}

const LEGAL = /^(\d{9})FEC(\d{8})(?:_\d+)?(?:\.[A-Za-z0-9]+)?$/i;
const EXTRACT = /^(\d{9})_extract_(\d{8})_(\d{8})\.[A-Za-z0-9]+$/i;

/** Checks a file's name and gives the period it states; undefined without a name or where it states none. */
export function readFecFileName(path: string | undefined, report: FecReport): FecPeriod | undefined {
  if (path === undefined || path === '' || path === '-') return undefined;
  const name = path.split(/[\\/]/).pop()!;
  const [, siren, closing] = LEGAL.exec(name) ?? [];
  if (siren !== undefined) {
    checkSiren(siren, report);
    const day = dayOf(closing!);
    if (day !== undefined) return { from: compactDay(fiscalYearStart(day)), to: closing!, isYear: true };
    report.add('fec-file-name', `"${closing}" in the name "${name}" is not a day.`, 'file name');
    return undefined;
  }
  const [, extractOf, from, to] = EXTRACT.exec(name) ?? [];
  if (extractOf !== undefined) {
    checkSiren(extractOf, report);
    report.add('fec-extract', `"${name}" is an extract of the books, not the file of a year.`, 'file name');
    return { from: from!, to: to!, isYear: false };
  }
  report.add('fec-file-name', `The name "${name}" is not the one the text of law gives.`, 'file name');
  return undefined;
}

function checkSiren(siren: string, report: FecReport): void {
  if (!isSiren(siren)) report.add('fec-siren', `"${siren}" is not a SIREN: its check digit is wrong.`, 'file name');
}

function dayOf(text: string): Day | undefined {
  const day = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  return isDay(day) ? day : undefined;
}
