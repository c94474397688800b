import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDay } from '@lettrage/domain';
import {
  addBankAccount,
  decideHeldLine,
  importStatement,
  reopenHeldLine,
  type OperationsContext,
} from '@lettrage/operations';
import { readStatementFiles } from '@lettrage/operations/pure';
import { createCompany } from '@lettrage/persistence/testing';
import { bankFile, bankHistory, Chance, IBAN, partsOf, WRITERS, type BankFile, type Booking } from './bank-history.js';

const DAYS = 20;
const CUT_OVER = parseDay('2026-01-01');
const FORMATS = Object.keys(WRITERS) as (keyof typeof WRITERS)[];

/** What one history of imports came to. */
export interface ImportedHistory {
  readonly files: number;
  readonly lines: number;
  /** Lines that were asked about, and those of them that were money of their own after all. */
  readonly asked: number;
  readonly different: number;
}

/** A line in the books, and the parts of bookings it may tell; equal lines of one file may tell each other's. */
interface KnownLine {
  readonly id: string;
  readonly ref: string;
  readonly state: string;
  readonly amount: bigint;
}

/**
 * Imports random stretches of what a bank booked, overlapping, in any order, in several formats with what each leaves
 * out, some of them twice, into a company of its own, and answers what is asked. Throws if anything is told twice among
 * the lines that count, or anything is lost, before the answers or after them.
 */
export async function importHistory(context: OperationsContext, seed: number): Promise<ImportedHistory> {
  const chance = new Chance(seed);
  const history = bankHistory(chance, DAYS);
  const files = filesOf(chance, history);
  const { id: companyId } = await createCompany(context.database, { cutOverDay: CUT_OVER });
  await addBankAccount(context, companyId, { iban: IBAN });
  const told = new Map<string, Set<string>>();
  for (const file of files) {
    const path = join(context.folder, `${companyId}-${file.name}`);
    await writeFile(path, file.text);
    await learnLines(context, path, file, told);
    const report = await importStatement(context, path, { companies: [companyId], account: IBAN });
    const refused = [...report.problems, ...report.statements.flatMap((one) => one.problems)].filter(
      ({ severity }) => severity !== 'warning',
    );
    if (refused.length > 0) throw new Error(`${file.name} was refused: ${refused[0]!.message}`);
  }
  const covered = coveredBy(files, history);
  const check = async (): Promise<Assignment> => checked(await linesOf(context, companyId), told, covered);
  await check();
  const different = await answerAll(context, companyId, chance, told);
  const done = await check();
  const expected = history.filter(({ day }) => files.some(({ from, to }) => day >= from && day <= to));
  const sum = expected.reduce((total, { amount }) => total + BigInt(amount), 0n);
  if (done.sum !== sum) throw new Error(`the lines that count add up to ${done.sum}, the bank booked ${sum}`);
  const lines = await linesOf(context, companyId);
  return { files: files.length, lines: lines.length, ...different };
}

function filesOf(chance: Chance, history: readonly Booking[]): BankFile[] {
  const formats = chance.shuffled(FORMATS).slice(0, 1 + chance.below(3));
  return Array.from({ length: 3 + chance.below(5) }, (_, number) => {
    const from = chance.below(DAYS);
    const to = Math.min(DAYS - 1, from + chance.below(9));
    return bankFile(chance, history, chance.of(formats), { from, to, number });
  }).filter(({ tells }) => tells.length > 0);
}

