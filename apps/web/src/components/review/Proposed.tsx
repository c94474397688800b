import type { Alternative, Decision, Line } from '../../api/transactions.js';
import { toMinor, decimalsIn } from '../../format/amount.js';
import { useWording } from '../../i18n/language.js';
import { Badge } from '../Feedback.js';
import { Allocations } from './Allocations.js';
import { Evidence, type PanelName } from './LineDetail.js';
import { proposalOf } from './line-facts.js';
import type { ReviewCommands } from './use-review.js';

interface ProposedProps {
  readonly line: Line;
  readonly mayWrite: boolean;
  readonly commands: ReviewCommands;
  readonly onPanel: (panel: PanelName) => void;
}

/** A line that waits: the proposal, its reasons, other ways, and the keys. */
export function Proposed({ line, mayWrite, commands, onPanel }: ProposedProps) {
  const { t, sentence } = useWording();
  const { decision } = line;
  if (line.state === 'held') return <Held line={line} mayWrite={mayWrite} commands={commands} />;
  return (
    <>
      {decision ? <Proposal decision={decision} line={line} /> : <Former line={line} />}
      {decision?.reason && (
        <section>
          <h3>{t('line.askReason')}</h3>
          <p>{sentence(decision.reason)}</p>
        </section>
      )}
      {decision?.heldBack && <p className="quiet">{t(`held.${decision.heldBack}`)}</p>}
      <Evidence line={line} />
      {decision?.needs && <p className="notice">{t(`line.needs.${decision.needs}`)}</p>}
      {mayWrite && <Actions line={line} commands={commands} onPanel={onPanel} />}
      {decision?.alternatives && decision.alternatives.length > 0 && (
        <Alternatives line={line} alternatives={decision.alternatives} mayWrite={mayWrite} commands={commands} />
      )}
    </>
  );
}

function Proposal({ decision, line }: { readonly decision: Decision; readonly line: Line }) {
  const { t, share, amount } = useWording();
  const { allocations, customer, category, onAccount } = decision;
  const rest = onAccount && toMinor(onAccount, decimalsIn(onAccount)) !== 0n ? onAccount : undefined;
  return (
    <section>
      <h3>
        {t('line.proposal')}{' '}
        <span className="quiet">{t('line.confidence', { share: share(decision.confidence) })}</span>
      </h3>
      {customer && (
        <p className="customer">{typeof customer === 'string' ? customer : `${customer.name} (${customer.code})`}</p>
      )}
      {allocations && allocations.length > 0 && (
        <Allocations
          caption={t('line.proposal')}
          currency={line.currency}
          rows={allocations.map(({ invoice, ...rest }) => ({ key: invoice, number: invoice, ...rest }))}
        />
      )}
      {rest && <p>{t('line.onAccountOf', { amount: amount(rest, line.currency) })}</p>}
      {decision.decision === 'none' && category && (
        <p>
          <Badge tone="aside">{t(`category.${category}`)}</Badge>
        </p>
      )}
    </section>
  );
}

/** Nothing is proposed: either nothing was found, or a person took the decision back. */
function Former({ line }: { readonly line: Line }) {
  const { t, amount } = useWording();
  const customer = line.payment?.customer;
  if (!line.payment || !customer)
    return <p className="notice">{t(line.personOnly ? 'line.personOnly' : 'line.unread')}</p>;
  return (
    <section>
      <p className="notice">
        {t('line.takenBack', {
          amount: amount(line.payment.onAccount, line.currency),
          customer: `${customer.name} (${customer.code})`,
        })}
      </p>
      {line.payment.allocations.length > 0 && (
        <>
          <h3>{t('line.wasAllocated')}</h3>
          <Allocations
            caption={t('line.wasAllocated')}
            currency={line.currency}
            rows={line.payment.allocations.map((allocation) => ({ key: allocation.id, ...allocation }))}
          />
        </>
      )}
    </section>
  );
}

function Actions({ line, commands, onPanel }: Omit<ProposedProps, 'mayWrite'>) {
  const { t } = useWording();
  const choice = proposalOf(line);
  const category = line.decision?.decision === 'none' ? line.decision.category : undefined;
  const label = category
    ? t('line.acceptCategory', { category: t(`category.${category}`) })
    : t(line.decision ? 'line.accept' : 'line.again');
  return (
    <p className="actions">
      {choice && (
        <button type="button" className="button button-main" onClick={() => commands.accept(line, choice)}>
          {label} <kbd>↵</kbd>
        </button>
      )}
      <button type="button" className="button" onClick={() => onPanel('split')}>
        {t('line.split')} <kbd>s</kbd>
      </button>
      <button type="button" className="button" onClick={() => onPanel('account')}>
        {t('line.onAccount')} <kbd>c</kbd>
      </button>
      <button type="button" className="button" onClick={() => onPanel('aside')}>
        {t('line.notInvoice')} <kbd>n</kbd>
      </button>
      {line.counterparty?.iban && (
        <button type="button" className="button" onClick={() => onPanel('remember')}>
          {t('line.remember')} <kbd>r</kbd>
        </button>
      )}
    </p>
  );
}

interface AlternativesProps {
  readonly line: Line;
  readonly alternatives: readonly Alternative[];
  readonly mayWrite: boolean;
  readonly commands: ReviewCommands;
}

function Alternatives({ line, alternatives, mayWrite, commands }: AlternativesProps) {
  const { t, share } = useWording();
  return (
    <section>
      <h3>{t('line.alternatives')}</h3>
      <ol className="alternatives">
        {alternatives.map((alternative, index) => (
          <li key={index}>
            <div>
              <Allocations
                caption={`${t('line.alternatives')} ${index + 1}`}
                currency={line.currency}
                rows={alternative.allocations.map(({ invoice, ...rest }) => ({
                  key: invoice,
                  number: invoice,
                  ...rest,
                }))}
              />
              <span className="quiet">
                {alternative.customer} · {share(alternative.confidence)}
              </span>
            </div>
            {mayWrite && (
              <button
                type="button"
                className="button button-small"
                aria-label={t('line.takeAlternative', { n: index + 1 })}
                onClick={() => commands.accept(line, { kind: 'alternative', index })}
              >
                {t('line.accept')} {index < 3 && <kbd>{index + 1}</kbd>}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Held({ line, mayWrite, commands }: Omit<ProposedProps, 'onPanel'>) {
  const { t } = useWording();
  return (
    <section>
      <p className="notice">{t('line.heldText')}</p>
      {mayWrite && (
        <p className="actions">
          <button type="button" className="button" onClick={() => commands.sameOrDifferent(line, true)}>
            {t('line.same')}
          </button>
          <button type="button" className="button" onClick={() => commands.sameOrDifferent(line, false)}>
            {t('line.different')}
          </button>
        </p>
      )}
    </section>
  );
}
