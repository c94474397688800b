import { isDay, isSiren, type Problem } from '@lettrage/domain';
import { decimal } from '../arithmetic/decimal.js';
import type { ReportHead } from './report-document.js';

const ROOT = '/Report/ReportDocument';
const RATES = '0 0.9 1.05 1.75 2.1 5.5 7 8.5 9.2 9.6 10 13 19.6 20 20.6'.split(' ');

/** Says that a rule holds at a place or does not; `value` is shown where it does not. */
export type Hold = (rule: string, ok: boolean, en: string, fr: string, location: string, value?: string) => void;

/** A {@link Hold} that adds a fatal problem, in the language asked for, where a rule does not hold. */
export function holdInto(found: Problem[], lang: 'en' | 'fr'): Hold {
  return (rule, ok, en, fr, location, value) => {
    if (ok) return;
    const message = `${lang === 'fr' ? fr : en}${value === undefined ? '' : ` [${value}]`}`;
    found.push({ severity: 'fatal', rule, message, location });
  };
}

/** The rules of the head and the period that every report of flux 10 has; `period` is the path of its period. */
export function holdHead(
  { id, issuedAt, kind, platform, seller, from, to }: ReportHead,
  period: string,
  hold: Hold,
): void {
  hold(
    'G1.104',
    isIdentifier(id, 50),
    'The identifier of the transmission has at most 50 letters, digits, single blanks and - + _ /.',
    "L'identifiant de transmission a au plus 50 lettres, chiffres, espaces simples et - + _ /.",
    `${ROOT}/Id`,
    id,
  );
  hold(
    'G7.53',
    /^20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(issuedAt),
    'The instant of the transmission exists.',
    'La date-heure de transmission existe.',
    `${ROOT}/IssueDateTime`,
    issuedAt,
  );
  hold('G8.01', kind === 'IN' || kind === 'RE', 'The type is IN or RE.', 'Le type est IN ou RE.', `${ROOT}/TypeCode`);
  hold(
    'G6.22',
    /^[A-Za-z0-9]{4}$/.test(platform.id),
    'The number of the platform has 4 characters.',
    'Le matricule de la plateforme a 4 caractères.',
    `${ROOT}/Sender/Id`,
    platform.id,
  );
  hold(
    'G6.26',
    isSiren(seller.siren),
    'The declarant is a SIREN.',
    'Le déclarant est un SIREN.',
    `${ROOT}/Issuer/Id`,
    seller.siren,
  );
  holdDay(from, `${period}/StartDate`, hold);
  holdDay(to, `${period}/EndDate`, hold);
  hold(
    'G6.25',
    to > from,
    'The period ends after its first day.',
    'La période finit après son premier jour.',
    period,
    `${from} ${to}`,
  );
}

/** G1.09: the day exists, in this century. */
export function holdDay(day: string, location: string, hold: Hold): void {
  const ok = isDay(day) && day.startsWith('20');
  hold('G1.09', ok, 'The day exists, from 2000 to 2099.', 'La date existe, de 2000 à 2099.', location, day);
}

/** G1.24: the VAT rate is one France knows or knew. */
export function holdRate(rate: string, location: string, hold: Hold): void {
  const value = decimal(rate);
  const isKnown = value !== undefined && RATES.some((one) => value.equals(one));
  hold('G1.24', isKnown, 'The VAT rate is in the list.', 'Le taux de TVA est dans la liste.', location, rate);
}

/** Letters, digits, single blanks and `- + _ /`, at most so many. */
export function isIdentifier(text: string, longest: number): boolean {
  return text.length <= longest && /^[A-Za-z0-9+_/-]+( [A-Za-z0-9+_/-]+)*$/.test(text);
}
