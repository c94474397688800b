import type { Command } from 'commander';
import { several } from '../input.js';
import type { CommandContext } from '../main.js';
import { said } from '../output/language.js';
import { ndjson, writeOut } from '../output/write.js';

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
        const { adapterHost } = await import('../adapter-host.js');
        const { matchFiles } = await import('@lettrage/operations/pure');
        const { decisions, warnings } = await matchFiles(await adapterHost('statement'), {
          ...options,
          statements: [...options.statement, ...more],
        });
        await writeOut(ndjson(decisions), options.out);
        for (const warning of warnings)
          process.stderr.write(`${warning.location ? `${warning.location}: ` : ''}${said(warning.message)}\n`);
      },
    );
}
