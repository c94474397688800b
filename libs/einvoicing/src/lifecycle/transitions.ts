import type { Problem } from '@lettrage/domain';
import { LIFECYCLE_STATUSES } from './lifecycle-codes.js';

/** What a status may follow in the usual course; others are told of, not refused: no matrix is published. */
const USUAL_BEFORE: Readonly<Record<string, readonly string[]>> = {
  '202': ['200', '201'],
  '203': ['200', '201', '202'],
  '209': ['208'],
  '211': ['204', '205', '206', '209', '214', '203', '202', '200', '227'],
};

/**
 * Whether an invoice with a history of statuses (codes, oldest first) may get another one. Fatal: anything after a refusal
 * (210) or rejection (213), a cash-in (212) or any other business status before the deposit (200). A warning: what is
 * possible but not the usual course. Nothing: fine. 212 may repeat, one per receipt.
 */
export function checkTransition(history: readonly string[], code: string): Problem | undefined {
  const ended = history.find((past) => LIFECYCLE_STATUSES.get(past)?.final);
  if (ended !== undefined) {
    const { label } = LIFECYCLE_STATUSES.get(ended)!;
    return refused(`The invoice is ${ended} (${label.en}), which ends its life: it takes no status ${code}.`);
  }
  const next = LIFECYCLE_STATUSES.get(code);
  if (!next) return warned(`The status ${code} is not one of the standard: it must be agreed between the two parties.`);
  if (next.phase === '23' && !history.includes('200'))
    return refused(`The invoice was never deposited (200): it takes no status ${code} (${next.label.en}) yet.`);
  if (code === '200' && history.includes('200')) return warned('The invoice was deposited (200) before.');
  const last = history.at(-1);
  const usual = USUAL_BEFORE[code];
  if (last !== undefined && usual && !usual.includes(last))
    return warned(`The status ${code} (${next.label.en}) usually follows ${usual.join(', ')}, not ${last}.`);
  return undefined;
}

function refused(message: string): Problem {
  return { severity: 'fatal', rule: 'status-transition', message };
}

function warned(message: string): Problem {
  return { severity: 'warning', rule: 'status-transition', message };
}
