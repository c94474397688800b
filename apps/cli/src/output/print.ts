import type { Command } from 'commander';
import { reportJson } from './language.js';

/** What every command is told besides its own options. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly lang: 'en' | 'fr';
}

/** The options of the program and of the command itself. */
export function globals(command: Command): GlobalOptions {
  const { json, lang } = command.optsWithGlobals<{ json?: boolean; lang?: string }>();
  return { ...(json === undefined ? {} : { json }), lang: lang === 'fr' ? 'fr' : 'en' };
}

/** Prints a report: as JSON where that is asked for, else as the lines a person reads. */
export function print(command: Command, value: unknown, lines: (lang: 'en' | 'fr') => readonly string[]): void {
  const { json, lang } = globals(command);
  if (json) process.stdout.write(`${reportJson(value, 2)}\n`);
  else process.stdout.write(`${lines(lang).join('\n')}\n`);
}

/** A sentence in the language asked for. */
export function pick(lang: 'en' | 'fr', en: string, fr: string): string {
  return lang === 'fr' ? fr : en;
}

/** An amount for a person: thousands apart, the currency behind. Presentation only; never read back. */
export function people(amount: string, currency: string, lang: 'en' | 'fr'): string {
  const [whole = '0', fraction] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, lang === 'fr' ? ' ' : ',');
  return `${grouped}${fraction === undefined ? '' : `${lang === 'fr' ? ',' : '.'}${fraction}`} ${currency}`;
}

/** Rows of cells as columns that stand under each other; the first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}
