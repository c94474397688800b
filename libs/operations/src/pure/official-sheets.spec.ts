import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { judgeBySheets, officialSheets, type SheetVerdict } from './official-sheets.js';

/** An engine whose sheets are the name of what it does. */
const ENGINE = `exports.transform = ({ stylesheetText, sourceText }) => {
  const svrl = (inside) => ({ principalResult:
    '<svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl">' + inside + '</svrl:schematron-output>' });
  switch (stylesheetText) {
    case 'valid': return svrl('<svrl:failed-assert id="W-1" flag="warning"><svrl:text>Hm</svrl:text></svrl:failed-assert>');
    case 'invalid': return svrl('<svrl:failed-assert id="BR-01" flag="fatal" location="/*:Invoice[1]"><svrl:text>A\\n  <b>number</b></svrl:text></svrl:failed-assert>');
    case 'crash': throw new Error('type error in CO-07');
    case 'nonsense': return { principalResult: '<html/>' };
    case 'leave': process.exit(3);
    default: for (;;);
  }
};`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lettrage-sheets-'));
  await writeFile(join(folder, 'engine.cjs'), ENGINE);
  for (const sheet of ['valid', 'invalid', 'crash', 'nonsense', 'leave'])
    await writeFile(join(folder, `cii-${sheet}.sef.json`), sheet);
  await writeFile(join(folder, 'ubl-endless.sef.json'), 'endless');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function verdicts(xml: string | undefined, limit = 30_000): Promise<Map<string, SheetVerdict>> {
  const engine = join(folder, 'engine.cjs');
  const found = await judgeBySheets(xml, await officialSheets(folder), { engine, limit });
  return new Map(found.map((one) => [one.sheet, one]));
}

describe('a second opinion', () => {
  it('is valid, invalid, or not checked: an engine that fails never says valid', async () => {
    const found = await verdicts('<rsm:CrossIndustryInvoice xmlns:rsm="urn:x"/>');
    expect(found.get('cii-valid.sef.json')).toMatchObject({ verdict: 'valid', problems: [{ rule: 'W-1' }] });
    expect(found.get('cii-invalid.sef.json')).toMatchObject({
      verdict: 'invalid',
      problems: [{ severity: 'fatal', rule: 'BR-01', message: 'A number', location: '/*:Invoice[1]' }],
    });
    const failed = (name: string, reason: RegExp): void =>
      expect(found.get(`cii-${name}.sef.json`)).toMatchObject({
        verdict: 'not-checked',
        problems: [],
        reason: expect.stringMatching(reason),
      });
    failed('crash', /type error in CO-07/);
    failed('nonsense', /report of the sheet cannot be read/);
    failed('leave', /ended with code/);
  });

  it('ends an engine that runs away', async () => {
    const found = await verdicts('<Invoice xmlns="urn:x"/>', 300);
    expect(found.get('ubl-endless.sef.json')).toMatchObject({
      verdict: 'not-checked',
      reason: expect.stringContaining('0.3 s'),
    });
  });

  it('has no opinion of what is no CII or UBL', async () => {
    for (const xml of [undefined, '<Order/>'])
      expect([...(await verdicts(xml)).values()]).toEqual([expect.objectContaining({ verdict: 'not-checked' })]);
  });

  it('refuses a folder without sheets', async () => {
    await expect(officialSheets(join(folder, 'none'))).rejects.toMatchObject({ code: 'sheets' });
    await expect(officialSheets(tmpdir())).rejects.toMatchObject({ code: 'sheets' });
  });
});
