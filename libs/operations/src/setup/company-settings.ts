import { isAdapterError } from '@lettrage/adapter-sdk';
import { validateAgainst } from '@lettrage/adapter-host';
import { InputError, type Problem } from '@lettrage/domain';
import { FRENCH_CHART, FRENCH_SCHEME } from '@lettrage/ledger';
import { readMatchConfig } from '@lettrage/reconciliation';
import type { OperationsContext } from '../context.js';
import { PAYOUT_SETTINGS_SCHEMA } from '../payouts/payout-settings.js';
import { NEEDED } from '../policies/needed.js';
import { SENDING_SETTINGS_SCHEMA } from '../sending/sending-settings.js';
import { STATUS_SETTINGS_SCHEMA } from '../status/status-settings.js';
import { tryLogo } from './company-logo.js';

const ACCOUNT = {
  type: 'string',
  pattern: '^[0-9]{3}[0-9A-Za-z]{0,17}$',
  description: 'An account number, 3 to 20 characters',
};
const LABEL = { type: 'string', minLength: 1, maxLength: 100 };
const JOURNAL = {
  type: 'object',
  additionalProperties: false,
  required: ['code', 'label'],
  properties: { code: { type: 'string', pattern: '^[A-Z0-9]{1,10}$' }, label: LABEL },
};
const RATE = '^(0|[1-9][0-9]?)(\\.[0-9]*[1-9])?$';

/** An object of accounts, one for each of the names the French chart knows. */
function accountsFor(usual: Readonly<Record<string, string>>, description: string): Record<string, unknown> {
  return {
    type: 'object',
    additionalProperties: false,
    description,
    properties: Object.fromEntries(
      Object.entries(usual).map(([name, account]) => [
        name,
        { ...ACCOUNT, description: 'Account number', default: account },
      ]),
    ),
  };
}

/**
 * JSON Schema (2020-12) of what a company may set, key by key; `null` takes a setting back. `docs/settings.md` is made
 * of it.
 */
