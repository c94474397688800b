import { isAdapterError } from '@lettrage/adapter-sdk';
import type { AdapterContext, Capabilities, Problem } from '@lettrage/adapter-sdk';
import { DolibarrClient } from './dolibarr.client.js';
import { timeZoneOf } from './dolibarr.config.js';
import type { DolibarrConfig } from './dolibarr.config.js';
import { dolibarrInvoiceSource } from './dolibarr.invoice-source.js';
import { dolibarrStatusSink } from './dolibarr.status-sink.js';

/** The members for one connection. */
export function dolibarrMembers(config: DolibarrConfig, context: AdapterContext): Capabilities {
  timeZoneOf(config);
  const client = new DolibarrClient(config, context);
  return {
    invoiceSource: dolibarrInvoiceSource(config, context),
    statusSink: dolibarrStatusSink(config, context),
    check: () => check(config, client),
    discover: () => discover(client),
  };
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Reads what a sync would read and what a payment would name; writes nothing. */
async function check(config: DolibarrConfig, client: DolibarrClient): Promise<readonly Problem[]> {
  const problem = (rule: string, message: string, location: string): Problem => ({
    severity: 'error',
    rule,
    message,
    location,
  });
  try {
    await client.list({ path: 'invoices', filter: '(t.rowid:>:0)', limit: 1 });
    const problems: Problem[] = [];
    if (!(await client.get(`bankaccounts/${config.bankAccount}`))) {
      problems.push(
        problem(
          'dolibarr-bank-account',
          `Dolibarr has no bank account of id ${config.bankAccount}. Choose one of those it lists.`,
          '/bankAccount',
        ),
      );
    }
    const modes = new Set((await client.all('setup/dictionary/payment_types')).map((mode) => textOf(mode['id'])));
    const configured: [string, number][] = [['/paymentMode', config.paymentMode]];
    for (const [means, mode] of Object.entries(config.paymentModes ?? {}))
      configured.push([`/paymentModes/${means}`, mode]);
    for (const [field, mode] of configured) {
      if (!modes.has(String(mode)))
        problems.push(problem('dolibarr-payment-mode', `Dolibarr has no payment mode of id ${mode}.`, field));
    }
    return problems;
  } catch (error) {
    if (!isAdapterError(error)) throw error;
    const location = error.field ?? (error.kind === 'auth' ? '/apiKey' : '/url');
    return [problem(`dolibarr-${error.kind}`, error.message, location)];
  }
}

/** Bank accounts and payment modes, to choose the configured ids from. */
async function discover(client: DolibarrClient): Promise<{ kind: string; id: string; title: string }[]> {
  const accounts = await client.all('bankaccounts');
  const modes = await client.all('setup/dictionary/payment_types');
  return [
    ...accounts.map((account) => ({
      kind: 'bank-account',
      id: textOf(account['id']),
      title: [textOf(account['label']), textOf(account['iban'])].filter(Boolean).join(' '),
    })),
    ...modes.map((mode) => ({
      kind: 'payment-mode',
      id: textOf(mode['id']),
      title: `${textOf(mode['code'])} ${textOf(mode['label'])}`.trim(),
    })),
  ];
}
