import {
  CATEGORIES,
  compact,
  InputError,
  isCurrency,
  isDay,
  isIban,
  parseDay,
  parseMinor,
  type Category,
  type Problem,
} from '@lettrage/domain';
import { RATE_SCALE, type RateWindow } from './explain/exchange.js';
import type { RuleRecord } from './payer/judge-rules.js';
import { RE2JS } from 're2js';

/**
 * Configuration of matching (`lettrage match --config FILE`, JSON). Every key is optional:
 * ```json
 * {"ownIbans": ["FR7630006000011234567890189"],
 *  "tolerances": {"bankFee": "25.00", "rounding": "0.99", "currency": "EUR",
 *                 "for": [{"pattern": "GLOBEX|SWIFT", "bankFee": "40.00"}, {"pattern": "MAIRIE", "rounding": "0.00"}]},
 *  "exchange": [{"currency": "USD", "from": "2026-01-01", "until": "2026-03-31", "low": "0.90", "high": "0.95"}],
 *  "rules": [{"id": "rent", "pattern": "LOYER .* DUPONT", "customer": "C12"},
 *            {"id": "interest", "pattern": "INTERETS CREDITEURS", "category": "other"}]}
 * ```
 * - `ownIbans`: the company's accounts; a movement between them is an internal transfer.
 * - `tolerances`: the largest bank fee and the largest rounding that may be written off, decimal strings.
 *   Those of the first entry of `for` whose pattern fits the line replace them, where the entry names them.
 * - `exchange`: rates accepted in a period, units of the account's currency for one foreign unit. A payment made in
 *   that currency may differ from the invoice where both imply a rate inside the window of their day.
 * - `rules`: `pattern` is a regular expression in RE2 syntax (run in linear time, no back-references), tried on the
 *   upper-case text of the line after its payer's name. `customer` names who pays, which is evidence like an IBAN's,
 *   unless the line prints another customer's name or the history shows that others pay such lines;
 *   `category` says the line pays no item, and is asked only after the open items.
 */
export interface MatchConfig {
  readonly ownIbans: readonly string[];
  /** Minor units of the account's currency. */
  readonly maximumBankFee: bigint;
  readonly maximumRounding: bigint;
  readonly rules: readonly MatchRule[];
  /** Tolerances of some lines: the first that fits holds. */
  readonly tolerancesFor?: readonly LineTolerance[];
  /** Rates that are accepted; without one a difference of exchange is proposed, never posted. */
  readonly exchange?: readonly RateWindow[];
}

/** A company's own rule. */
export interface MatchRule {
  readonly id: string;
  readonly pattern: string;
  readonly customer?: string;
  readonly category?: Category;
  /** What it would have said of the confirmed payments, where that was asked. */
  readonly record?: RuleRecord;
  /** True if the pattern occurs in the text. Linear time. */
  readonly matches: (text: string) => boolean;
}

/** Tolerances of the lines a pattern fits, minor units; what it leaves out is the company's. */
export interface LineTolerance {
  readonly maximumBankFee?: bigint;
  readonly maximumRounding?: bigint;
  /** True if the pattern occurs in the text. Linear time. */
  readonly matches: (text: string) => boolean;
}

/** The configuration with the tolerances of a line, given the text its rules are tried on. */
export function toleranceOf(config: MatchConfig, text: () => string): MatchConfig {
  const { tolerancesFor = [], maximumBankFee, maximumRounding } = config;
  if (tolerancesFor.length === 0) return config;
  const words = text();
  const own = tolerancesFor.find((one) => one.matches(words));
  if (!own) return config;
  return {
    ...config,
    maximumBankFee: own.maximumBankFee ?? maximumBankFee,
    maximumRounding: own.maximumRounding ?? maximumRounding,
  };
}

/** What holds without a configuration: fees up to 25.00, rounding up to 0.99, no rules. */
export const DEFAULT_CONFIG: MatchConfig = { ownIbans: [], maximumBankFee: 2500n, maximumRounding: 99n, rules: [] };

/**
 * Reads a configuration (parsed JSON). Throws {@link InputError} listing every unknown key, unreadable amount, bad IBAN
 * and rule that cannot run, each with its path.
 */
export function readMatchConfig(json: unknown): MatchConfig {
  const problems: Problem[] = [];
  const complain = (location: string, message: string): void =>
    void problems.push({ severity: 'error', rule: 'config', message, location });
  const root = objectOf(json, '$', complain, ['ownIbans', 'tolerances', 'exchange', 'rules']);
  const tolerances = objectOf(root['tolerances'] ?? {}, '$.tolerances', complain, [
    'bankFee',
    'rounding',
    'currency',
    'for',
  ]);
  const currency = typeof tolerances['currency'] === 'string' ? tolerances['currency'] : 'EUR';
  const config: MatchConfig = {
    ownIbans: listOf(root['ownIbans'], '$.ownIbans', complain).flatMap((iban, index) =>
      readIban(iban, `$.ownIbans[${index}]`, complain),
    ),
    maximumBankFee: readAmount(
      tolerances['bankFee'],
      DEFAULT_CONFIG.maximumBankFee,
      currency,
      '$.tolerances.bankFee',
      complain,
    ),
    maximumRounding: readAmount(
      tolerances['rounding'],
      DEFAULT_CONFIG.maximumRounding,
      currency,
      '$.tolerances.rounding',
      complain,
    ),
    tolerancesFor: listOf(tolerances['for'], '$.tolerances.for', complain).flatMap((one, index) =>
      readTolerance(one, currency, `$.tolerances.for[${index}]`, complain),
    ),
    exchange: listOf(root['exchange'], '$.exchange', complain).flatMap((window, index) =>
      readWindow(window, `$.exchange[${index}]`, complain),
    ),
    rules: listOf(root['rules'], '$.rules', complain).flatMap((rule, index) =>
      readRule(rule, `$.rules[${index}]`, complain),
    ),
  };
  if (problems.length > 0) throw new InputError('config', 'the matching configuration cannot be used', problems);
  return config;
}

