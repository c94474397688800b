import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchesPattern, nextFiles, type ListedFile } from './file-listing.js';

const now = new Date('2026-03-01T12:00:00Z');
const file = (name: string, modified = '2026-02-01T00:00:00Z', size = 10): ListedFile => ({ name, size, modified });
const names = (listing: readonly ListedFile[], cursor?: Record<string, string>, options = {}) =>
  nextFiles(listing, cursor, { now, ...options }).files.map((each) => each.name);

describe('the files of a listing', () => {
  it('come oldest first, once, and again when they changed', () => {
    const listing = [file('b.xml', '2026-02-02T00:00:00Z'), file('a.xml')];
    const first = nextFiles(listing, undefined, { now });
    expect(first.files.map((each) => each.name)).toEqual(['a.xml', 'b.xml']);
    expect(nextFiles(listing, first.cursor, { now }).files).toEqual([]);
    const changed = [listing[0]!, file('a.xml', '2026-02-03T00:00:00Z')];
    expect(nextFiles(changed, first.cursor, { now }).files.map((each) => each.name)).toEqual(['a.xml']);
  });

  it('that are moved in with an old date are not missed', () => {
    const { cursor } = nextFiles([file('march.xml', '2026-03-01T00:00:00Z')], undefined, { now });
    const listing = [file('march.xml', '2026-03-01T00:00:00Z'), file('january.xml', '2026-01-01T00:00:00Z')];
    expect(nextFiles(listing, cursor, { now }).files.map((each) => each.name)).toEqual(['january.xml']);
  });

  it('that may still be written wait', () => {
    expect(names([file('a.xml', '2026-03-01T11:59:58Z')])).toEqual([]);
    expect(names([file('.a.xml.part'), file('b.xml.tmp'), file('~c.xml'), file('d.filepart')])).toEqual([]);
  });

  it('are those the pattern names', () => {
    expect(names([file('A.XML'), file('b.csv')], undefined, { pattern: '*.xml' })).toEqual(['A.XML']);
    expect(matchesPattern('releve_2026-02.txt', 'releve_????-??.*')).toBe(true);
    expect(matchesPattern('releve.txt', 'releve')).toBe(false);
    expect(matchesPattern('a'.repeat(5000), `${'*a'.repeat(50)}b`)).toBe(false);
  });

  it('all come, each once, however they are batched and whatever arrives or goes in between', () => {
    const listing = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 30 });
    fc.assert(
      fc.property(listing, listing, fc.integer({ min: 1, max: 5 }), (before, after, most) => {
        const fetched: string[] = [];
        let cursor: Record<string, string> | undefined;
        const drain = (numbers: readonly number[]) => {
          for (let more = true; more;) {
            const batch = nextFiles(numbers.map((n) => file(`${n}.xml`)), cursor, { now, most }); // prettier-ignore
            expect(batch.files.length).toBeLessThanOrEqual(most);
            fetched.push(...batch.files.map((each) => each.name));
            cursor = batch.cursor as Record<string, string>;
            more = batch.more;
          }
        };
        drain(before);
        drain([...before, ...after.filter((n) => !before.includes(n))]);
        expect(fetched).toHaveLength(new Set([...before, ...after]).size);
        expect(new Set(fetched).size).toBe(fetched.length);
      }),
    );
  });
});
