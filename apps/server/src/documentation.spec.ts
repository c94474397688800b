import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { documentationFiles } from './documentation.js';
import { SCHEMAS } from './http/schemas.js';

const DOCS = join(import.meta.dirname, '../../../docs');

describe('the pages of docs that are made of the program', () => {
  it('are those checked in; `npm run openapi` writes them anew', async () => {
    for (const [name, text] of await documentationFiles()) {
      expect({ name, text: readFileSync(join(DOCS, name), 'utf8') }).toEqual({ name, text });
    }
  });

  it('the OpenAPI document refers to schemas that are there, and has none that nothing refers to', async () => {
    const text = (await documentationFiles()).get('openapi.json')!;
    const document = JSON.parse(text) as { components: { schemas: Record<string, unknown> } };
    const used = new Set([...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map((match) => match[1]!));
    expect([...used].filter((name) => !(name in document.components.schemas))).toEqual([]);
    expect(Object.keys(SCHEMAS).filter((name) => !used.has(name))).toEqual([]);
  });
});
