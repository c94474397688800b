import type { FastifyReply } from 'fastify';
import { CSRF_COOKIE, SESSION_COOKIE } from './auth.guard.js';

/** How long a session lasts without signing in again. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** Cookies of a session: the session's own is out of reach of scripts, the CSRF token is for the page to read. */
export function setSessionCookies(
  reply: FastifyReply,
  session: { readonly token: string; readonly csrf: string },
  secure: boolean,
): void {
  const common = { path: '/', sameSite: 'lax' as const, secure, maxAge: SESSION_SECONDS };
  void reply.setCookie(SESSION_COOKIE, session.token, { ...common, httpOnly: true });
  void reply.setCookie(CSRF_COOKIE, session.csrf, { ...common, httpOnly: false });
}

/** Removes the cookies of a session. */
export function clearSessionCookies(reply: FastifyReply): void {
  void reply.clearCookie(SESSION_COOKIE, { path: '/' });
  void reply.clearCookie(CSRF_COOKIE, { path: '/' });
}
