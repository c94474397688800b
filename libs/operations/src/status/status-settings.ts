import { parseDay, type Day } from '@lettrage/domain';
import type { VatRegime } from '@lettrage/einvoicing';
import type { Company } from '../setup/companies.js';

/** Who reports the receipts of a company, and from when on. */
export interface StatusSettings {
  /** `lettrage`, or whoever else sends status 212 for the company: there is only one. */
  readonly reporter: string;
  /** First day of the duty: earlier receipts are not reported. */
  readonly from: Day;
  /** How VAT is declared: it decides the periods of payment reports (flux 10). */
  readonly vatRegime: VatRegime;
  /** Number of the platform that transmits payment reports (scheme 0238); without it none is made. */
  readonly platform?: string;
  /** What tells payments of buyers abroad: status 212, which platforms turn into flux 10, or a report of our own (10.2). */
  readonly international: '212' | 'flux10';
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
    vatRegime: {
      enum: ['monthly', 'quarterly', 'simplified', 'exempt'],
      default: 'monthly',
      description:
        'How VAT is declared: payment reports (flux 10) are made by month, of exempt companies by two months',
    },
    platform: {
      type: 'string',
      pattern: '^[A-Za-z0-9]{4}$',
      description: 'Number of the platform that transmits payment reports (flux 10); none is made without it',
    },
    international: {
      enum: ['212', 'flux10'],
      default: '212',
      description: 'What tells payments of buyers abroad: status 212, or a payment report (flux 10.2)',
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
    | {
        reporter?: string;
        size?: string;
        from?: string;
        vatRegime?: VatRegime;
        platform?: string;
        international?: StatusSettings['international'];
      }
    | null
    | undefined;
  if (settings === undefined || settings === null) return undefined;
  const { reporter = 'lettrage', size = 'small', from = START[size] ?? START['small']! } = settings;
  const { vatRegime = 'monthly', platform, international = '212' } = settings;
  return {
    reporter,
    from: parseDay(from),
    vatRegime,
    international,
    ...(platform === undefined ? {} : { platform }),
  };
}
