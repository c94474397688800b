import { AdapterError, fiscalYearStart, isDay, isSiren, type Day } from '@lettrage/adapter-sdk';
import type { AmountColumns, FecVariant } from './fec-columns.js';

/** Options of the format, read and checked. */
export interface FecOptions {
  readonly siren?: string;
  /** Last day of the financial year. */
  readonly closing?: Day;
  /** First day of the financial year; default twelve months before the closing. */
  readonly opening?: Day;
  /** Days of an extract: the file holds part of the books and must not bear the legal name. */
  readonly extract?: { readonly from: Day; readonly to: Day };
  readonly separator: '\t' | '|';
  readonly encoding: 'iso-8859-15' | 'utf-8';
  readonly amounts: AmountColumns;
  /** What Sens says: `D` and `C`, or `+1` and `-1`. */
  readonly directions: readonly [debit: string, credit: string];
  readonly variant: FecVariant;
  /** Number of this part, where the administration agreed to take the file in parts. */
  readonly part?: number;
}

/** JSON Schema of the options, for the manifest. */
export const FEC_OPTIONS_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    siren: {
      type: 'string',
      pattern: '^[0-9]{9}$',
      description: 'SIREN of the company, 9 digits; part of the file name.',
    },
    closing: {
      type: 'string',
      format: 'date',
      description: 'Last day of the financial year, YYYY-MM-DD. Letters dated later are left blank.',
    },
    opening: {
      type: 'string',
      format: 'date',
      description: 'First day of the financial year, where it is not twelve months long.',
    },
    from: {
      type: 'string',
      format: 'date',
      description: 'With `to`: the file is an extract and is named <SIREN>_extract_<from>_<to>.txt.',
    },
    to: { type: 'string', format: 'date', description: 'Last day of the extract.' },
    separator: { type: 'string', enum: ['tab', 'pipe'], default: 'tab' },
    encoding: { type: 'string', enum: ['iso-8859-15', 'utf-8'], default: 'iso-8859-15' },
    columns: { type: 'string', enum: ['debit-credit', 'montant-sens'], default: 'debit-credit' },
    sens: {
      type: 'string',
      enum: ['letters', 'signs'],
      default: 'letters',
      description: 'With columns=montant-sens: D and C, or +1 and -1.',
    },
    variant: {
      type: 'string',
      enum: ['vii-1', 'viii-3', 'viii-5', 'viii-7'],
      default: 'vii-1',
      description:
        'Variant of the text: BIC and IS; BNC or BA of commercial law; BA on a cash basis; BNC on a cash basis.',
    },
    part: {
      type: 'string',
      pattern: '^[1-9][0-9]?$',
      description: 'Number of this part, where the file is handed over in parts.',
    },
  },
} as const;

/** Reads the options; throws `AdapterError('config')` naming the option. */
export function readFecOptions(options: Readonly<Record<string, string>>): FecOptions {
  const { siren } = options;
  if (siren !== undefined && !/^\d{9}$/.test(siren)) {
    fail('siren', `"${siren}" is not a SIREN (expected 9 digits)`);
  }
  const closing = dayOption(options, 'closing');
  const opening = dayOption(options, 'opening');
  const from = dayOption(options, 'from');
  const to = dayOption(options, 'to');
  if ((from === undefined) !== (to === undefined))
    fail(from === undefined ? 'from' : 'to', 'an extract needs both from and to');
  const { part } = options;
  if (part !== undefined && !/^[1-9]\d?$/.test(part)) fail('part', `"${part}" is not a number from 1 to 99`);
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(FEC_OPTIONS_SCHEMA.properties, name)) {
      fail(name, `is not known (known: ${Object.keys(FEC_OPTIONS_SCHEMA.properties).join(', ')})`);
    }
  }
  const year = closing === undefined ? undefined : (opening ?? fiscalYearStart(closing));
  return {
    ...(siren === undefined ? {} : { siren }),
    ...(closing === undefined ? {} : { closing }),
    ...(year === undefined ? {} : { opening: year }),
    ...(from === undefined || to === undefined ? {} : { extract: { from, to } }),
    separator: oneOf(options, 'separator', { tab: '\t', pipe: '|' } as const, '\t'),
    encoding: oneOf(options, 'encoding', { 'iso-8859-15': 'iso-8859-15', 'utf-8': 'utf-8' } as const, 'iso-8859-15'),
    amounts: oneOf(
      options,
      'columns',
      { 'debit-credit': 'debit-credit', 'montant-sens': 'montant-sens' } as const,
      'debit-credit',
    ),
    directions: oneOf(options, 'sens', { letters: ['D', 'C'], signs: ['+1', '-1'] } as const, ['D', 'C'] as const),
    variant: oneOf<FecVariant>(
      options,
      'variant',
      { 'vii-1': 'vii-1', 'viii-3': 'viii-3', 'viii-5': 'viii-5', 'viii-7': 'viii-7' },
      'vii-1',
    ),
    ...(part === undefined ? {} : { part: Number(part) }),
  };
}

/**
 * The file's name: `<SIREN>FEC<YYYYMMDD of the closing>.txt` for the whole books of a year (parts with `_1`), and
 * `<SIREN>_extract_<from>_<to>.txt` for part of them, which must not pass for a FEC.
 */
export function fecFileName(options: FecOptions, extension = 'txt'): string {
  const siren = options.siren ?? fail('siren', 'is needed for the name of the file; give --option siren=<9 digits>');
  if (!isSiren(siren)) fail('siren', `"${siren}" has a wrong check digit; see the company's registration`);
  const part = options.part === undefined ? '' : `_${options.part}`;
  if (options.extract !== undefined) {
    const { from, to } = options.extract;
    return `${siren}_extract_${compactDay(from)}_${compactDay(to)}${part}.${extension}`;
  }
  const closing =
    options.closing ?? fail('closing', 'is needed for the name of the file; give --option closing=YYYY-MM-DD');
  return `${siren}FEC${compactDay(closing)}${part}.${extension}`;
}

/** `2026-12-31 → 20261231`. */
export function compactDay(day: Day): string {
  return day.slice(0, 4) + day.slice(5, 7) + day.slice(8, 10);
}

function dayOption(options: Readonly<Record<string, string>>, name: string): Day | undefined {
  const text = options[name];
  if (text === undefined) return undefined;
  return isDay(text) ? text : fail(name, `"${text}" is not a calendar day (expected YYYY-MM-DD)`);
}

function oneOf<Value>(
  options: Readonly<Record<string, string>>,
  name: string,
  values: Readonly<Record<string, Value>>,
  missing: Value,
): Value {
  const text = options[name];
  if (text === undefined) return missing;
  const value = Object.hasOwn(values, text) ? values[text] : undefined;
  return value ?? fail(name, `"${text}" is not known (expected ${Object.keys(values).join(' or ')})`);
}

function fail(option: string, message: string): never {
  throw new AdapterError('config', `FEC option ${option}: ${message}.`, { field: `/${option}` });
}