export const COMPANY_SETTINGS_SCHEMA: Readonly<Record<string, unknown>> = {
  type: 'object',
  additionalProperties: false,
  properties: {
    ledger: {
      type: ['object', 'null'],
      additionalProperties: false,
      description: 'What differs from the French general chart and journals in the books of this company',
      properties: {
        chart: {
          type: 'object',
          additionalProperties: false,
          properties: {
            roles: accountsFor(FRENCH_CHART.roles, 'The account that plays each role'),
            categories: accountsFor(
              FRENCH_CHART.categories,
              'Counterpart of a bank line that pays no item, by category',
            ),
            vatCollectedByRate: {
              type: 'object',
              description: 'Collected VAT by rate in percent without closing zeros ("20", "5.5")',
              propertyNames: { pattern: RATE },
              additionalProperties: ACCOUNT,
            },
            salesByRate: {
              type: 'object',
              description: 'Revenue by VAT rate, where a company keeps one account per rate',
              propertyNames: { pattern: RATE },
              additionalProperties: ACCOUNT,
            },
            labels: {
              type: 'object',
              description: 'Labels by account number; a longer account takes that of its longest known beginning',
              propertyNames: { pattern: '^[0-9A-Za-z]{1,20}$' },
              additionalProperties: LABEL,
            },
          },
        },
        scheme: {
          type: 'object',
          additionalProperties: false,
          properties: {
            journals: {
              type: 'object',
              additionalProperties: false,
              required: Object.keys(FRENCH_SCHEME.journals),
              description: 'Journals other than those of bank accounts, which name their own',
              properties: Object.fromEntries(Object.keys(FRENCH_SCHEME.journals).map((name) => [name, JOURNAL])),
            },
            creditOnAccount: {
              enum: ['customers', 'advances'],
              description: 'Credit of a known customer: on his own account, or on advances received',
            },
            vatDue: { enum: ['debit', 'receipt'], description: 'When VAT falls due for an item that does not say' },
            writeOffVat: {
              enum: ['recovered', 'kept'],
              description: 'VAT of a lost claim that was due at issue: taken back, or part of the loss',
            },
            lettered: {
              type: 'array',
              items: { type: 'string', pattern: '^[0-9]{1,20}$' },
              description: 'Beginnings of the accounts that are lettered',
            },
          },
        },
      },
    },
    matching: {
      type: ['object', 'null'],
      additionalProperties: false,
      description: 'The configuration of matching, as `lettrage match --config` reads it',
      properties: {
        ownIbans: {
          type: 'array',
          items: { type: 'string' },
          description: 'Own accounts elsewhere: transfers between them pay no item',
        },
        tolerances: {
          type: 'object',
          additionalProperties: false,
          description: 'The largest bank fee and rounding that may be written off, decimal strings',
          properties: {
            bankFee: { type: 'string' },
            rounding: { type: 'string' },
            currency: { type: 'string' },
            for: {
              type: 'array',
              maxItems: 200,
              description:
                'Tolerances of the lines an expression (RE2) fits, instead of these: the first that fits holds',
              items: {
                type: 'object',
                additionalProperties: false,
                required: ['pattern'],
                properties: {
                  pattern: { type: 'string', maxLength: 500 },
                  bankFee: { type: 'string' },
                  rounding: { type: 'string' },
                },
              },
            },
          },
        },
        rules: {
          type: 'array',
          description: 'Rules of the company: an expression (RE2) and the customer or category it stands for',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['id', 'pattern'],
            properties: {
              id: { type: 'string' },
              pattern: { type: 'string', maxLength: 500 },
              customer: { type: 'string' },
              category: { enum: Object.keys(FRENCH_CHART.categories) },
            },
          },
        },
      },
    },
    confirmations: {
      type: ['object', 'null'],
      additionalProperties: false,
      description:
        'How often decisions must confirm something, without a contradiction, before anything is posted on it',
      properties: {
        rules: {
          type: 'integer',
          minimum: 1,
          maximum: 1000,
          default: NEEDED.rules,
          description: 'A rule of the company',
        },
        payers: { type: 'integer', minimum: 1, maximum: 1000, default: NEEDED.payers, description: 'A learned payer' },
      },
    },
    allowedNetworks: {
      type: ['array', 'null'],
      maxItems: 50,
      items: { type: 'string', pattern: '^[0-9A-Fa-f:.]+/[0-9]{1,3}$' },
      description: 'Private networks (CIDR) that connections of this company may call; none unless named here',
    },
    creditorIdentifier: {
      type: ['string', 'null'],
      pattern: '^[A-Z]{2}[0-9]{2}[A-Z0-9]{3}[A-Z0-9]{1,28}$',
      description: 'SEPA creditor identifier (ICS) of direct debits, such as FR12ZZZ123456',
    },
    silentAfterDays: {
      type: ['integer', 'null'],
      minimum: 1,
      maximum: 400,
      description: 'Days without a statement after which an account is asked about; 9 unless said otherwise',
    },
    uploadMegabytes: {
      type: ['integer', 'null'],
      minimum: 1,
      maximum: 2048,
      description: 'Largest file over HTTP in MB; 25 unless said otherwise',
    },
    payouts: PAYOUT_SETTINGS_SCHEMA,
    statuses: STATUS_SETTINGS_SCHEMA,
    sending: SENDING_SETTINGS_SCHEMA,
    logo: {
      type: ['string', 'null'],
      pattern: '^[A-Za-z0-9+/]+={0,2}$',
      // Four characters hold three bytes.
      maxLength: 87_384,
      description: 'Logo on invoices drawn here: PNG or JPEG of at most 64 KB, as base64',
    },
    demonstrationLoaded: { type: 'boolean', description: 'Set by the demonstration alone' },
  },
};

/**
 * Refuses settings that nothing reads, or that what reads them could not use.
 *
 * @throws InputError `settings`, each problem with its path below `settings`
 */
export async function checkSettings(
  context: OperationsContext,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  try {
    await validateAgainst(COMPANY_SETTINGS_SCHEMA, settings, 'settings');
  } catch (error) {
    if (!isAdapterError(error)) throw error;
    throw refused([
      { severity: 'error', rule: 'setting', message: error.message, location: `settings${error.field ?? ''}` },
    ]);
  }
  checkMatching(settings);
  await checkLogo(context, settings['logo']);
}

function checkMatching(settings: Readonly<Record<string, unknown>>): void {
  try {
    // Expressions that cannot run, unreadable amounts, wrong IBANs: what a schema cannot say.
    readMatchConfig(settings['matching'] ?? {});
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw refused(
      error.problems.map((problem) => ({
        ...problem,
        location: `settings/matching${(problem.location ?? '').replace(/^\$/, '').replace(/[.[]/g, '/').replace(/\]/g, '')}`,
      })),
    );
  }
}

async function checkLogo(context: OperationsContext, logo: unknown): Promise<void> {
  if (typeof logo !== 'string') return;
  try {
    await tryLogo(context, Buffer.from(logo, 'base64'));
  } catch (error) {
    if (!isAdapterError(error)) throw error;
    throw refused([{ severity: 'error', rule: 'setting', message: error.message, location: 'settings/logo' }]);
  }
}

function refused(problems: readonly Problem[]): InputError {
  return new InputError(
    'settings',
    `The settings cannot be used: ${problems.map((each) => each.message).join('; ')}`,
    problems,
  );
}
