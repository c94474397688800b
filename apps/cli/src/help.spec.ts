import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { ALL_COMMANDS } from './commands/all.js';
import { createProgram, registersFor } from './main.js';

/** The commands that do something, with their full names. */
function leaves(command: Command, path = ''): { name: string; command: Command }[] {
  return command.commands.flatMap((child) => {
    const name = `${path} ${child.name()}`;
    return child.commands.length === 0 ? [{ name, command: child }] : leaves(child, name);
  });
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

describe('the help of every command', () => {
  it.each(
    leaves(createProgram(ALL_COMMANDS, { exitCode: 0 })).map(
      ({ name, command }) => [`lettrage${name}`, command] as const,
    ),
  )('%s shows an example of itself with options it has', (name, command) => {
    const [, after = ''] = helpOf(command).split(/\nExamples?:\n/);
    const examples = after.split('\n').filter((line) => line.includes(name));
    expect(examples).not.toEqual([]);
    const known = command.options.flatMap((option) => [option.long, option.short]);
    for (const example of examples) {
      const own = example.slice(example.indexOf(name)).split(/ [>|] /)[0]!;
      for (const option of own.match(/(?<= )--[a-z-]+/g) ?? []) expect(known).toContain(option);
    }
  });

  it.each(['statement', 'match', 'ledger', 'einvoice'])('is the same where %s is started alone', async (name) => {
    const registers = await registersFor(name);
    expect(registers).toHaveLength(1);
    const alone = createProgram(registers, { exitCode: 0 });
    const among = createProgram(await registersFor(undefined), { exitCode: 0 });
    const ofName = (program: Command): Command[] => program.commands.filter((each) => each.name() === name);
    expect(leaves(alone).map((leaf) => leaf.name)).toEqual(
      ofName(among).flatMap((command) => {
        return command.commands.length === 0 ? [` ${name}`] : leaves(command, ` ${name}`).map((leaf) => leaf.name);
      }),
    );
    expect(ofName(alone).map(helpOf)).toEqual(ofName(among).map(helpOf));
  });
});
