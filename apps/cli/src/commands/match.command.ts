import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { MatchFiles } from '@lettrage/operations/matching';
import type { Command } from 'commander';
import { matching, type Matching } from '../bundled.js';
import { several } from '../input.js';
import type { CommandContext } from '../main.js';
import { readApart, type OpenItemsApart } from '../open-items-apart.js';
import { said } from '../output/language.js';
import { writeLines } from '../output/write.js';

/** `lettrage match` (pure). */
export function registerMatch(program: Command, _context: CommandContext): void {
  program
    .command('match')
    .description('matches bank lines to open items and prints decisions (NDJSON), one per line in the order read')
    .requiredOption('--open-items <file>', 'open items, CSV or NDJSON')
    .requiredOption(
      '--statement <file>',
      'bank statement; may be given several times, and each may name several files',
      several,
      [],
    )
    .option('--history <file>', 'confirmed decisions of the past (NDJSON)')
    .option('--advice <file>', 'remittance advices, cheque slips, payouts, direct-debit batches (NDJSON)')
    .option('--config <file>', 'tolerances, own accounts, rules (JSON)')
    .option('--out <path>', 'file to write; standard output otherwise')
    .argument('[statements...]', 'further statements')
    .addHelpText(
      'after',
      '\nExample:\n  lettrage match --open-items open.csv --statement october.xml --statement november.xml',
    )
    .action(
      async (
        more: string[],
        options: {
          openItems: string;
          statement: string[];
          history?: string;
          advice?: string;
          config?: string;
          out?: string;
        },
      ) => {
        const file = await stat(options.openItems).catch(() => undefined);
        await keepSmall(file);
        const { decisions, warnings } = await matched(
          { ...options, statements: [...options.statement, ...more] },
          await readApart(options.openItems, file),
        );
        await writeLines(once(decisions), options.out);
        for (const warning of warnings)
          process.stderr.write(`${warning.location ? `${warning.location}: ` : ''}${said(warning.message)}\n`);
      },
    );
}

async function matched(files: MatchFiles, apart: OpenItemsApart | undefined): ReturnType<Matching['matchFiles']> {
  try {
    const { adapterHost, matchFiles } = await matching();
    return await matchFiles(await adapterHost('statement'), files, apart?.read);
  } finally {
    apart?.stop();
  }
}

async function* once<T>(value: T): AsyncIterable<T> {
  yield value;
}

/** Open items of more bytes than this are some 400,000: the heap would grow to twice what it holds. */
const MANY_ITEMS = 50_000_000;

/**
 * Has garbage collected sooner for a large book, and the space of new objects kept as it is, so that a million open items
 * stay within 600 MB.
 */
async function keepSmall(openItems: Stats | undefined): Promise<void> {
  if (!openItems || openItems.size <= MANY_ITEMS) return;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--heap-growing-percent=5');
  // Known to these; a later engine may complain of a flag it has lost.
  if (/^2[02]\./.test(process.versions.node)) setFlagsFromString('--semi-space-growth-factor=1');
}
