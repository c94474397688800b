import { stat } from 'node:fs/promises';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readOpenItemsApart } from '@lettrage/operations/open-items';
import { adapterHost, matchFiles } from './matching.js';
import { readApart } from './open-items-apart.js';

const folder = mkdtempSync(join(tmpdir(), 'lettrage-apart-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const HEAD = 'number,kind,customer_id,customer_name,issue_date,due_date,currency,total,open_amount\n';
const ITEMS = file('items.csv', `${HEAD}FA2026-00012,invoice,C1,DURAND BOIS,2026-09-01,2026-10-01,EUR,120.00,120.00\n`);
const DAMAGED = file(
  'damaged.csv',
  `${HEAD}FA2026-00012,invoice,C1,DURAND BOIS,2026-09-01,2026-10-01,EUR,12O.00,120.00\n`,
);
const STATEMENT = file(
  'statement.xml',
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>
<Stmt><Id>S</Id><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Ntry><Amt Ccy="EUR">120.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-10-01</Dt></BookgDt>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls>
<RltdPties><Dbtr><Pty><Nm>DURAND BOIS</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>FA2026-00012</Ustrd></RmtInf>
</TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`,
);

describe('open items read in another thread', () => {
  it('are decided on as those read in this one', async () => {
    const host = await adapterHost('statement');
    const files = { openItems: ITEMS, statements: [STATEMENT] };
    const read = structuredClone(await readOpenItemsApart(ITEMS));
    const apart = await matchFiles(host, files, Promise.resolve(read));
    expect(apart).toEqual(await matchFiles(host, files));
    expect(apart.decisions.map(({ decision }) => decision)).toEqual(['auto']);
  });

  it('are read in this one where the other could not', async () => {
    const host = await adapterHost('statement');
    const files = { openItems: ITEMS, statements: [STATEMENT] };
    expect((await matchFiles(host, files, Promise.resolve(undefined))).decisions).toHaveLength(1);
  });

  it('are refused before the statement is, as if they were read first', async () => {
    const host = await adapterHost('statement');
    const files = { openItems: DAMAGED, statements: [join(folder, 'none.xml')] };
    const read = await readOpenItemsApart(DAMAGED);
    await expect(matchFiles(host, files, Promise.resolve(read))).rejects.toThrow(/damaged\.csv has 1 errors/);
    await expect(matchFiles(host, files)).rejects.toThrow(/damaged\.csv has 1 errors/);
  });

  it('are left to this one where there are few', async () => {
    expect(await readApart(ITEMS, await stat(ITEMS))).toBeUndefined();
  });
});
