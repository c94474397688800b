import {
  formatMinor,
  type PayoutItem,
  type PayoutLine,
  type PayoutReader,
  type PayoutReference,
} from '@lettrage/adapter-sdk';
import { CellError, PayoutCollector, readReport, ReportRow, sniffReport } from '@lettrage/formats';
import { dayFormatOf } from './paypal.days.js';
import { LAYOUT, WHERE } from './paypal.layout.js';
import { hasMoved, paypalKind, type PaypalKind } from './paypal.types.js';

/** A row that moved the balance. Minor units; `fee` is positive where PayPal kept it. */
interface Movement {
  readonly row: ReportRow;
  readonly kind: PaypalKind;
  readonly day: string;
  readonly currency: string;
  readonly gross: bigint;
  readonly fee: bigint;
  /** What the report says the balance is after it. */
  readonly balance?: bigint;
}

/** Reads the activity report: what moved the balance between two withdrawals is what the second one pays out. */
export const paypalReader: PayoutReader = {
  sniff: (head) => sniffReport(head, [LAYOUT]),

  async *read(chunks, options): AsyncGenerator<readonly PayoutLine[]> {
    const collector = new PayoutCollector('paypal');
    const rows: ReportRow[] = [];
    for await (const row of readReport(chunks, [LAYOUT], { ...options, where: WHERE })) {
      if (row instanceof ReportRow) rows.push(row);
      else collector.table(row);
    }
    const { format, doubt } = dayFormatOf(rows);
    if (doubt) collector.report(doubt);
    const movements: Movement[] = [];
    // A row that cannot be read may be part of any payout after it.
    for (const row of oldestFirst(rows, format))
      collector.attempt(undefined, () => movements.push(...movementOf(row, format)));
    for (const currency of new Set(movements.map((movement) => movement.currency)))
      collect(
        movements.filter((movement) => movement.currency === currency),
        collector,
      );
    yield collector.finish();
  },
};

/** The report is written newest first or oldest first, as the account likes. */
function oldestFirst(rows: readonly ReportRow[], format: string): readonly ReportRow[] {
  const stamp = (row: ReportRow | undefined): string => {
    try {
      return row === undefined ? '' : `${row.day('date', [format])} ${row.text('time').padStart(8, '0')}`;
    } catch (error) {
      if (error instanceof CellError) return '';
      throw error;
    }
  };
  const [first, last] = [stamp(rows[0]), stamp(rows.at(-1))];
  return first !== '' && last !== '' && first > last ? [...rows].reverse() : rows;
}

function movementOf(row: ReportRow, format: string): Movement[] {
  const moved = hasMoved(row.text('status'), row.text('impact'));
  if (moved === false) return [];
  if (moved === undefined) row.refuse('status', `"${row.text('status')}" is not known here`);
  const currency = row.currency('currency');
  const [gross, fee, net] = [
    row.amount('gross', currency),
    row.amountOrZero('fee', currency),
    row.amount('net', currency),
  ];
  if (gross + fee !== net)
    row.refuse('net', `gross and fee give ${formatMinor(gross + fee, currency)}, not ${row.text('net')}`);
  const kind = paypalKind(row.text('type'), row.text('code'), net);
  const balance = balanceOf(row, currency);
  const day = row.day('date', [format]);
  return [{ row, kind, day, currency, gross, fee: -fee, ...(balance === undefined ? {} : { balance }) }];
}

/** PayPal writes `…` where a balance would say nothing. */
function balanceOf(row: ReportRow, currency: string): bigint | undefined {
  return /\d/.test(row.text('balance')) ? row.amount('balance', currency) : undefined;
}

/** The movements of one currency, oldest first, cut where money was sent to the bank. */
function collect(movements: readonly Movement[], collector: PayoutCollector): void {
  let open: Movement[] = [];
  let last: Movement | undefined;
  for (const movement of movements) {
    if (movement.kind !== 'payout') {
      open.push(movement);
      continue;
    }
    const held = last?.balance;
    collector.attempt(movement.row.text('transaction'), () => payOut(movement, open, held, collector));
    open = [];
    last = movement;
  }
}

/** `held`: the balance that the withdrawal before it left. */
function payOut(
  payout: Movement,
  before: readonly Movement[],
  held: bigint | undefined,
  collector: PayoutCollector,
): void {
  const { row, currency, day } = payout;
  const facts = { id: row.needed('transaction'), arrival: day, currency };
  for (const movement of before) collector.add(facts, movement.row.line, itemOf(movement));
  const write = (minor: bigint): string => formatMinor(minor, currency);
  if (payout.fee !== 0n)
    collector.add(
      facts,
      row.line,
      own(`${facts.id}-fee`, 'fee', write(0n), write(payout.fee), 'Fee of the withdrawal'),
    );
  // What the balance held before the first row and still holds after the last belongs to other payouts.
  const first = before[0] ?? payout;
  const opening = first.balance === undefined ? 0n : first.balance - first.gross + first.fee;
  const closing = payout.balance ?? 0n;
  if (held !== undefined && first.balance !== undefined && held !== opening)
    return collector.leaveOut(
      facts.id,
      first.row.line,
      `follows a balance of ${write(held)}, its first row one of ${write(opening)}: rows are missing`,
    );
  const carried = opening - closing;
  if (carried !== 0n)
    collector.add(
      facts,
      row.line,
      own(
        `${facts.id}-balance`,
        'reserve',
        write(carried),
        write(0n),
        `Balance of ${write(opening)} before, ${write(closing)} after`,
      ),
    );
  collector.expectNet(facts, row.line, -payout.gross);
}

function own(id: string, kind: 'fee' | 'reserve', amount: string, fee: string, description: string): PayoutItem {
  return { kind, id, amount, fee, description, references: [] };
}

function itemOf({ row, kind, day, currency, gross, fee }: Movement): PayoutItem {
  const write = (minor: bigint): string => formatMinor(minor, currency);
  const isFee = kind === 'fee';
  const charge = kind === 'refund' || kind === 'dispute' ? row.text('reference') : '';
  const payer = row.text('name') || row.text('email');
  const description = [row.text('subject'), row.text('title'), row.text('note')].find((text) => text !== '');
  return {
    kind: kind === 'payout' ? 'adjustment' : kind,
    id: row.needed('transaction'),
    amount: write(isFee ? 0n : gross),
    fee: write(isFee ? fee - gross : fee),
    day,
    ...(charge === '' ? {} : { charge }),
    ...(payer === '' ? {} : { payer }),
    ...(description === undefined ? {} : { description }),
    references: referencesOf(row),
  };
}

function referencesOf(row: ReportRow): PayoutReference[] {
  const named: [string, string][] = [
    ['invoice', 'invoice'],
    ['order', 'custom'],
    ['description', 'subject'],
    ['description', 'title'],
    ['description', 'note'],
    ['payment', 'transaction'],
  ];
  return named.flatMap(([key, field]) => {
    const value = row.text(field);
    return value === '' ? [] : [{ key, value }];
  });
}
