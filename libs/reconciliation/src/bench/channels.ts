import { formatMinor, type TransactionLine } from '@lettrage/domain';
import { asBanksPrint, printedName } from './names.js';
import type { Planned } from './plan.js';
import type { Random } from './random.js';
import type { Channel } from './scenario.js';

/** How often a line comes through each channel, in percent. */
const CHANNELS = [
  { weight: 75, value: 'structured' },
  { weight: 15, value: 'label-62' },
  { weight: 10, value: 'label-31' },
] as const;

/** Label dialects of banks that have no fields; an account keeps to one. `{d}` is digits of the bank's own. */
const DIALECTS: Readonly<Record<'label-62' | 'label-31', readonly string[]>> = {
  'label-62': [
    'VIR SEPA {name} {text}',
    'VIR RECU {d}S DE: {name} MOTIF: {text}',
    'VIREMENT EN VOTRE FAVEUR {name} {text}',
    'VIR INST {name} {text}',
    'VIR SEPA RECU /DE {name} /MOTIF {text} /REF NOTPROVIDED',
    'VIREMENT DE {name} {text}',
    'VIR {name} {text} {d}',
  ],
  'label-31': [
    'VIR SEPA {name} {text}',
    'VIR {name} {text}',
    'VIRT RECU {name} {text}',
    'VIR.RECU {text}',
    'VIR DE {name} {text}',
  ],
};

/** The bank of each label account of a world. */
export type Dialects = Readonly<Record<'label-62' | 'label-31', string>>;

const SIZES = { 'label-62': 62, 'label-31': 31 } as const;

/** Picks the banks of a world. */
export function pickDialects(random: Random): Dialects {
  return { 'label-62': random.pick(DIALECTS['label-62']), 'label-31': random.pick(DIALECTS['label-31']) };
}

/** The channel of a payment; one that needs structured fields has them. */
export function channelOf(random: Random, { payment }: Planned): Channel {
  return payment.fields ? 'structured' : random.weighted(CHANNELS);
}

/** Prints a payment as its bank does. */
export function print(
  random: Random,
  planned: Planned,
  channel: Channel,
  ref: string,
  dialects: Dialects,
): TransactionLine {
  const { payment, customer, day } = planned;
  const payer = payment.payer === null ? undefined : (payment.payer ?? { name: customer.name, iban: customer.iban });
  const name = payer ? printedName(random, payer.name) : '';
  const base: TransactionLine = {
    type: 'transaction',
    ref,
    bookingDate: day,
    amount: formatMinor(payment.amount, 'EUR'),
    currency: 'EUR',
    status: 'booked',
    reversal: false,
  };
  if (channel !== 'structured') return { ...base, ...remittance(label(random, planned, channel, name, dialects)) };
  const structured = random.chance(0.5) ? payment.text : payment.text.toUpperCase();
  const withIban = random.chance(0.92);
  return {
    ...base,
    ...remittance(structured.slice(0, 140).trim()),
    ...(payment.structured && { structuredReference: payment.structured }),
    ...(payer && { counterparty: { name, ...(withIban && { iban: payer.iban }) } }),
    ...(random.chance(0.25) && {
      endToEndId: random.pick([
        `E2E${random.digits(8)}`,
        random.digits(12),
        `${day.replace(/-/g, '')}-${random.digits(4)}`,
      ]),
    }),
    ...payment.fields,
  };
}

function remittance(text: string): Pick<TransactionLine, 'remittance'> {
  return text === '' ? {} : { remittance: text };
}

/** One label with everything in it, cut where the field ends. */
function label(
  random: Random,
  { payment }: Planned,
  channel: 'label-62' | 'label-31',
  name: string,
  dialects: Dialects,
): string {
  const written = asLabel([payment.structured, payment.text].filter((part) => part).join(' '));
  const head = payment.amount < 0n ? '{name} {text}' : dialects[channel];
  const dialect = payment.bankLabel ? '{text}' : head;
  const printed = dialect.replace('{d}', random.digits(10)).replace('{name}', name).replace('{text}', written);
  return printed.replace(/ +/g, ' ').slice(0, SIZES[channel]).trim();
}

/** Labels are upper case without accents; separators inside numbers stay. */
function asLabel(text: string): string {
  return text
    .split(' ')
    .map((word) =>
      /\d/.test(word)
        ? word
            .normalize('NFKD')
            .replace(/[^ -~]/g, '')
            .toUpperCase()
        : asBanksPrint(word),
    )
    .join(' ');
}
