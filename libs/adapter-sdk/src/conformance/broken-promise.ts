/** One promise of the contract an adapter does not keep. */
export interface BrokenPromise {
  /** Member and promise, such as `statementReader: refs are unique`. */
  readonly promise: string;
  /** What was seen, with the fixture it was seen on. */
  readonly detail: string;
}

/** Collects the broken promises of one capability. */
export class Promises {
  readonly broken: BrokenPromise[] = [];

  constructor(private readonly capability: string) {}

  /** Records `detail` unless `kept`. */
  expect(kept: boolean, promise: string, detail: string): void {
    if (!kept) this.broken.push({ promise: `${this.capability}: ${promise}`, detail });
  }

  /** Runs `action`; an exception breaks `promise`. Gives the result, or undefined after an exception. */
  async survives<T>(promise: string, where: string, action: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (error) {
      this.expect(false, promise, `${where}: threw ${describeError(error)}`);
      return undefined;
    }
  }
}

/** An error in one line, whatever was thrown. */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** JSON with sorted keys, so that equal data gives equal text. Bytes and bigints are written as text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'bigint') return `${inner}n`;
    if (inner instanceof Uint8Array) return Buffer.from(inner).toString('base64');
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}

/** Freezes plain data all the way down, so that an adapter that changes its input is found out. */
export function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

/** Waits for `work`, but no longer than `milliseconds`; an adapter that hangs breaks a promise, not the test run. */
export async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
