import { describe, expect, it } from '@jest/globals';
import { adapterHost } from './adapter-host.js';

describe('adapterHost', () => {
  it('finds every reader of statements among the adapters of that kind', async () => {
    const [all, kind] = [await adapterHost(), await adapterHost('statement')];
    expect(await kind.registry.idsWith('statementReader')).toEqual(await all.registry.idsWith('statementReader'));
  });

  it('loads no other kind of adapter for them', async () => {
    const { registry } = await adapterHost('statement');
    expect(await registry.idsWith('ledgerExporter')).toEqual([]);
  });
});
