import { describe, expect, it } from '@jest/globals';
import { matching, statementReading } from './bundled.js';
import * as matchingModules from './matching.js';
import * as modules from './statement-reading.js';

describe('what reads statements', () => {
  it('is the modules themselves where no bundle was made of them', async () => {
    const { adapterHost, readStatementFiles } = await statementReading();
    expect([adapterHost, readStatementFiles]).toEqual([modules.adapterHost, modules.readStatementFiles]);
  });
});

describe('what matches files', () => {
  it('is the modules themselves where no bundle was made of them', async () => {
    const { adapterHost, matchFiles } = await matching();
    expect([adapterHost, matchFiles]).toEqual([matchingModules.adapterHost, matchingModules.matchFiles]);
  });
});
