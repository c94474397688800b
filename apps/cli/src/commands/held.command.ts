import type { Command } from 'commander';
import type { HeldLineOutcome } from '@lettrage/operations';
import type { CompanyTransaction, HeldLine } from '@lettrage/persistence';
import { callerName } from '../caller-name.js';
import type { CommandContext } from '../main.js';
import { UsageError } from '../output/errors.js';
import { people, print } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';

/** Lines read at once. */
const PAGE = 500;

interface AnswerOptions {
  readonly company?: string;
  readonly all?: boolean;
}

/** `lettrage held list|same|different|undo`: lines that may be the same money as another, told by another file. */
export function registerHeld(program: Command, _context: CommandContext): void {
  const held = program
    .command('held')
    .description('bank lines that may be the same money as another: in no balance until you say');
  registerList(held);
  registerAnswer(
    held,
    'same',
    'says that held lines are the same money as the lines they resemble: they stay out of the books',
  );
  registerAnswer(held, 'different', 'says that held lines are money of their own: they are matched and booked');
  held
    .command('undo')
    .description('takes an answer back: the line is held again')
    .argument('<line...>', 'ids of lines, as held list shows them')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage held undo 0193a7c2-…')
    .action(async (ids: string[], options: AnswerOptions, command: Command) => {
      const { reopenHeldLine } = await import('@lettrage/operations');
      const done = await inCompany(options.company, async (tx) => {
        const outcomes: HeldLineOutcome[] = [];
        for (const id of ids) outcomes.push(await reopenHeldLine(tx, id));
        return outcomes;
      });
      print(command, done, (lang) => [
        lang === 'fr' ? `${done.length} ligne(s) retenue(s) à nouveau.` : `${done.length} lines held again.`,
      ]);
    });
}

function registerList(held: Command): void {
  held
    .command('list')
    .description('lists held lines, each with the line it resembles')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage held list --json')
    .action(async (options: { company?: string }, command: Command) => {
      const lines = await inCompany(options.company, all);
      print(command, lines, (lang) =>
        lines.length === 0
          ? [lang === 'fr' ? 'Aucune ligne retenue.' : 'No line is held.']
          : lines.flatMap((each) => shown(each, lang)),
      );
    });
}

function registerAnswer(held: Command, answer: 'same' | 'different', description: string): void {
  held
    .command(answer)
    .description(description)
    .argument('[line...]', 'ids of lines, as held list shows them')
    .option('--all', 'every held line of the company')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', `\nExample:\n  lettrage held ${answer} 0193a7c2-…`)
    .action(async (ids: string[], options: AnswerOptions, command: Command) => {
      if ((ids.length === 0) === !options.all) throw new UsageError('Name lines by their ids, or say --all.');
      const { decideHeldLine } = await import('@lettrage/operations');
      const by = callerName();
      const done = await inCompany(options.company, async (tx) => {
        const outcomes: HeldLineOutcome[] = [];
        for (const id of options.all ? (await all(tx)).map(({ line }) => line.id) : ids)
          outcomes.push(await decideHeldLine(tx, { id, same: answer === 'same', by }));
        return outcomes;
      });
      print(command, done, (lang) => [
        lang === 'fr'
          ? `${done.length} ligne(s) ${answer === 'same' ? 'écartée(s) : même argent' : 'à lettrer : argent distinct'}. Pour revenir en arrière : lettrage held undo ID`
          : `${done.length} lines ${answer === 'same' ? 'left out: the same money' : 'to be matched: money of their own'}. To take it back: lettrage held undo ID`,
      ]);
    });
}

async function inCompany<T>(company: string | undefined, work: (tx: CompanyTransaction) => Promise<T>): Promise<T> {
  const { resolveCompany } = await import('@lettrage/operations');
  return withRuntime(async (runtime) =>
    runtime.database.withCompany((await resolveCompany(runtime, company)).id, work),
  );
}

async function all(tx: CompanyTransaction): Promise<HeldLine[]> {
  const { heldLines } = await import('@lettrage/operations');
  const lines: HeldLine[] = [];
  for (;;) {
    const after = lines.at(-1)?.line.id;
    const page = await heldLines(tx, { limit: PAGE, ...(after === undefined ? {} : { after }) });
    lines.push(...page);
    if (page.length < PAGE) return lines;
  }
}

function shown({ line, resembles, kind, others }: HeldLine, lang: 'en' | 'fr'): string[] {
  const text = (one: HeldLine['line']): string =>
    `${one.bookingDate}  ${people(one.amount, one.currency, lang)}  ${[one.counterparty, one.remittance].filter(Boolean).join(' · ').replace(/\s+/g, ' ').slice(0, 70)}  (${one.file})`;
  const like =
    kind === 'batch' ? (lang === 'fr' ? 'remise/détail' : 'batch/details') : lang === 'fr' ? 'comme' : 'like';
  return [
    `${line.id}  ${text(line)}`,
    `    ${like}: ${text(resembles)}`,
    ...others.map((other) => `    ${lang === 'fr' ? 'ou' : 'or'}: ${text(other)}`),
  ];
}