type Complain = (location: string, message: string) => void;

function objectOf(value: unknown, path: string, complain: Complain, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    complain(path, 'expected a JSON object');
    return {};
  }
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) complain(`${path}.${key}`, `unknown key "${key}" (known: ${known.join(', ')})`);
  }
  return value as Record<string, unknown>;
}

function listOf(value: unknown, path: string, complain: Complain): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  complain(path, 'expected a JSON list');
  return [];
}

function readIban(value: unknown, path: string, complain: Complain): string[] {
  const iban = typeof value === 'string' ? compact(value) : '';
  if (isIban(iban)) return [iban];
  complain(path, `"${String(value)}" is not an IBAN (check its length and check digits)`);
  return [];
}

function readAmount(value: unknown, fallback: bigint, currency: string, path: string, complain: Complain): bigint {
  if (value === undefined) return fallback;
  try {
    const minor = parseMinor(typeof value === 'string' ? value : '', currency);
    if (minor >= 0n) return minor;
  } catch {
    // Reported below with the path.
  }
  complain(path, `expected a decimal string that is not negative, such as "25.00"`);
  return fallback;
}

function readTolerance(value: unknown, currency: string, path: string, complain: Complain): LineTolerance[] {
  const one = objectOf(value, path, complain, ['pattern', 'bankFee', 'rounding']);
  const matches = readPattern(one['pattern'], path, complain);
  const amount = (key: 'bankFee' | 'rounding'): bigint | undefined =>
    one[key] === undefined ? undefined : readAmount(one[key], 0n, currency, `${path}.${key}`, complain);
  const [maximumBankFee, maximumRounding] = [amount('bankFee'), amount('rounding')];
  if (maximumBankFee === undefined && maximumRounding === undefined) {
    complain(path, 'a tolerance names "bankFee", "rounding" or both');
    return [];
  }
  if (!matches) return [];
  return [
    {
      matches,
      ...(maximumBankFee !== undefined && { maximumBankFee }),
      ...(maximumRounding !== undefined && { maximumRounding }),
    },
  ];
}

function readWindow(value: unknown, path: string, complain: Complain): RateWindow[] {
  const window = objectOf(value, path, complain, ['currency', 'from', 'until', 'low', 'high']);
  const { currency, from, until } = window;
  const before = [isCurrency(String(currency)), isDay(String(from)), isDay(String(until))];
  if (!before[0]) complain(`${path}.currency`, 'expected an ISO 4217 currency, such as "USD"');
  if (!before[1] || !before[2]) complain(path, 'expected the days "from" and "until", such as "2026-01-31"');
  const [low, high] = ['low', 'high'].map((key) => rateOf(window[key])) as [bigint | undefined, bigint | undefined];
  if (low === undefined || high === undefined || low <= 0n || high < low) {
    complain(path, 'expected "low" and "high" as decimal strings with at most six decimals, low not above high');
    return [];
  }
  return before.every(Boolean)
    ? [{ currency: String(currency), from: parseDay(String(from)), until: parseDay(String(until)), low, high }]
    : [];
}

/** Millionths of a decimal string. */
function rateOf(value: unknown): bigint | undefined {
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(typeof value === 'string' ? value : '') ?? [];
  return whole === undefined ? undefined : BigInt(whole + fraction.padEnd(RATE_SCALE, '0'));
}

function readRule(value: unknown, path: string, complain: Complain): MatchRule[] {
  const rule = objectOf(value, path, complain, ['id', 'pattern', 'customer', 'category']);
  const category = CATEGORIES.find((known) => known === rule['category']);
  const customer = typeof rule['customer'] === 'string' ? rule['customer'] : undefined;
  if ((category === undefined) === (customer === undefined)) {
    complain(path, `a rule names either a customer or a category (${CATEGORIES.join(', ')})`);
    return [];
  }
  const matches = readPattern(rule['pattern'], path, complain);
  if (!matches) return [];
  const pattern = String(rule['pattern']);
  if (customer !== undefined && matches('')) {
    complain(`${path}.pattern`, 'the pattern fits every line, whoever paid: name words that only this customer has');
    return [];
  }
  const id = typeof rule['id'] === 'string' ? rule['id'] : pattern;
  return [{ id, pattern, ...(customer && { customer }), ...(category && { category }), matches }];
}

/** The test of a pattern in RE2 syntax; complains and gives nothing where there is none or it cannot run. */
function readPattern(pattern: unknown, path: string, complain: Complain): MatchRule['matches'] | undefined {
  if (typeof pattern !== 'string' || pattern === '') {
    complain(`${path}.pattern`, 'a rule needs a pattern');
    return undefined;
  }
  try {
    const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    return (text) => compiled.matcher(text).find();
  } catch (error) {
    complain(
      `${path}.pattern`,
      `the pattern cannot run in linear time: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}
