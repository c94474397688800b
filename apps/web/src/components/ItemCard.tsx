import { useCallback, useState } from 'react';
import { documentAddress, readItem, type ItemAllocation, type ItemDetail } from '../api/items.js';
import type { Company } from '../api/session.js';
import { undoAllocation } from '../api/transactions.js';
import { useWording } from '../i18n/language.js';
import { hashOf } from '../route.js';
import { Amount, Badge, Failure, Loading } from './Feedback.js';
import { Fact } from './StatementReport.js';
import { asError, useLoad } from './use-load.js';

/** One item: what it is, and every allocation that settled it or was taken back. */
export function ItemCard({ company, itemId }: { readonly company: Company; readonly itemId: string }) {
  const { t, day, language } = useWording();
  const item = useLoad(
    useCallback((signal: AbortSignal) => readItem(company.id, itemId, signal), [company.id, itemId]),
  );
  const [failed, setFailed] = useState<Error>();
  const undo = (id: string): void => {
    setFailed(undefined);
    undoAllocation(company.id, id).then(item.reload, (error: unknown) => setFailed(asError(error)));
  };
  if (item.error) return <Failure error={item.error} retry={item.reload} />;
  if (!item.value) return <Loading />;
  const { value } = item;
  return (
    <article className="card card-roomy">
      <header className="detail-head">
        <h1>
          {t(`items.kind.${value.kind}`)} {value.number}
        </h1>
        {value.disputed && <Badge tone="left">{t('items.disputed')}</Badge>}
      </header>
      <dl className="facts">
        <Fact name={t('items.col.customer')}>
          {value.customer.name} ({value.customer.code})
        </Fact>
        <Fact name={t('items.col.issued')}>{day(value.issueDate)}</Fact>
        <Fact name={t('items.col.due')}>{day(value.dueDate)}</Fact>
        <Fact name={t('items.col.total')}>
          <Amount amount={value.total} currency={value.currency} />
        </Fact>
        <Fact name={t('items.col.open')}>
          <Amount amount={value.open} currency={value.currency} />
        </Fact>
      </dl>
      {value.disputeReason && <p className="notice">{value.disputeReason}</p>}
      {value.hasDocument && (
        <p>
          <a className="button" href={documentAddress(company.id, value.id, language)}>
            {t('items.document')}
          </a>
        </p>
      )}
      <h2>{t('items.history')}</h2>
      {failed && <Failure error={failed} />}
      <div aria-live="polite">
        {value.allocations.length === 0 && <p className="quiet">{t('items.noHistory')}</p>}
        {value.allocations.length > 0 && (
          <History companyId={company.id} item={value} {...(company.may.includes('write') ? { onUndo: undo } : {})} />
        )}
      </div>
    </article>
  );
}

interface HistoryProps {
  readonly companyId: string;
  readonly item: ItemDetail;
  readonly onUndo?: (id: string) => void;
}

function History({ companyId, item, onUndo }: HistoryProps) {
  const { t, day, amount } = useWording();
  const takenBack = new Set(item.allocations.map(({ undoes }) => undoes));
  const canUndo = (row: ItemAllocation): boolean => row.undoes === undefined && !takenBack.has(row.id);
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('items.col.day')}</th>
            <th scope="col">{t('items.col.by')}</th>
            <th scope="col" className="number">
              {t('items.col.amount')}
            </th>
            {onUndo && <td />}
          </tr>
        </thead>
        <tbody>
          {item.allocations.map((row) => (
            <tr key={row.id} className={canUndo(row) ? undefined : 'undone'}>
              <td className="nowrap">
                {row.payment.transactionId ? (
                  <a href={hashOf(companyId, 'review', row.payment.transactionId)}>{day(row.day)}</a>
                ) : (
                  day(row.day)
                )}
              </td>
              <td>
                {whoOf(row, t)}
                {row.undoes && <span className="quiet"> · {t('items.undoes')}</span>}
                {row.adjustment && (
                  <span className="quiet">
                    {' '}
                    + {amount(row.adjustment.amount, item.currency)} {t(`adjustment.${row.adjustment.kind}`)}
                  </span>
                )}
              </td>
              <td className="number">
                <Amount amount={row.amount} currency={item.currency} />
              </td>
              {onUndo && (
                <td className="number">
                  {canUndo(row) && row.decisionId && (
                    <button type="button" className="button button-small" onClick={() => onUndo(row.id)}>
                      {t('line.undo')}
                    </button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function whoOf(row: ItemAllocation, t: ReturnType<typeof useWording>['t']): string {
  if (row.decidedBy === undefined) return row.decisionId || row.undoes ? '' : t('items.source');
  return row.decidedBy === 'engine' ? t('items.engine') : row.decidedBy;
}