/** Which line tells what: the reader says its reference, the writer what it wrote there. */
async function learnLines(
  context: OperationsContext,
  path: string,
  file: BankFile,
  told: Map<string, Set<string>>,
): Promise<void> {
  const read: { ref: string; facts: string }[] = [];
  for await (const lines of readStatementFiles(context.adapters, [path], {}, { errors: 0 }))
    for (const line of lines)
      if (line.type === 'transaction') read.push({ ref: line.ref, facts: line.ref.replace(/-\d+$/, '') });
  if (read.length !== file.tells.length)
    throw new Error(`${file.name} has ${file.tells.length} lines, ${read.length} were read`);
  for (const [index, { ref, facts }] of read.entries()) {
    // Lines that say the same may stand for each other: which of them has which ordinal is chance.
    const same = read.flatMap((other, at) => (other.facts === facts ? [file.tells[at]!.join(' ')] : []));
    const parts = told.get(ref) ?? new Set<string>();
    for (const each of same.length > 1 ? same : [file.tells[index]!.join(' ')]) parts.add(each);
    told.set(ref, parts);
  }
}

function coveredBy(files: readonly BankFile[], history: readonly Booking[]): Set<string> {
  const within = history.filter(({ day }) => files.some(({ from, to }) => day >= from && day <= to));
  return new Set(within.flatMap(partsOf));
}

async function linesOf(context: OperationsContext, companyId: string): Promise<KnownLine[]> {
  return context.database.withCompany(companyId, (tx) =>
    tx.query<KnownLine>(`select id, ref, state, amount from books.bank_transaction where company_id = $1 order by id`, [
      companyId,
    ]),
  );
}

const counts = ({ state }: KnownLine): boolean => state !== 'held' && state !== 'history';

interface Assignment {
  readonly sum: bigint;
}

/** Every line that counts tells something of its own; what none of them tells, a held line does. */
function checked(
  lines: readonly KnownLine[],
  told: ReadonlyMap<string, ReadonlySet<string>>,
  covered: ReadonlySet<string>,
): Assignment {
  const active = lines.filter(counts);
  const taken = assign(active, told);
  if (taken === undefined) throw new Error('money is in the books twice');
  const possible = new Set(
    lines.filter(({ state }) => state === 'held').flatMap((line) => [...told.get(line.ref)!].join(' ').split(' ')),
  );
  const lost = [...covered].filter((part) => !taken.has(part) && !possible.has(part));
  if (lost.length > 0) throw new Error(`lost: ${lost.join(', ')}`);
  return { sum: active.reduce((sum, { amount }) => sum + amount, 0n) };
}

/** Gives each line what it tells, no part twice; undefined where that cannot be done. */
function assign(
  lines: readonly KnownLine[],
  told: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> | undefined {
  const holder = new Map<string, KnownLine>();
  const given = new Map<string, string>();
  const place = (line: KnownLine, tried: Set<string>): boolean => {
    for (const choice of told.get(line.ref)!) {
      if (tried.has(choice)) continue;
      tried.add(choice);
      const inTheWay = new Set(choice.split(' ').flatMap((part) => holder.get(part) ?? []));
      if ([...inTheWay].every((other) => place(other, tried))) {
        for (const part of given.get(line.id)?.split(' ') ?? []) if (holder.get(part) === line) holder.delete(part);
        given.set(line.id, choice);
        for (const part of choice.split(' ')) holder.set(part, line);
        return true;
      }
    }
    return false;
  };
  for (const line of lines) if (!place(line, new Set())) return undefined;
  return new Set(holder.keys());
}

/** Answers every question as somebody would who has the paper statement, takes some answers back, and answers again. */
async function answerAll(
  context: OperationsContext,
  companyId: string,
  chance: Chance,
  told: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<{ asked: number; different: number }> {
  const lines = await linesOf(context, companyId);
  const active = lines.filter(counts);
  let different = 0;
  const held = lines.filter(({ state }) => state === 'held');
  await context.database.withCompany(companyId, async (tx) => {
    for (const line of held) {
      const isNew = assign([...active, line], told) !== undefined;
      if (isNew) active.push(line);
      if (isNew) different++;
      const answer = { id: line.id, same: !isNew, by: 'a person' };
      await decideHeldLine(tx, answer);
      if (!chance.happens(10)) continue;
      await reopenHeldLine(tx, line.id);
      await decideHeldLine(tx, answer);
    }
  });
  return { asked: held.length, different };
}
