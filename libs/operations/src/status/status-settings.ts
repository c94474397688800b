import { parseDay, type Day } from '@lettrage/domain';
import type { Company } from '../setup/companies.js';

/** Who reports the receipts of a company, and from when on. */
export interface StatusSettings {
  /** `lettrage`, or whoever else sends status 212 for the company: there is only one. */
  readonly reporter: string;
  /** First day of the duty: earlier receipts are not reported. */
  readonly from: Day;
}

/** First days of the duty to send invoices and statuses, by company size. */
const START: Readonly<Record<string, string>> = { large: '2026-09-01', medium: '2026-09-01', small: '2027-09-01' };

/** JSON Schema of `settings.statuses`. */
export const STATUS_SETTINGS_SCHEMA = {
  type: ['object', 'null'],
  additionalProperties: false,
  description: 'Reporting of receipts (status 212 of electronic invoices); none is made unless this is set',
  properties: {
    reporter: {
      enum: ['lettrage', 'platform', 'erp'],
      default: 'lettrage',
      description: 'The one that reports; where it is another, receipts are only listed and compared',
    },
    size: {
      enum: Object.keys(START),
      default: 'small',
      description: 'Size of the company: large and medium ones report from 2026-09-01, small ones from 2027-09-01',
    },
    from: {
      type: 'string',
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
      description: 'First day of the duty, where it is not that of the size',
    },
  },
} as const;

/** The status settings of a company; undefined where it reports nothing here. */
export function statusSettingsOf(company: Company): StatusSettings | undefined {
  const settings = company.settings['statuses'] as
    { reporter?: string; size?: string; from?: string } | null | undefined;
  if (settings === undefined || settings === null) return undefined;
  const { reporter = 'lettrage', size = 'small', from = START[size] ?? START['small']! } = settings;
  return { reporter, from: parseDay(from) };
}
