import { get, post, remove } from './http.js';

/** A company the person may see, and what he may do there. */
export interface Company {
  readonly id: string;
  readonly name: string;
  readonly siren?: string;
  readonly currency: string;
  readonly posting: 'propose' | 'auto';
  readonly demonstration: boolean;
  readonly may: readonly string[];
}

export interface Session {
  readonly user: { readonly name: string; readonly email: string };
  readonly companies: readonly Company[];
}

/** Exchanges the single-use token for the session cookies. */
export async function signIn(token: string): Promise<void> {
  await post('/v1/session', { token });
}

export function currentSession(signal?: AbortSignal): Promise<Session> {
  return get<Session>('/v1/session', {}, signal);
}

export function signOut(): Promise<void> {
  return remove('/v1/session');
}
