import type { ReactNode } from 'react';
import { ApiProblem, type Problem } from '../api/http.js';
import { useWording } from '../i18n/language.js';

/** What went wrong, and a way to try again. */
export function Failure({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const { t } = useWording();
  const unreachable = error instanceof ApiProblem && error.code === 'unreachable';
  return (
    <div className="notice notice-bad" role="alert">
      <p>{unreachable ? t('app.unreachable') : error.message}</p>
      {error instanceof ApiProblem && (
        <Problems problems={error.problems.filter(({ message }) => !error.message.includes(message))} />
      )}
      {retry && (
        <button type="button" className="button" onClick={retry}>
          {t('app.retry')}
        </button>
      )}
    </div>
  );
}

/** Problems of a file or an answer: where, what and the remedy. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  const { t } = useWording();
  if (problems.length === 0) return null;
  return (
    <ul className="problems">
      {problems.map((problem, index) => (
        <li key={index} className={`problem problem-${problem.severity}`}>
          <span className="badge">{t(`severity.${problem.severity}`)}</span>{' '}
          {problem.location && <strong>{t('report.atLocation', { location: problem.location })}</strong>}
          {problem.message}
        </li>
      ))}
    </ul>
  );
}

export function Loading() {
  const { t } = useWording();
  return (
    <p className="quiet" role="status">
      {t('app.loading')}
    </p>
  );
}

/** The button under a list that goes on. */
export function More({ list }: { readonly list: { hasMore: boolean; busy: boolean; more(): void } }) {
  const { t } = useWording();
  if (!list.hasMore) return null;
  return (
    <p className="more">
      <button type="button" className="button" disabled={list.busy} onClick={list.more}>
        {list.busy ? t('app.loading') : t('app.more')}
      </button>
    </p>
  );
}

export function Badge({ tone, children }: { readonly tone: string; readonly children: ReactNode }) {
  return <span className={`badge badge-${tone}`}>{children}</span>;
}

/** An amount, aligned and never broken. */
export function Amount({ amount, currency }: { readonly amount: string; readonly currency: string }) {
  const wording = useWording();
  return (
    <span className={amount.startsWith('-') ? 'amount amount-out' : 'amount'}>{wording.amount(amount, currency)}</span>
  );
}
