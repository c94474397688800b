import type { Command } from 'commander';
import type { ClaimAction } from '@lettrage/operations';
import { callerName } from '../caller-name.js';
import { dayOption } from '../input.js';
import { pick, print } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

interface Common {
  readonly company?: string;
  readonly day?: string;
}

/** `lettrage claim`: what a person says of claims that are late, doubtful or lost, and of money that comes another way. */
export function registerClaims(program: Command): void {
  const claim = program.command('claim').description('claims that are late, doubtful or lost; refunds and payouts');
  const action: Action = (name, description, example) =>
    claim
      .command(name)
      .description(description)
      .option('--company <id>', 'id, SIREN or name')
      .option('--day <day>', 'the day it counts for, where no bank line says; today')
      .addHelpText('after', `\nExample:\n  lettrage claim ${example}`);
  registerItemActions(action);
  registerMoneyActions(action);
}

/** A subcommand with what all of them have. */
type Action = (name: string, description: string, example: string) => Command;

function registerItemActions(action: Action): void {
  action('write-off', 'a claim, or part of it, is lost', 'write-off FA2026-000123')
    .argument('<item>', 'number or id')
    .option('--amount <amount>', 'part of what is open')
    .action((item: string, options: Common & { amount?: string }, command: Command) =>
      act(command, options, { kind: 'write-off', item, ...some({ amount: options.amount }) }),
    );
  action('doubtful', 'what is open goes to doubtful debts', 'doubtful FA2026-000123 --allowance 50.00')
    .argument('<item>', 'number or id')
    .option('--allowance <amount>', 'of the open amount without VAT, what is taken for lost')
    .option('--reason <text>')
    .action((item: string, options: Common & { allowance?: string; reason?: string }, command: Command) =>
      act(command, options, {
        kind: 'doubtful',
        item,
        ...some({ allowance: options.allowance, reason: options.reason }),
      }),
    );
  action('expected-again', 'a doubtful debt is none any more', 'expected-again FA2026-000123')
    .argument('<item>', 'number or id')
    .option('--reason <text>')
    .action((item: string, options: Common & { reason?: string }, command: Command) =>
      act(command, options, { kind: 'expected-again', item, ...some({ reason: options.reason }) }),
    );
}

function registerMoneyActions(action: Action): void {
  action(
    'late-charges',
    'credit pays late interest or the indemnity',
    'late-charges LINE --interest 3.21 --indemnity 40.00',
  )
    .argument('<payment>', 'id of a payment, its id elsewhere, or its bank line')
    .option('--interest <amount>')
    .option('--indemnity <amount>')
    .action((payment: string, options: Common & { interest?: string; indemnity?: string }, command: Command) =>
      act(command, options, {
        kind: 'late-charges',
        payment,
        ...some({ lateInterest: options.interest, indemnity: options.indemnity }),
      }),
    );
  action('take-back', 'late charges were none: the credit lies on account again', 'take-back 0193a7c2-…')
    .argument('<use...>', 'ids that late-charges printed')
    .action((uses: string[], options: Common, command: Command) => act(command, options, { kind: 'take-back', uses }));
  action('refund', 'a bank line gives credit back to its customer', 'refund LINE --of PAYMENT')
    .argument('<line>', 'id or reference of the bank line')
    .requiredOption('--of <payment>', 'the payment whose credit it gives back: id, id elsewhere, or its bank line')
    .action((line: string, options: Common & { of: string }, command: Command) =>
      act(command, options, { kind: 'refund', line, payment: options.of }),
    );
  action(
    'payout',
    'a bank line pays out what a provider collected, less its fee',
    'payout LINE --provider stripe --reference po_1 --payments ch_1,ch_2 --fee 3.00 --fee-vat 0.60',
  )
    .argument('<line>', 'id or reference of the bank line')
    .requiredOption('--provider <name>')
    .requiredOption('--reference <text>', 'of the payout at the provider')
    .requiredOption('--payments <ids>', 'ids of the payments, here or elsewhere, separated by commas')
    .requiredOption('--fee <amount>', 'without VAT')
    .option('--fee-vat <amount>')
    .action((line: string, options: Common & PayoutOptions, command: Command) =>
      act(command, options, {
        kind: 'payout',
        line,
        provider: options.provider,
        reference: options.reference,
        payments: options.payments.split(',').map((id) => id.trim()),
        fee: options.fee,
        ...some({ feeVat: options.feeVat }),
      }),
    );
}

interface PayoutOptions {
  readonly provider: string;
  readonly reference: string;
  readonly payments: string;
  readonly fee: string;
  readonly feeVat?: string;
}

async function act(command: Command, options: Common, action: ClaimAction): Promise<void> {
  const { actOnClaims, resolveCompany } = await import('@lettrage/operations');
  const day = options.day === undefined ? {} : { day: dayOption(options.day, '--day') };
  const outcome = await withRuntime(async (runtime) => {
    const { id } = await resolveCompany(runtime, options.company);
    return actOnClaims(runtime, id, action, { by: callerName(), ...day });
  });
  print(command, outcome, (lang) => [
    outcome.outcome === 'known'
      ? pick(lang, 'Known already: nothing was changed.', 'Déjà connu : rien n’a changé.')
      : pick(lang, 'Booked.', 'Comptabilisé.'),
    ...(outcome.useIds ?? []).map((id) => `use ${id}`),
  ]);
}

/** Leaves out what was not given. */
function some<T extends Readonly<Record<string, string | undefined>>>(values: T): { [Key in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
