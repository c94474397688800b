import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createCompany, createTestDatabase, eventually, type TestDatabase } from '../testing/index.js';
import { wantLane, type Lane } from './lane.js';
import { Lanes, LeaseLost } from './lanes.js';
import { startWorkers } from './workers.js';

let test: TestDatabase;
let lanes: Lanes;
let lane: Lane;
let serial = 0;

beforeAll(async () => {
  test = await createTestDatabase({ poolSize: 12 });
  lanes = new Lanes(test.database);
});
afterAll(() => test.drop());
beforeEach(async () => {
  lane = { companyId: (await createCompany(test.database)).id, kind: `kind-${++serial}`, key: '' };
});

function want(): Promise<void> {
  return test.database.withCompany(lane.companyId, (tx) => wantLane(tx, lane.kind));
}

async function row(): Promise<Record<string, unknown> | undefined> {
  const rows = await test.database.system.query('select * from system.lane where company_id = $1 and kind = $2', [
    lane.companyId,
    lane.kind,
  ]);
  return rows[0];
}

/** The moment a failed lane waits for has come. */
async function makeDue(): Promise<void> {
  await test.database.system.query('update system.lane set not_before = null where company_id = $1', [lane.companyId]);
}

describe('a lane', () => {
  it('has no work from a transaction that was taken back', async () => {
    const failing = test.database.withCompany(lane.companyId, async (tx) => {
      await wantLane(tx, lane.kind);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await lanes.waiting([lane.kind])).toEqual([]);
    expect(await lanes.drain(lane, () => Promise.resolve('done'))).toBe('idle');
  });

  it('is drained in steps, once however often it was wanted before', async () => {
    await want();
    await want();
    let steps = 0;
    expect(await lanes.drain(lane, () => Promise.resolve(++steps < 3 ? 'more' : 'done'))).toBe('drained');
    expect(steps).toBe(3);
    expect(await lanes.drain(lane, () => Promise.resolve('done'))).toBe('idle');
  });

  it('is drained again when a step wants it itself', async () => {
    await want();
    let steps = 0;
    await lanes.drain(lane, async (tx) => {
      if (++steps === 1) await wantLane(tx, lane.kind);
      return 'done';
    });
    expect(steps).toBe(2);
  });

  it('is worked on by one at a time, and forgets no want that comes meanwhile', async () => {
    await want();
    let inside = 0;
    let overlaps = 0;
    let rounds = 0;
    let wanting: Promise<void> | undefined;
    const step = async () => {
      overlaps += inside++;
      rounds++;
      wanting ??= want();
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
      return 'done' as const;
    };
    await Promise.all([lanes.drain(lane, step), lanes.drain(lane, step), lanes.drain(lane, step)]);
    await wanting;
    while ((await lanes.drain(lane, step)) !== 'idle');
    expect({ overlaps, rounds }).toEqual({ overlaps: 0, rounds: 2 });
  });

  it('keeps nothing of a step that fails, waits before the next try, and recovers', async () => {
    await want();
    const errors: unknown[] = [];
    const failing = lanes.drain(
      lane,
      async (tx) => {
        await tx.query(`insert into books.counter (company_id, name) values ($1, 'half')`, [lane.companyId]);
        throw new Error('remote down');
      },
      { onError: (_, error) => errors.push(error) },
    );
    expect(await failing).toBe('failed');
    expect(errors).toHaveLength(1);
    expect(await row()).toMatchObject({
      failures: 1,
      last_error: 'remote down',
      done: 0n,
      not_before: expect.any(Date),
    });
    expect(await test.database.withCompany(lane.companyId, (tx) => tx.query('select 1 from books.counter'))).toEqual(
      [],
    );
    await makeDue();
    expect(await lanes.waiting([lane.kind])).toEqual([lane]);
    expect(await lanes.drain(lane, () => Promise.resolve('done'))).toBe('drained');
    expect(await row()).toMatchObject({ failures: 0, last_error: null, not_before: null });
  });

  it('makes way when its time is up', async () => {
    await want();
    let steps = 0;
    const step = () => Promise.resolve(++steps < 1000 ? ('more' as const) : ('done' as const));
    expect(await lanes.drain(lane, step, { sliceMs: -1 })).toBe('paused');
    expect(steps).toBe(1);
    expect(await lanes.waiting([lane.kind])).toEqual([lane]);
  });

  it('of the company served longest ago comes first', async () => {
    const { kind } = lane;
    const others = await Promise.all([0, 1].map(() => createCompany(test.database)));
    const all = [lane, ...others.map(({ id }) => ({ companyId: id, kind, key: '' }))];
    for (const one of [...all].reverse()) {
      await lanes.want(one);
      await lanes.drain(one, () => Promise.resolve('done'));
      await lanes.want(one);
    }
    expect(await lanes.waiting([kind])).toEqual([...all].reverse());
    expect(await lanes.waiting([kind], 1)).toEqual([all[2]]);
  });
});

describe('a leased lane', () => {
  it('has one holder, and its row is not locked meanwhile', async () => {
    await want();
    const result = await lanes.drainLeased(lane, async (lease) => {
      expect(await lanes.drainLeased(lane, () => Promise.resolve('done'))).toBe('idle');
      expect(await lanes.waiting([lane.kind])).toEqual([]);
      await want();
      await test.database.withCompany(lane.companyId, (tx) => lease.assertHeld(tx));
      return 'done';
    });
    expect(result).toBe('drained');
    // What was wanted while it ran is not taken for done.
    expect(await lanes.waiting([lane.kind])).toEqual([lane]);
  });

  it('refuses the late result of a holder that was overtaken', async () => {
    await want();
    let recorded = 0;
    const zombie = lanes.drainLeased(lane, async (lease) => {
      await test.database.system.query(
        `update system.lane set lease_until = now() - interval '1 s' where company_id = $1`,
        [lane.companyId],
      );
      expect(await lanes.drainLeased(lane, () => Promise.resolve('done'))).toBe('drained');
      await test.database.withCompany(lane.companyId, async (tx) => {
        await lease.assertHeld(tx);
        recorded++;
      });
      return 'done';
    });
    expect(await zombie).toBe('idle');
    expect(recorded).toBe(0);
    expect(await row()).toMatchObject({ wanted: 1n, done: 1n, failures: 0 });
  });

  it('is told when its lease was lost', async () => {
    await want();
    await lanes.drainLeased(
      lane,
      async ({ signal }) => {
        await test.database.system.query(
          `update system.lane set lease_token = gen_random_uuid() where company_id = $1`,
          [lane.companyId],
        );
        await eventually(() => signal.aborted, 'the renewal finds the lease gone');
        expect(signal.reason).toBeInstanceOf(LeaseLost);
        return 'more';
      },
      { leaseMs: 60 },
    );
  });

  it('waits after a failure and is free again', async () => {
    await want();
    expect(await lanes.drainLeased(lane, () => Promise.reject(new Error('503')))).toBe('failed');
    expect(await row()).toMatchObject({ failures: 1, lease_token: null, last_error: '503' });
    await makeDue();
    expect(await lanes.drainLeased(lane, () => Promise.resolve('done'))).toBe('drained');
  });
});

describe('workers', () => {
  it.each([
    ['at once by its nudge', true, 3_600_000],
    ['by looking, where the nudge is lost or nobody may read it', false, 20],
  ])('serve a lane %s', async (_, nudged, sweepMs) => {
    let served = 0;
    const workers = await startWorkers({
      database: test.database,
      ...(nudged ? { ownerUrl: test.ownerUrl } : {}),
      sweepMs,
      handlers: { [lane.kind]: { step: () => Promise.resolve(served++ > 0 ? 'done' : 'more') } },
    });
    await want();
    await eventually(() => served === 2, 'both steps are done');
    await workers.stop();
    expect(await row()).toMatchObject({ wanted: 1n, done: 1n });
  });

  it('finish the step they are at when they are stopped, and begin no other', async () => {
    await want();
    let begun = 0;
    let ended = 0;
    const workers = await startWorkers({
      database: test.database,
      sweepMs: 10,
      handlers: {
        [lane.kind]: {
          async step() {
            begun++;
            await new Promise((resolve) => setTimeout(resolve, 100));
            ended++;
            return 'more';
          },
        },
      },
    });
    await eventually(() => begun > 0, 'the step begins');
    await workers.stop();
    expect({ begun, ended }).toEqual({ begun: 1, ended: 1 });
  });

  it('go on with other lanes while one fails', async () => {
    const sound = { ...lane, key: 'sound' };
    await want();
    await lanes.want(sound);
    const failed: string[] = [];
    let served = 0;
    const workers = await startWorkers({
      database: test.database,
      ownerUrl: test.ownerUrl,
      sweepMs: 10,
      onError: (_, at) => failed.push(at?.key ?? '?'),
      handlers: {
        [lane.kind]: {
          step: (_, { key }) =>
            key === 'sound' ? Promise.resolve((served++, 'done' as const)) : Promise.reject(new Error('poison')),
        },
      },
    });
    await eventually(() => served > 0 && failed.includes(''), 'one is served, one has failed');
    await workers.stop();
    expect(failed).not.toContain('sound');
  });
});
