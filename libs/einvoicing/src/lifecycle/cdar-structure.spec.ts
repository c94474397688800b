import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fullMessage, messageOf } from '../testing/lifecycle-example.js';
import { loadSchema, schemaErrors } from '../testing/xsd.js';
import { readCdar, writeCdar } from './cdar.codec.js';
import { LIFECYCLE_STATUSES } from './lifecycle-codes.js';

const SCHEMA = fileURLToPath(
  new URL(
    '../../../../../shared/data/xsd/cdar-d22b/CrossDomainAcknowledgementAndResponse_100pD22B.xsd',
    import.meta.url,
  ),
);
const schema = existsSync(SCHEMA) ? loadSchema(SCHEMA, readFileSync(SCHEMA)) : undefined;
const DOCUMENTS = [...LIFECYCLE_STATUSES.keys()]
  .map(messageOf)
  .concat(fullMessage())
  .map((one) => writeCdar(one).xml);

/** What a careless program does to a message, on its lines: each holds one element, or opens or closes one. */
const MUTATIONS: readonly ((lines: string[], at: number) => void)[] = [
  (lines, at) => void lines.splice(at, 1),
  (lines, at) => void lines.splice(at, 0, lines[at]!),
  (lines, at) => void lines.splice(at, 2, lines[at + 1] ?? '', lines[at]!),
  (lines, at) => void (lines[at] = lines[at]!.replaceAll('ram:', 'udt:')),
  (lines, at) => void (lines[at] = lines[at]!.replace(/>([^<]+)</, '>12,5<')),
  (lines, at) => void (lines[at] = lines[at]!.replace(/>([^<]+)</, '><')),
  (lines, at) => void (lines[at] = lines[at]!.replace(/>([^<]+)</, '>$1<ram:ID>1</ram:ID><')),
  (lines, at) => void (lines[at] = `${lines[at]!}text`),
];

describe('the structure of messages', () => {
  (schema ? it : it.skip)('is judged as the published schema judges it, whatever was done to a message', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DOCUMENTS),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...MUTATIONS)), { minLength: 1, maxLength: 2 }),
        (xml, changes) => {
          const lines = xml.split('\n');
          for (const [place, mutate] of changes) mutate(lines, 2 + (place % (lines.length - 4)));
          const changed = lines.join('\n');
          const { message, problems } = readCdar(changed);
          // What is no XML at all has no structure.
          if (!message) return;
          const ours = problems.some(({ rule }) => ['cdar-schema', 'cdar-number', 'cdar-attachment'].includes(rule));
          const lax = problems.some(({ rule }) => rule === 'cdar-indicator');
          if (!lax)
            expect({ changed, invalid: ours }).toEqual({ changed, invalid: schemaErrors(schema!, changed).length > 0 });
        },
      ),
      { numRuns: 100 },
    );
  });

  it('names so many places and no more', () => {
    const xml = DOCUMENTS[0]!.replace(
      '</rsm:ExchangedDocument>',
      `${'<ram:Odd/>'.repeat(500)}</rsm:ExchangedDocument>`,
    );
    expect(readCdar(xml).problems).toHaveLength(100);
  });
});
