import { LIFECYCLE_STATUSES } from './lifecycle-codes.js';
import type { LifecycleMessage } from './lifecycle-message.js';

/**
 * The message with a status (MDT-105). Where that is another than the message had, the label, the status code (MDT-88)
 * and the phase (MDT-77) follow the standard's table, and the identifier of the message (MDT-4) gets the status behind
 * it, since it is another message. Reasons, roles and figures stay: the check tells which do not fit.
 */
export function withStatus(message: LifecycleMessage, code: string): LifecycleMessage {
  const known = LIFECYCLE_STATUSES.get(code);
  let changed = false;
  let had = false;
  const acknowledgements = (message.acknowledgements ?? []).map((one) => {
    const invoices = one.invoices ?? [];
    if (invoices.every(({ status }) => status === code)) return one;
    changed = true;
    had ||= invoices.some(({ status }) => status !== undefined && status !== code);
    return {
      ...one,
      ...(known ? { phase: known.phase } : {}),
      invoices: invoices.map((invoice) => {
        const { statusCode: _code, statusLabel: _label, ...rest } = invoice;
        return {
          ...rest,
          status: code,
          ...(known?.statusCode === undefined ? {} : { statusCode: known.statusCode }),
          ...(known ? { statusLabel: [known.label.fr] } : {}),
        };
      }),
    };
  });
  if (!changed) return message;
  return { ...message, ...(message.id === undefined || !had ? {} : { id: `${message.id}-${code}` }), acknowledgements };
}
