import { useCallback, useState } from 'react';
import { listPayouts, sendPayouts, type Payout, type PayoutsReport } from '../api/payouts.js';
import type { Company } from '../api/session.js';
import { DropZone } from '../components/DropZone.js';
import { Amount, Badge, Failure, Loading, More, Problems } from '../components/Feedback.js';
import { PayoutCard } from '../components/PayoutCard.js';
import { useCommand } from '../components/use-command.js';
import { useList } from '../components/use-load.js';
import { useWording } from '../i18n/language.js';
import { hashOf } from '../route.js';

interface PayoutsPageProps {
  readonly company: Company;
  readonly payoutId?: string;
}

/** What payment providers paid out, and of one payout what it is made of. */
export function PayoutsPage({ company, payoutId }: PayoutsPageProps) {
  const { t } = useWording();
  if (payoutId === undefined) return <PayoutList company={company} />;
  return (
    <>
      <p>
        <a href={hashOf(company.id, 'payouts')}>← {t('payouts.back')}</a>
      </p>
      <PayoutCard company={company} payoutId={payoutId} />
    </>
  );
}

function PayoutList({ company }: { readonly company: Company }) {
  const { t } = useWording();
  const list = useList(
    useCallback((cursor?: string, signal?: AbortSignal) => listPayouts(company.id, cursor, signal), [company.id]),
  );
  return (
    <>
      <h1>{t('payouts.title')}</h1>
      {company.may.includes('write') && <ReportDrop companyId={company.id} onImported={list.reload} />}
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {list.busy && list.items.length === 0 && <Loading />}
      {!list.busy && !list.error && list.items.length === 0 && <p className="card empty">{t('payouts.none')}</p>}
      {list.items.length > 0 && <PayoutTable companyId={company.id} payouts={list.items} />}
      <More list={list} />
    </>
  );
}

function ReportDrop({ companyId, onImported }: { readonly companyId: string; readonly onImported: () => void }) {
  const { t } = useWording();
  const command = useCommand();
  const [report, setReport] = useState<PayoutsReport>();
  const take = (file: File): void =>
    command.run(async () => {
      setReport(undefined);
      setReport(await sendPayouts(companyId, file));
      onImported();
    });
  return (
    <div className="drop-column">
      <DropZone
        title={t('payouts.dropTitle')}
        hint={t('payouts.dropHint')}
        disabled={command.busy}
        accept=".csv,.zip"
        onFile={take}
      />
      <div aria-live="polite">
        {command.busy && <Loading />}
        {command.failed && <Failure error={command.failed} />}
        {report && <ReportSaid report={report} />}
      </div>
    </div>
  );
}

function ReportSaid({ report: { file, payouts, problems } }: { readonly report: PayoutsReport }) {
  const { t } = useWording();
  const count = (state: string): number => payouts.filter((one) => one.state === state).length;
  const differs = payouts.filter(({ state }) => state === 'differs');
  return (
    <section className="card report">
      <p>
        {t('payouts.report', {
          file,
          stored: count('stored'),
          known: count('known'),
          charges: payouts.reduce((sum, { charges }) => sum + charges, 0),
          tied: payouts.reduce((sum, { tied }) => sum + tied, 0),
        })}
      </p>
      {differs.length > 0 && <p>{t('payouts.differs', { ids: differs.map(({ id }) => id).join(', ') })}</p>}
      <Problems problems={problems} />
    </section>
  );
}

function PayoutTable({ companyId, payouts }: { readonly companyId: string; readonly payouts: readonly Payout[] }) {
  const { t, day } = useWording();
  return (
    <div className="card table-scroll">
      <table className="table stack">
        <thead>
          <tr>
            <th scope="col">{t('payouts.arrival')}</th>
            <th scope="col">{t('payouts.payout')}</th>
            <th scope="col" className="number wide-only">
              {t('payouts.gross')}
            </th>
            <th scope="col" className="number wide-only">
              {t('payouts.fees')}
            </th>
            <th scope="col" className="number">
              {t('payouts.net')}
            </th>
            <th scope="col">{t('payouts.state')}</th>
          </tr>
        </thead>
        <tbody>
          {payouts.map((payout) => (
            <tr key={payout.id}>
              <td className="nowrap">{day(payout.arrival)}</td>
              <th scope="row">
                <a href={hashOf(companyId, 'payouts', payout.id)}>
                  {payout.provider} {payout.reference}
                </a>
              </th>
              <td className="number wide-only">
                <Amount amount={payout.gross} currency={payout.currency} />
              </td>
              <td className="number wide-only">
                <Amount amount={payout.fees} currency={payout.currency} />
              </td>
              <td className="number">
                <Amount amount={payout.net} currency={payout.currency} />
              </td>
              <td>
                <PayoutState payout={payout} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PayoutState({ payout }: { readonly payout: Payout }) {
  const { t } = useWording();
  return (
    <>
      <Badge tone={payout.state === 'booked' ? 'matched' : 'proposed'}>{t(`payouts.${payout.state}`)}</Badge>{' '}
      {payout.open > 0 && <Badge tone="left">{t('payouts.open', { count: payout.open })}</Badge>}
    </>
  );
}
