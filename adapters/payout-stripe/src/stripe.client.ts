import {
  AdapterError,
  errorOfAnswer,
  isAdapterError,
  type AdapterContext,
  type HttpResponse,
} from '@lettrage/adapter-sdk';

/** Configuration of a connection to the Stripe API. */
export interface StripeConfig {
  readonly apiKey?: string;
  /** Connected account, `acct_…`. */
  readonly account?: string;
  /** Payouts created before this day are not read. */
  readonly from?: string;
}

/** A record as Stripe sends it; each field is looked at with care. */
export type StripeRecord = Readonly<Record<string, unknown>>;

/** A page of a list. */
export interface StripeList {
  readonly records: readonly StripeRecord[];
  readonly more: boolean;
}

const API = 'https://api.stripe.com/v1';
/** The answers are read as this version writes them, whatever the account's own default. */
const VERSION = '2024-06-20';
const ATTEMPTS = 4;
/** The longest wait within a call, in seconds; a longer wish of Stripe's is left to the next run. */
const LONGEST_WAIT = 8;

/** The two lists of the Stripe API that payouts are read from. */
export class StripeClient {
  constructor(
    private readonly config: StripeConfig,
    private readonly context: AdapterContext,
  ) {}

  /** One page of a list. Waits where Stripe asks to slow down, as long as that takes seconds. */
  async list(path: string, query: Readonly<Record<string, string | number>>): Promise<StripeList> {
    for (let attempt = 1; ; attempt++) {
      try {
        return listOf(await this.get(path, query), path);
      } catch (error) {
        const wait = waitAfter(error, attempt);
        if (wait === undefined) throw error;
        await this.pause(wait * 1000);
      }
    }
  }

  private async get(path: string, query: Readonly<Record<string, string | number>>): Promise<HttpResponse> {
    if (this.config.apiKey === undefined)
      throw new AdapterError(
        'config',
        'Give the key of the Stripe API: a restricted key that may read balance transactions, payouts, charges, refunds and disputes.',
        { field: '/apiKey' },
      );
    const key = await this.context.secret('apiKey');
    const headers: Record<string, string> = { authorization: `Bearer ${key}`, 'stripe-version': VERSION };
    if (this.config.account !== undefined) headers['stripe-account'] = this.config.account;
    const answer = await this.context.http.request({ url: `${API}/${path}`, headers, query });
    const error = errorOfAnswer(answer, 'Stripe', this.context.clock.now());
    if (error) throw error;
    return answer;
  }

  private pause(milliseconds: number): Promise<void> {
    const { signal } = this.context;
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        reject(new AdapterError('transient', 'The call was stopped while it waited for Stripe.'));
      };
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', stop);
        resolve();
      }, milliseconds);
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
    });
  }
}

/** Seconds to wait before trying again; undefined where it is for the next run, or for a person. */
function waitAfter(error: unknown, attempt: number): number | undefined {
  if (!isAdapterError(error) || (error.kind !== 'rate-limited' && error.kind !== 'transient')) return undefined;
  const wait = error.retryAfter ?? 0.25 * 2 ** attempt;
  return attempt >= ATTEMPTS || wait > LONGEST_WAIT ? undefined : wait;
}

function listOf(answer: HttpResponse, path: string): StripeList {
  const body = answer.json() as { data?: unknown; has_more?: unknown } | null;
  if (body === null || typeof body !== 'object' || !Array.isArray(body.data) || typeof body.has_more !== 'boolean')
    throw new AdapterError('malformed', `Stripe answered ${path} with something else than a list.`);
  return { records: body.data as StripeRecord[], more: body.has_more };
}
