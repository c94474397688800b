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
        await suitEngine(file);
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
 * Sets the JavaScript engine up for the size of the book. For a run of seconds calls are compiled as calls more often: to
 * put the code of all that is called into each caller takes the compiler longer, on the second processor, than such a
 * run gains by it. For a large book garbage is collected sooner, and the space of new objects kept as it is, so that a
 * million open items stay within 600 MB.
 */
async function suitEngine(openItems: Stats | undefined): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  // Known to these; a later engine may complain of a flag it has lost.
  const isKnown = /^2[02]\./.test(process.versions.node);
  if (!openItems || openItems.size <= MANY_ITEMS) {
    if (isKnown) setFlagsFromString('--max-inlined-bytecode-size-cumulative=400');
    return;
  }
  setFlagsFromString('--heap-growing-percent=5');
  if (isKnown) setFlagsFromString('--semi-space-growth-factor=1');
}
