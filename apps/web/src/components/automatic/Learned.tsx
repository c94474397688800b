import { useCallback, useState } from 'react';
import { forgetLearned, listLearned, whyLearned, type LearnedPayer, type LearnedReason } from '../../api/automatic.js';
import { useWording } from '../../i18n/language.js';
import { hashOf } from '../../route.js';
import { Badge, Failure, Loading } from '../Feedback.js';
import { useCommand } from '../use-command.js';
import { useLoad, useRested } from '../use-load.js';

interface LearnedProps {
  readonly companyId: string;
  readonly mayWrite: boolean;
}

/** Who is known to pay for whom, why, and how it is forgotten. */
export function Learned({ companyId, mayWrite }: LearnedProps) {
  const { t } = useWording();
  const [text, setText] = useState('');
  const rested = useRested(text.trim());
  const list = useLoad(
    useCallback((signal: AbortSignal) => listLearned(companyId, rested, signal), [companyId, rested]),
  );
  const command = useCommand();
  const [reasons, setReasons] = useState<readonly LearnedReason[]>([]);
  const why = (payer: LearnedPayer): void =>
    command.run(async () => setReasons(await whyLearned(companyId, payer.key)));
  const forget = (payer: LearnedPayer): void =>
    command.run(async () => {
      await forgetLearned(companyId, payer.key, payer.customer);
      setReasons([]);
      list.reload();
    });
  return (
    <section className="card">
      <h2>{t('learned.title')}</h2>
      <p className="quiet">{t('learned.text')}</p>
      <label className="search-box">
        <span className="visually-hidden">{t('app.search')}</span>
        <input
          type="search"
          placeholder={t('learned.search')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {command.failed && <Failure error={command.failed} />}
      {!list.value && list.busy && <Loading />}
      {list.value?.length === 0 && <p className="empty">{t('learned.none')}</p>}
      <ul className="entries" aria-live="polite">
        {list.value?.map((payer) => (
          <PayerEntry
            key={`${payer.key} ${payer.customer}`}
            companyId={companyId}
            payer={payer}
            why={why}
            {...(mayWrite ? { forget } : {})}
            reasons={reasons.filter((one) => one.key === payer.key && one.customer === payer.customer)}
          />
        ))}
      </ul>
    </section>
  );
}

interface PayerEntryProps {
  readonly companyId: string;
  readonly payer: LearnedPayer;
  readonly why: (payer: LearnedPayer) => void;
  readonly forget?: (payer: LearnedPayer) => void;
  readonly reasons: readonly LearnedReason[];
}

function PayerEntry({ companyId, payer, why, forget, reasons }: PayerEntryProps) {
  const { t, day, amount } = useWording();
  const { count, since, needed } = payer;
  return (
    <li className="entry">
      <p>
        <span className="iban">{payer.key.replace(/^(?:iban|full):/, '')}</span> → {payer.customer}{' '}
        <span className="quiet">{t('learned.count', { count, day: day(payer.lastDay) })}</span>{' '}
        <Badge tone={payer.state === 'trusted' ? 'matched' : 'proposed'}>
          {payer.state === 'trusted' ? t('rules.trusted') : t('rules.shadow', { since, needed })}
        </Badge>
      </p>
      {reasons.map((reason) => (
        <ul key={reason.key} className="evidence">
          {reason.sources.map((source) => (
            <li key={source.transactionId}>
              <a href={hashOf(companyId, 'review', source.transactionId)}>{day(source.bookingDate)}</a>,{' '}
              {amount(source.amount, source.currency)}, {source.invoices.join(', ')}
            </li>
          ))}
        </ul>
      ))}
      <p className="actions">
        <button type="button" className="button button-small" onClick={() => why(payer)}>
          {t('learned.why')}
        </button>
        {forget && (
          <button type="button" className="button button-small button-quiet" onClick={() => forget(payer)}>
            {t('learned.forget')}
          </button>
        )}
      </p>
    </li>
  );
}
