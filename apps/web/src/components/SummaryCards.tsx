import type { ReactNode } from 'react';
import type { Summary } from '../api/summary.js';
import { useWording } from '../i18n/language.js';
import { hashOf } from '../route.js';

/** The figures of a company, and the way to what waits for a decision. */
export function SummaryCards({ summary, companyId }: { readonly summary: Summary; readonly companyId: string }) {
  const { t, amount } = useWording();
  const money = (value: string): string => amount(value, summary.currency);
  const { lines, amounts, openItems } = summary;
  const waiting = lines.proposed + lines.left + lines.held;
  const settled = lines.automatic + lines.byPerson;
  return (
    <>
      <section className="card stand">
        <Bar
          parts={[
            ['matched', settled, t('summary.automatic')],
            ['aside', lines.setAside, t('summary.setAside')],
            ['proposed', lines.proposed, t('summary.proposed')],
            ['left', lines.left + lines.held, t('summary.left')],
          ]}
        />
        <p className="stand-go">
          {waiting > 0 ? (
            <a className="button button-main" href={hashOf(companyId, 'review')}>
              {t('summary.toDecide', { count: waiting })}
            </a>
          ) : (
            <span className="quiet">{t('summary.nothingToDecide')}</span>
          )}
        </p>
      </section>
      <dl className="figures">
        <Figure
          name={t('summary.read')}
          value={lines.read}
          hint={t('summary.received', { amount: money(amounts.received) })}
        />
        <Figure
          name={t('summary.automatic')}
          tone="matched"
          value={settled}
          hint={t('summary.ofWhich', {
            amount: money(amounts.matched),
            count: lines.automatic,
            byPerson: lines.byPerson,
          })}
        />
        <Figure name={t('summary.setAside')} tone="aside" value={lines.setAside} hint={t('summary.setAsideHint')} />
        <Figure name={t('summary.proposed')} tone="proposed" value={lines.proposed} hint={money(amounts.proposed)} />
        <Figure
          name={t('summary.left')}
          tone="left"
          value={lines.left + lines.held}
          hint={t('summary.leftHint', { amount: money(amounts.left) })}
        />
        <Figure name={t('summary.open')} value={openItems.count} hint={money(openItems.amount)} />
        <Figure name={t('summary.overdue')} value={money(openItems.overdue)} />
        <Figure name={t('summary.onAccount')} value={money(summary.onAccount)} />
      </dl>
    </>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: ReactNode;
  readonly hint?: string;
  readonly tone?: string;
}

function Figure({ name, value, hint, tone }: FigureProps) {
  return (
    <div className={`card figure${tone ? ` figure-${tone}` : ''}`}>
      <dt>{name}</dt>
      <dd className="figure-value">{value}</dd>
      {hint && <dd className="quiet">{hint}</dd>}
    </div>
  );
}

/** Shares of all lines as one bar; the figures beside it say the same in numbers. */
function Bar({ parts }: { readonly parts: readonly (readonly [string, number, string])[] }) {
  return (
    <div className="bar" role="img" aria-label={parts.map(([, count, name]) => `${name}: ${count}`).join(', ')}>
      {parts
        .filter(([, count]) => count > 0)
        .map(([tone, count, name]) => (
          <span key={tone} className={`bar-part bar-${tone}`} style={{ flexGrow: count }} title={`${name}: ${count}`} />
        ))}
    </div>
  );
}
