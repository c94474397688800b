/** What the host lends an adapter. Nothing else of the machine is meant to be reached: no database, no environment. */
export interface AdapterContext {
  readonly http: HttpClient;
  /** Opens a TCP or TLS connection through the same address filter as `http`. */
  connect(target: { host: string; port: number; tls?: boolean }): Promise<import('node:net').Socket>;
  /** The one configured directory; absent unless the manifest asks for it and it is configured. */
  readonly folder?: Folder;
  readonly clock: { now(): Date };
  readonly log: Logger;
  /** The value of a secret of the configuration by its property name; throws `AdapterError('config')` if it cannot be had. */
  secret(name: string): Promise<string>;
  readonly signal: AbortSignal;
}

/** An HTTP request. Bodies are text or bytes; `json` is a shorthand that sets the content type. */
export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly json?: unknown;
  readonly body?: string | Uint8Array;
  /** Milliseconds; the host's limit is the cap. */
  readonly timeout?: number;
}

/** An answer of any status: the adapter decides what it means. Header names are lower case. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  text(): string;
  /** Throws `AdapterError('transient')` if the body is not JSON. */
  json(): unknown;
}

/** The host's HTTP client: address filter, host allow-list, size and time limits, no redirects across hosts. */
export interface HttpClient {
  /** Throws `AdapterError('transient')` when no answer came, `AdapterError('config')` when the address is refused. */
  request(request: HttpRequest): Promise<HttpResponse>;
}

/** Files of one directory; names never leave it. */
export interface Folder {
  list(): Promise<readonly { name: string; size: number; modified: string }[]>;
  read(name: string): Promise<Uint8Array>;
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** Structured log; secrets are removed by value before anything is written. */
export interface Logger {
  debug(message: string, details?: Readonly<Record<string, unknown>>): void;
  info(message: string, details?: Readonly<Record<string, unknown>>): void;
  warn(message: string, details?: Readonly<Record<string, unknown>>): void;
  error(message: string, details?: Readonly<Record<string, unknown>>): void;
}
