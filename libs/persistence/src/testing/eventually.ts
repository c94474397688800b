import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds; throws when it does not within `ms`, which only bounds a failing test. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  what: string,
  ms = 20_000,
): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not so within ${ms} ms: ${what}`);
    await sleep(15);
  }
}
