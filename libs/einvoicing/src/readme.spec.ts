import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { rulePacks } from './index.js';

it.each(rulePacks().map((pack) => pack.id))('the README lists exactly the rules of %s', (id) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const section = readme.split(/^### /m).find((part) => part.startsWith(`${id} `))!;
  // The list is the first paragraph; what follows speaks of rules that are not covered.
  const listed = [...section.split('\n\n')[1]!.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
  const rules = rulePacks()
    .find((pack) => pack.id === id)!
    .rules.map((rule) => rule.id);
  expect(listed).toEqual([...new Set(rules)]);
});
