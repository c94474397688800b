import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readdirSync, readFileSync } from 'node:fs';
import { catalogueFiles, EVENT_TYPES, eventSchema } from './event-catalogue.js';

const FOLDER = new URL('../../../docs/events/', import.meta.url);

describe('the event catalogue', () => {
  it('is what docs/events holds (else run tools/generate-event-catalogue.mjs)', () => {
    const files = catalogueFiles();
    expect(readdirSync(FOLDER).sort()).toEqual([...files.keys()].sort());
    for (const [name, text] of files) expect(readFileSync(new URL(name, FOLDER), 'utf8')).toBe(text);
  });

  it.each(EVENT_TYPES)('%s has a schema that is valid in itself', (type) => {
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    expect(ajv.validateSchema(eventSchema(type))).toBe(true);
    const validate = ajv.compile(eventSchema(type));
    expect(validate({})).toBe(false);
  });
});
