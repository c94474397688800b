import { decimalsIn, toMinor } from '../../format/amount.js';
import type { Line } from '../../api/transactions.js';
import { useWording } from '../../i18n/language.js';
import { hashOf } from '../../route.js';
import { Badge } from '../Feedback.js';
import { Allocations } from './Allocations.js';
import { Evidence } from './LineDetail.js';
import type { ReviewCommands } from './use-review.js';

interface SettledProps {
  readonly companyId: string;
  readonly line: Line;
  readonly mayWrite: boolean;
  readonly commands: ReviewCommands;
}

/** A line that is decided: what it pays, who said so and why, and the way back. */
export function Settled({ companyId, line, mayWrite, commands }: SettledProps) {
  const { t } = useWording();
  const { decision } = line;
  const canUndo = mayWrite && (decision?.state === 'applied' || line.state === 'set-aside');
  return (
    <>
      <Paid companyId={companyId} line={line} mayWrite={mayWrite} commands={commands} />
      {decision?.decision === 'none' && decision.category && (
        <p>
          <Badge tone="aside">{t(`category.${decision.category}`)}</Badge>
        </p>
      )}
      {decision && (
        <p className="quiet">
          {decision.decidedBy === 'engine' ? t('line.byEngine') : t('line.by', { who: decision.decidedBy })}
          {decision.rule && ` · ${t('line.rule', { rule: decision.rule })}`}
        </p>
      )}
      <Evidence line={line} />
      {canUndo && (
        <p className="actions">
          <button type="button" className="button" onClick={() => commands.undoDecision(line)}>
            {t(line.state === 'set-aside' ? 'line.reopen' : 'line.undoAll')}
          </button>
        </p>
      )}
    </>
  );
}

function Paid({ companyId, line, mayWrite, commands }: SettledProps) {
  const { t, amount } = useWording();
  const { payment } = line;
  if (!payment) return null;
  const onAccount = toMinor(payment.onAccount, decimalsIn(payment.onAccount)) !== 0n;
  return (
    <section>
      <h3>{t('line.matched')}</h3>
      {payment.customer && (
        <p className="customer">
          {payment.customer.name} ({payment.customer.code})
        </p>
      )}
      <Allocations
        caption={t('line.matched')}
        currency={line.currency}
        rows={payment.allocations.map((allocation) => ({
          key: allocation.id,
          href: hashOf(companyId, 'items', allocation.itemId),
          ...allocation,
        }))}
        {...(mayWrite ? { onUndo: (id: string) => commands.undoAllocation(line, id) } : {})}
      />
      {onAccount && <p>{t('line.onAccountOf', { amount: amount(payment.onAccount, line.currency) })}</p>}
    </section>
  );
}
