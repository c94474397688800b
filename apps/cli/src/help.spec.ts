import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { createProgram } from './main.js';

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
  it.each(leaves(createProgram({ exitCode: 0 })).map(({ name, command }) => [`lettrage${name}`, command] as const))(
    '%s shows an example of itself with options it has',
    (name, command) => {
      const [, after = ''] = helpOf(command).split(/\nExamples?:\n/);
      const examples = after.split('\n').filter((line) => line.includes(name));
      expect(examples).not.toEqual([]);
      const known = command.options.flatMap((option) => [option.long, option.short]);
      for (const example of examples) {
        const own = example.slice(example.indexOf(name)).split(/ [>|] /)[0]!;
        for (const option of own.match(/(?<= )--[a-z-]+/g) ?? []) expect(known).toContain(option);
      }
    },
  );
});
