/** Who must act on an error: the host retries `transient` and `rate-limited` only, and asks a person for the rest. */
export type AdapterErrorKind = 'config' | 'auth' | 'rate-limited' | 'transient' | 'rejected' | 'malformed';

/**
 * The one error adapters throw. `message` is for the user and never holds a secret; `internal` is for the log.
 * The host recognises it by `name` and `kind`, not by class, so two copies of this package do no harm.
 */
export class AdapterError extends Error {
  override readonly name = 'AdapterError';
  /** For the log only. */
  readonly internal?: string;
  /** Configuration field to mend (`config`), as a JSON pointer such as `/url`. */
  readonly field?: string;
  /** Seconds the remote asks us to wait (`rate-limited`, `transient`). */
  readonly retryAfter?: number;

  constructor(
    readonly kind: AdapterErrorKind,
    message: string,
    details: { internal?: string; field?: string; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.internal = details.internal;
    this.field = details.field;
    this.retryAfter = details.retryAfter;
  }
}

/** True for an {@link AdapterError} of any copy of this package. */
export function isAdapterError(error: unknown): error is AdapterError {
  return (
    error instanceof Error && error.name === 'AdapterError' && typeof (error as Partial<AdapterError>).kind === 'string'
  );
}
