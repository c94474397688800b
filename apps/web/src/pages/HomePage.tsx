import { useCallback } from 'react';
import type { Company } from '../api/session.js';
import { readSummary } from '../api/summary.js';
import { Failure, Loading } from '../components/Feedback.js';
import { Inbox } from '../components/Inbox.js';
import { OpenItemsDrop } from '../components/OpenItemsDrop.js';
import { StatementDrop } from '../components/StatementDrop.js';
import { SummaryCards } from '../components/SummaryCards.js';
import { useLoad } from '../components/use-load.js';
import { useWording } from '../i18n/language.js';

/** Where the company stands, and the two files that move it on. */
export function HomePage({ company }: { readonly company: Company }) {
  const { t } = useWording();
  const summary = useLoad(useCallback((signal: AbortSignal) => readSummary(company.id, signal), [company.id]));
  const mayWrite = company.may.includes('write');
  return (
    <>
      <h1>{t('summary.title')}</h1>
      {company.posting === 'propose' && <p className="quiet">{t('summary.proposeOnly')}</p>}
      {summary.error && <Failure error={summary.error} retry={summary.reload} />}
      {summary.value ? <SummaryCards summary={summary.value} companyId={company.id} /> : summary.busy && <Loading />}
      {mayWrite && (
        <div className="drops">
          <StatementDrop companyId={company.id} onImported={summary.reload} />
          <OpenItemsDrop companyId={company.id} onImported={summary.reload} />
        </div>
      )}
      <Inbox companyId={company.id} mayWrite={mayWrite} summary={summary.value} onAssigned={summary.reload} />
    </>
  );
}
