import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectJournal, verifyCompany } from '@lettrage/operations';
import { startApi, type Answer, type ApiUnderTest } from '../testing/api-under-test.js';
import { IBAN } from '../testing/files.js';
import { uploadScenarios, type View } from '../testing/upload-scenarios.js';

describe('the work of an accountant over the API', () => {
  let api: ApiUnderTest;
  let accountId: string;

  beforeAll(async () => {
    api = await startApi();
    accountId = (await post('/bank-accounts', { iban: IBAN })).json.id as string;
  }, 120_000);
  afterAll(() => api?.close());

  const at = (path: string): string => `/v1/companies/${api.company}${path}`;
  const get = (path: string): Promise<Answer> => api.call('GET', at(path), { key: api.key });
  const post = (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    api.call('POST', at(path), { key: api.key, headers, ...(body === undefined ? {} : { body }) });
  const lines = async (): Promise<View[]> => (await get('/transactions?limit=200')).json.items as View[];
  const line = async (amount: string): Promise<View> => (await lines()).find((each) => each.amount === amount)!;
  const stored = async (): Promise<number[]> => [
    (await lines()).length,
    (await get('/statements')).json.items.length as number,
    (await get('/inbox')).json.items.length as number,
  ];

  uploadScenarios(() => ({ api, accountId, at, get, post, lines, line, stored }));

  describe('review', () => {
    it('proposes, and posts nothing by itself, for a new company', async () => {
      const dry = await post('/reconcile', { dryRun: true });
      expect(dry.json.dryRun).toBe(true);
      const { status, json } = await post('/reconcile', {});
      expect([status, json.automatic.count]).toEqual([200, 0]);
      expect(json.proposed.count).toBeGreaterThan(0);
    });

    it('accepts a proposal once; the second is told it is decided', async () => {
      const { id, decision } = await line('120.00');
      expect(decision!.allocations).toHaveLength(1);
      const done = await post(`/transactions/${id}/accept`, { choice: { kind: 'proposal' } });
      expect(done.json.outcome).toBe('applied');
      const again = await post(`/transactions/${id}/accept`, { choice: { kind: 'proposal' } });
      expect([again.status, again.json.code]).toEqual([409, 'already-decided']);
      const open = (await get('/items?number=FA2026-0001')).json.items as { open: string; id: string }[];
      expect(open[0]!.open).toBe('0.00');
      expect((await get(`/items/${open[0]!.id}`)).json.allocations).toHaveLength(1);
    });

    it('tells who accepts a proposal that others have overtaken to look again', async () => {
      const [proposed, other] = [await line('61.00'), await line('60.50')];
      expect(proposed.decision!.allocations).toHaveLength(1);
      const beyond = await post(`/transactions/${proposed.id}/accept`, { choice: { kind: 'alternative', index: 99 } });
      expect(beyond.status).toBe(404);
      const [item] = (await get('/items?number=FA2026-0005')).json.items as { id: string }[];
      const choice = { kind: 'custom', allocations: [{ itemId: item!.id, amount: '1.00' }] };
      expect((await post(`/transactions/${other.id}/accept`, { choice })).status).toBe(200);
      const late = await post(`/transactions/${proposed.id}/accept`, { choice: { kind: 'proposal' } });
      expect([late.status, late.json.code]).toEqual([409, 'stale']);
      expect((await line('61.00')).payment?.allocations ?? []).toEqual([]);
    });

    it('accepts an alternative', async () => {
      const { id, decision } = await line('300.00');
      expect(decision!.alternatives.length).toBeGreaterThan(0);
      const done = await post(`/transactions/${id}/accept`, { choice: { kind: 'alternative', index: 0 } });
      expect(done.json.outcome).toBe('applied');
      expect((await post(`/decisions/${done.json.decisionId}/undo`, {})).status).toBe(200);
    });

    it('accepts allocations of one’s own, and names the field that is wrong', async () => {
      const { id } = await line('300.00');
      const [item] = (await get('/items?number=FA2026-0003')).json.items as { id: string }[];
      const wrong: [choice: unknown, at: string][] = [
        [{ kind: 'other' }, 'choice.kind'],
        [{ kind: 'custom', allocations: [{ itemId: 'x', amount: '1.00' }] }, 'choice.allocations[0].itemId'],
        [{ kind: 'custom', allocations: [{ itemId: item!.id, amount: 300 }] }, 'choice.allocations[0].amount'],
        [{ kind: 'custom', allocations: [{ itemId: item!.id, amount: '300.001' }] }, 'choice.allocations[0].amount'],
        [{ kind: 'custom', customerId: 1, allocations: [] }, 'choice.customerId'],
        [{ kind: 'custom', allocations: [null] }, 'choice.allocations[0].itemId'],
      ];
      for (const [choice, location] of wrong) {
        const { status, json } = await post(`/transactions/${id}/accept`, { choice });
        expect({ status, location: json.problems[0].location }).toEqual({ status: 422, location });
      }
      const much = await post(`/transactions/${id}/accept`, {
        choice: { kind: 'custom', allocations: [{ itemId: item!.id, amount: '301.00' }] },
      });
      expect(much.status).toBe(409);
      const choice = { kind: 'custom', allocations: [{ itemId: item!.id, amount: '300.00' }] };
      expect((await post(`/transactions/${id}/accept`, { choice })).json.outcome).toBe('applied');
    });

    it('two people who accept at the same time: one does, the other is told', async () => {
      const { id } = await line('80.00');
      const [item] = (await get('/items?number=FA2026-0004')).json.items as { id: string }[];
      const choice = { kind: 'custom', allocations: [{ itemId: item!.id, amount: '80.00' }] };
      const answers = await Promise.all([1, 2, 3].map(() => post(`/transactions/${id}/accept`, { choice })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    });

    it('undoes one allocation, or a decision; the line is for a person then', async () => {
      const one = await line('80.00');
      const undone = await post(`/allocations/${one.payment!.allocations[0]!.id}/undo`, { reason: 'wrong invoice' });
      expect(undone.json.transactionIds).toEqual([one.id]);
      const two = await line('120.00');
      expect((await post(`/decisions/${two.decision!.id}/undo`, {})).status).toBe(200);
      expect((await post(`/decisions/${two.decision!.id}/undo`, {})).status).toBe(409);
      expect((await get('/items?number=FA2026-0001')).json.items[0].open).toBe('120.00');
      expect((await get(`/transactions/${two.id}`)).json.personOnly).toBe(true);
    });

    it('sets a line aside, reopens it, puts one on account', async () => {
      const fee = await line('-12.50');
      expect((await post(`/transactions/${fee.id}/set-aside`, { category: 'nothing' })).json.problems[0].location).toBe(
        'category',
      );
      if (fee.state !== 'set-aside')
        expect((await post(`/transactions/${fee.id}/set-aside`, { category: 'fee' })).status).toBe(200);
      expect((await post(`/transactions/${fee.id}/reopen`)).json.state).toBe('new');
      expect((await post(`/transactions/${fee.id}/set-aside`, { category: 'fee' })).status).toBe(200);
      const [customer] = (await get('/customers?q=A')).json.items as { id: string }[];
      const credit = await line('33.00');
      expect((await post(`/transactions/${credit.id}/on-account`, { customerId: customer!.id })).json.outcome).toBe(
        'applied',
      );
      expect((await get(`/transactions/${credit.id}`)).json.payment.onAccount).toBe('33.00');
    });

    it('asks of a held line whether it is the same money', async () => {
      const csv =
        'Date;Date de valeur;Débit;Crédit;Libellé;Solde\n03/02/2026;03/02/2026;;300,00;VIR CLIENT B;1420,00\n04/02/2026;04/02/2026;;55,00;VIR CLIENT C;1475,00\n';
      const sent = await post(`/statements?account=${IBAN}&name=releve.csv`, csv);
      const { held } = sent.json.statements[0].lines as { held: number };
      expect(held).toBe(2);
      const asked = (await get('/held-lines?limit=1')).json;
      expect(asked.items[0]).toMatchObject({
        kind: 'line',
        line: { state: 'held' },
        resembles: { format: 'camt.053.001.08' },
      });
      expect((await get(`/held-lines?limit=1&cursor=${asked.next as string}`)).json.items).toHaveLength(1);
      const [same, different] = (await lines()).filter((each) => each.state === 'held');
      expect((await post(`/transactions/${same!.id}/same-or-different`, { same: true })).json.state).toBe('history');
      expect((await post(`/transactions/${different!.id}/same-or-different`, { same: false })).json.state).toBe('new');
      expect((await post(`/transactions/${same!.id}/same-or-different`, { same: true })).json.code).toBe('not-held');
      expect((await get('/tasks?state=done')).json.items.map((task: { kind: string }) => task.kind)).toContain(
        'held-line',
      );
      expect((await post(`/transactions/${same!.id}/same-or-different/undo`)).json.state).toBe('held');
      expect((await post(`/transactions/${same!.id}/same-or-different/undo`)).json.code).toBe('not-answered');
      expect((await post(`/transactions/${same!.id}/same-or-different`, { same: true })).json.state).toBe('history');
    });

    it('collects by mandates, once, and takes a collection back', async () => {
      expect(
        (await post('/mandates?name=m.csv', 'customer_id,reference,iban,signed_on\nA,RUM,DE00,2026-01-01\n')).status,
      ).toBe(422);
      const csv = 'customer_id,reference,iban,signed_on,debtor\nA,RUM-1,DE89370400440532013000,2026-01-02,Client A\n';
      expect((await post('/mandates?name=m.csv', csv)).json.report).toMatchObject({ read: 1, new: 1 });
      expect((await get('/mandates')).json.items).toHaveLength(1);
      const ask = { kind: 'collection', due: '2027-12-31', creditorId: 'FR72ZZZ123456', account: IBAN };
      const dry = (await post('/payment-orders', { ...ask, dryRun: true })).json;
      expect(dry.detail).toBeUndefined();
      expect(dry.payments.length).toBeGreaterThan(0);
      const made = await post('/payment-orders', ask);
      expect([made.status, made.json.payments.length, made.json.skipped.length > 0]).toEqual([
        201,
        dry.payments.length,
        true,
      ]);
      expect((await post('/payment-orders', ask)).json.payments).toEqual([]);
      const [listed] = (await get('/payment-orders')).json.items;
      expect(listed).toMatchObject({ id: made.json.id, states: { open: dry.payments.length } });
      expect((await get(`/payment-orders/${listed.id as string}/file`)).text).toContain('pain.008.001.02');
      expect((await post(`/payment-orders/${listed.id as string}/cancel`, { reason: 'not sent' })).json.cancelled).toBe(
        dry.payments.length,
      );
      expect((await get(`/payment-orders/${listed.messageId as string}`)).json.lines[0]).toMatchObject({
        state: 'cancelled',
        why: 'not sent',
      });
      expect((await post(`/payment-orders/${listed.id as string}/cancel`, {})).json.code).toBe('nothing-open');
      expect((await post('/mandates/RUM-1/revoke', {})).status).toBe(204);
      expect((await post('/payment-orders', ask)).json.skipped[0].why).toContain('was revoked on');
    });

    it('keeps a layout somebody confirmed, and reads files of it by themselves', async () => {
      const csv = 'Quand;Quoi;Combien\n13/05/2026;Virement ABC;12,00\n14/05/2026;Loyer;-700,00\n';
      const sent = () => post(`/statements?account=${IBAN}&name=odd.csv&dryRun=true`, csv);
      expect((await sent()).status).toBe(422);
      const { profile, check } = (await post('/statement-profiles/propose?name=odd.csv', csv)).json;
      expect(check).not.toEqual([]);
      const kept = await post('/statement-profiles', { name: 'Odd bank', profile });
      expect(kept.json).toMatchObject({ name: 'Odd bank', profile: { id: 'odd-bank' } });
      expect((await post('/statement-profiles', { name: 'Odd bank', profile })).status).toBe(409);
      const bad = { name: 'x', profile: { ...profile, decimal: '?' } };
      expect((await post('/statement-profiles', bad)).json.detail).toContain('"decimal" must be');
      expect((await sent()).json).toMatchObject({
        format: 'csv.odd-bank',
        accounts: [{ statements: 1, read: 2, stored: 2, errors: 0 }],
        statements: [{ state: 'preview', sum: '-688.00' }],
      });
      expect((await get('/statement-profiles')).json.items).toHaveLength(1);
      expect((await get(`/statement-profiles/${kept.json.id as string}`)).json.name).toBe('Odd bank');
      expect(
        (await api.call('DELETE', at(`/statement-profiles/${kept.json.id as string}`), { key: api.key })).status,
      ).toBe(204);
      expect((await sent()).status).toBe(422);
    });

    it('shows whether the statements of an account follow each other', async () => {
      const chain = await get(`/bank-accounts/${accountId}/statement-chain`);
      expect(chain.json.whole).toBe(true);
      expect(chain.json.statements.map((each: { chain: string }) => each.chain)).toContain('first');
      expect((await get('/bank-accounts/0193a7c2-0000-7000-8000-000000000000/statement-chain')).status).toBe(404);
    });

    it('disputes an item and closes the dispute', async () => {
      const [item] = (await get('/items?number=FA2026-0002')).json.items as { id: string }[];
      expect((await post(`/items/${item!.id}/dispute`, { disputed: true, reason: 'price' })).status).toBe(200);
      expect((await get('/items?state=disputed')).json.items).toHaveLength(1);
      expect((await post(`/items/${item!.id}/dispute`, { disputed: false })).status).toBe(200);
      expect((await get(`/items/${item!.id}/document`)).status).toBe(404);
    });
  });

  describe('what goes out', () => {
    it('exports a period and gives the same bytes again', async () => {
      await projectJournal(api.context, api.company);
      const body = { format: 'fec', from: '2026-01-01', to: '2026-12-31', options: { siren: '732829320' } };
      const made = await post('/exports', body);
      expect([made.status, made.json.debit]).toEqual([201, made.json.credit]);
      const [first] = (await get('/exports')).json.items as { id: string; sha256: string }[];
      const bytes = async (): Promise<Buffer> =>
        Buffer.from(
          await (
            await fetch(`${api.url}${at(`/exports/${first!.id}/content`)}`, {
              headers: { authorization: `Bearer ${api.key}` },
            })
          ).arrayBuffer(),
        );
      expect(
        createHash('sha256')
          .update(await bytes())
          .digest('hex'),
      ).toBe(first!.sha256);
      expect(await bytes()).toEqual(await bytes());
      expect((await post('/exports', { ...body, to: '2025-01-01' })).json.problems[0].location).toBe('to');
      expect((await post('/exports', { ...body, from: '2026-02-30' })).json.problems[0].location).toBe('from');
      expect((await post('/exports', { ...body, format: 'nothing' })).status).toBe(422);
      expect((await post('/exports', { ...body, options: { siren: 1 } })).json.problems[0].location).toBe(
        'options.siren',
      );
    });

    it('connects a system on hold, shows what would be sent, sends nothing before the release', async () => {
      const bad = await post('/connections', { name: 'x', adapter: 'status-webhook', config: { url: 5 } });
      expect(bad.status).toBe(422);
      expect((await post('/connections', { name: 'x', adapter: 'nobody' })).status).toBe(422);
      const config = { url: 'https://erp.example.com/statuses', secret: 'env:NOBODY_SET_THIS' };
      const made = await post('/connections', { name: 'ERP', adapter: 'status-webhook', config });
      expect([made.status, made.json.state]).toEqual([201, 'hold']);
      const plan = await post('/deliver', { dryRun: true });
      expect(plan.json.planned.length).toBeGreaterThan(0);
      expect((await post('/deliver', {})).json.reports[0].sent).toBe(0);
      expect((await get('/deliveries?state=pending')).json.items).toEqual([]);
      expect(
        (await post(`/connections/${made.json.id}/release`, { from: '2026-13-01' })).json.problems[0].location,
      ).toBe('from');
      const released = await post(`/connections/${made.json.id}/release`, { from: '2027-01-01' });
      expect(released.json.opened).toBe(0);
      expect(released.json.cancelled).toBe(plan.json.planned.length);
      const [delivery] = (await get('/deliveries')).json.items as { id: string }[];
      expect((await post(`/deliveries/${delivery!.id}/redrive`)).status).toBe(409);
      const check = await post(`/connections/${made.json.id}/check`);
      expect(check.json.problems.length).toBeGreaterThan(0);
      expect((await post(`/connections/${made.json.id}/disable`)).json.state).toBe('disabled');
      expect((await get('/connections')).text).not.toContain('whsec_');
    });

    it('reads every list in pages without gap or repetition', async () => {
      for (const path of [
        '/transactions',
        '/items',
        '/customers',
        '/events',
        '/statements',
        '/deliveries',
        '/exports',
        '/tasks',
      ]) {
        const whole = (await get(`${path}?limit=200`)).json.items as { id?: string }[];
        const seen: unknown[] = [];
        let next: string | undefined;
        do {
          const { json } = await get(`${path}?limit=2${next ? `&cursor=${encodeURIComponent(next)}` : ''}`);
          seen.push(...(json.items as unknown[]));
          next = json.next as string | undefined;
        } while (next !== undefined);
        expect({ path, seen }).toEqual({ path, seen: whole });
      }
    });

    it('keeps every promise of the books', async () => {
      const { violations } = await verifyCompany(api.context, api.company);
      expect(violations).toEqual([]);
      expect((await get('/summary')).status).toBe(200);
    });
  });
});
