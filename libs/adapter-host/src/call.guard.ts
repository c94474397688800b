import { AdapterError, isAdapterError } from '@lettrage/adapter-sdk';
import type { AdapterErrorKind } from '@lettrage/adapter-sdk';
import type { Redactor } from './secrets/redactor.js';

const KINDS: readonly AdapterErrorKind[] = ['config', 'auth', 'rate-limited', 'transient', 'rejected', 'malformed'];
const NETWORK_CODE = /^(E(CONN|HOST|NET|PIPE|TIMEDOUT|NOTFOUND|AI_)|UND_ERR_|ERR_TLS)/;
const LONGEST_MESSAGE = 1000;

/** Stands between the host and one adapter: time limit, stop signal, and errors made safe to print. */
export class CallGuard {
  private readonly stop = new AbortController();

  constructor(
    readonly adapter: string,
    private readonly redactor: Redactor,
    /** Milliseconds a call may take. */
    private readonly timeout: number,
    outer?: AbortSignal,
  ) {
    if (outer?.aborted) this.stop.abort(outer.reason);
    outer?.addEventListener('abort', () => this.stop.abort(outer.reason), { once: true });
  }

  /** Aborted when the host stops the connection or a call overran its time. */
  get signal(): AbortSignal {
    return this.stop.signal;
  }

  /** Ends everything the adapter still does through its context. */
  close(): void {
    this.stop.abort(new Error('closed'));
  }

  /**
   * Runs one call of the adapter. Whatever it throws comes out as a clean `AdapterError`. A call that takes too long is
   * given up and the connection with it, since the adapter is in an unknown state then.
   */
  async run<T>(call: () => T | Promise<T>): Promise<T> {
    if (this.signal.aborted) throw new AdapterError('transient', `The connection of ${this.adapter} is closed.`);
    let timer: NodeJS.Timeout | undefined;
    let stopped: (() => void) | undefined;
    const ended = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(
          new AdapterError('transient', `The adapter ${this.adapter} gave no answer within ${this.timeout / 1000} s.`),
        );
        this.close();
      }, this.timeout);
      stopped = () => reject(new AdapterError('transient', `The call of ${this.adapter} was stopped.`));
      this.signal.addEventListener('abort', stopped, { once: true });
    });
    try {
      return await Promise.race([(async () => call())(), ended]);
    } catch (error) {
      throw this.cleaned(error);
    } finally {
      clearTimeout(timer);
      if (stopped) this.signal.removeEventListener('abort', stopped);
    }
  }

  /** A broken promise of the contract, as the error it is. */
  violation(what: string): AdapterError {
    return new AdapterError(
      'malformed',
      `The adapter ${this.adapter} breaks its contract: ${this.text(what)}. Report it to its author.`,
    );
  }

  /** `text` without secrets and of a sensible length. */
  text(text: string): string {
    const clean = this.redactor.text(text);
    return clean.length > LONGEST_MESSAGE ? `${clean.slice(0, LONGEST_MESSAGE)}…` : clean;
  }

  /** Any thrown thing as an `AdapterError` that holds no secret and keeps no reference to what was thrown. */
  cleaned(error: unknown): AdapterError {
    if (isAdapterError(error) && KINDS.includes(error.kind)) {
      const wait = error.retryAfter;
      return new AdapterError(error.kind, this.text(String(error.message)), {
        ...(error.internal === undefined ? {} : { internal: this.text(String(error.internal)) }),
        ...(error.field === undefined ? {} : { field: this.text(String(error.field)) }),
        ...(typeof wait === 'number' && Number.isFinite(wait) && wait >= 0 ? { retryAfter: wait } : {}),
      });
    }
    const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
    const internal = this.text(error instanceof Error ? (error.stack ?? String(error)) : describe(error));
    if ((typeof code === 'string' && NETWORK_CODE.test(code)) || name === 'AbortError' || name === 'TimeoutError') {
      return new AdapterError('transient', `The adapter ${this.adapter} lost its connection.`, { internal });
    }
    return new AdapterError(
      'malformed',
      `The adapter ${this.adapter} failed in a way it does not explain. Report it to its author.`,
      { internal },
    );
  }
}

function describe(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'something that cannot be printed';
  }
}
