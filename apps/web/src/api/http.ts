/** One problem of an answer or a report: what is wrong, where, and what to do. */
export interface Problem {
  readonly severity: 'fatal' | 'error' | 'warning';
  readonly rule: string;
  readonly message: string;
  readonly location?: string;
}

/** An answer that is a problem (RFC 9457); `code` is stable, `message` is for people. Status 0: the server was not reached. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
    this.name = 'ApiProblem';
  }
}

/** Told to the window when an answer says that nobody is signed in any more. */
export const SIGNED_OUT = 'lettrage:signed-out';

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

/** The language the server's sentences are wanted in; its own where nothing was said. */
let language: string | undefined;

/** Asks for the server's sentences in a language from now on. */
export function askIn(wanted: string): void {
  language = wanted;
}

type Query = Readonly<Record<string, string | undefined>>;

/** GET, as JSON. @throws ApiProblem */
export function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return send<T>(withQuery(path, query), signal ? { signal } : {});
}

/** POST of a command, as JSON. @throws ApiProblem */
export function post<T>(path: string, body: unknown = {}): Promise<T> {
  return send<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...csrf() },
    body: JSON.stringify(body),
  });
}

/** DELETE. @throws ApiProblem */
export async function remove(path: string): Promise<void> {
  await answer(path, { method: 'DELETE', headers: csrf() });
}

/** POST of a file's bytes; the answer is left to the caller, so that it can be read as it comes. @throws ApiProblem */
export function upload(path: string, query: Query, file: Blob, accept: string): Promise<Response> {
  return answer(withQuery(path, query), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', accept, ...csrf() },
    body: file,
  });
}

/** Path of a company's resource. */
export function inCompany(companyId: string, path: string): string {
  return `/v1/companies/${companyId}${path}`;
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  const response = await answer(path, init);
  return (await response.json()) as T;
}

async function answer(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    const headers = { ...(language ? { 'accept-language': language } : {}), ...init.headers };
    response = await fetch(path, { credentials: 'same-origin', ...init, headers });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(0, 'unreachable', 'The server does not answer.');
  }
  if (response.status === 401) dispatchEvent(new Event(SIGNED_OUT));
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  try {
    const body = (await response.json()) as { code?: string; detail?: string; problems?: Problem[] };
    return new ApiProblem(
      response.status,
      body.code ?? 'unknown',
      body.detail ?? response.statusText,
      body.problems ?? [],
    );
  } catch {
    return new ApiProblem(response.status, 'unknown', `${response.status} ${response.statusText}`);
  }
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** The token the server put into a cookie for this page to show back: a foreign page cannot read it. */
function csrf(): Record<string, string> {
  const token = document.cookie
    .split('; ')
    .find((cookie) => cookie.startsWith('lettrage_csrf='))
    ?.slice('lettrage_csrf='.length);
  return token ? { 'x-csrf-token': decodeURIComponent(token) } : {};
}
