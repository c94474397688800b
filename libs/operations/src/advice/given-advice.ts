import { basename } from 'node:path';
import { fileSource } from '@lettrage/adapter-host';
import {
  formatMinor,
  hasErrors,
  InputError,
  parseMinor,
  type Advice,
  type Day,
  type Problem,
  type TransactionLine,
} from '@lettrage/domain';
import { readAdvice } from '@lettrage/formats';
import { GivenAdviceStore, isUuid, type CompanyTransaction, type GivenAdvice } from '@lettrage/persistence';
import type { OperationsContext } from '../context.js';
import { adviceDays } from './advice-days.js';
import { requestReconcile } from '../reconcile/request-reconcile.js';

/** What giving advices did. */
export interface AdviceReport {
  /** Name of the file; absent where they were typed. */
  readonly file?: string;
  readonly dryRun: boolean;
  readonly refused: boolean;
  readonly read: number;
  readonly new: number;
  readonly known: number;
  readonly problems: readonly Problem[];
}

/**
 * Keeps the advices of a file (NDJSON, interfaces: History and advice): what receipts are made of. They settle nothing by
 * themselves; lines that wait are decided again with them. One bad line refuses the file, the same advice again is known.
 *
 * @throws InputError where the file cannot be read at all
 */
export async function importAdvice(
  context: OperationsContext,
  companyId: string,
  path: string,
  options: { readonly by: string; readonly name?: string; readonly dryRun?: boolean },
): Promise<AdviceReport> {
  const file = options.name ?? basename(path);
  return give(context, companyId, fileSource(path).chunks, { ...options, file });
}

/** Keeps one advice that a person typed, checked as those of files are. Throws {@link InputError} if it is refused. */
export async function giveAdvice(
  context: OperationsContext,
  companyId: string,
  advice: unknown,
  by: string,
): Promise<GivenAdvice> {
  const text = new TextEncoder().encode(JSON.stringify(advice));
  const { problems, refused } = await give(context, companyId, once(text), { by });
  if (refused) throw new InputError('bad-advice', problems[0]!.message, [...problems]);
  const [read] = (await readAdvice(once(text))).records;
  return context.database.withCompany(companyId, async (tx) => (await new GivenAdviceStore(tx).find(read!))!);
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function give(
  context: OperationsContext,
  companyId: string,
  chunks: AsyncIterable<Uint8Array>,
  { by, file, dryRun = false }: { readonly by: string; readonly file?: string; readonly dryRun?: boolean },
): Promise<AdviceReport> {
  const place = file === undefined ? {} : { file };
  const { records, problems: unread } = await readAdvice(chunks, place);
  const problems = [...unread, ...records.flatMap((advice, index) => whatIsWrong(advice, file, index + 1))];
  const refused = hasErrors(problems);
  const report = { ...place, dryRun, refused, read: records.length, new: 0, known: 0, problems };
  if (refused || records.length === 0) return report;
  const today = context.now().toISOString().slice(0, 10) as Day;
  await context.database.withCompany(companyId, async (tx) => {
    const store = new GivenAdviceStore(tx);
    for (const advice of records) {
      const given = { day: advice.date ?? today, by, ...(file === undefined ? {} : { fileName: file }) };
      const isNew = dryRun ? (await store.find(advice)) === undefined : (await store.add(advice, given)) !== undefined;
      report[isNew ? 'new' : 'known'] += 1;
    }
    if (report.new > 0 && !dryRun) await requestReconcile(tx);
  });
  return report;
}

/** An advice that can explain no line is refused while somebody looks at it. */
function whatIsWrong(advice: Advice, file: string | undefined, record: number): Problem[] {
  const location = file === undefined ? `record ${record}` : `${file}, record ${record}`;
  const problem = (message: string): Problem[] => [{ severity: 'error', rule: 'advice', message, location }];
  if (advice.kind === 'payout')
    return problem('a payout is booked from the report of its provider: import that with lettrage import payouts');
  // Two decimals: an advice has no currency of its own.
  const minor = (text: string): bigint => parseMinor(text, 'EUR');
  const sum = advice.items.reduce((total, { amount, fee }) => total + minor(amount) - minor(fee ?? '0'), 0n);
  if (sum === minor(advice.total)) return [];
  return problem(
    `the items add up to ${formatMinor(sum, 'EUR')}, the total says ${advice.total}: it would explain no line`,
  );
}

/** Advices given around the days of some lines. */
export async function givenAdvice(tx: CompanyTransaction, lines: readonly TransactionLine[]): Promise<Advice[]> {
  const days = adviceDays(lines);
  if (!days) return [];
  return new GivenAdviceStore(tx).between(days.from, days.to);
}

/** Advices that are kept, the latest first. */
export async function listAdvice(context: OperationsContext, companyId: string): Promise<GivenAdvice[]> {
  return context.database.withCompany(companyId, (tx) => new GivenAdviceStore(tx).list(MOST_LISTED), {
    readOnly: true,
  });
}

const MOST_LISTED = 1_000;

/**
 * Takes an advice back; what was decided by it stays, and is undone where it was decided.
 *
 * @throws InputError `unknown-advice`
 */
export async function withdrawAdvice(context: OperationsContext, companyId: string, id: string): Promise<void> {
  await context.database.withCompany(companyId, async (tx) => {
    if (!isUuid(id) || !(await new GivenAdviceStore(tx).withdraw(id)))
      throw new InputError(
        'unknown-advice',
        `There is no advice ${id} in this company: lettrage advice list shows those there are.`,
      );
    await requestReconcile(tx);
  });
}
