import { useCallback, useState } from 'react';
import {
  assignMovement,
  bookPayout,
  payoutDetail,
  takePayoutBack,
  type Movement,
  type PayoutDetail,
} from '../api/payouts.js';
import type { Company } from '../api/session.js';
import { useWording } from '../i18n/language.js';
import { Amount, Badge, Failure, Loading } from './Feedback.js';
import { useCommand, type Command } from './use-command.js';
import { useLoad } from './use-load.js';

/** One payout: its sums, the line it is booked on or could be, what waits in suspense, and every movement. */
export function PayoutCard({ company, payoutId }: { readonly company: Company; readonly payoutId: string }) {
  const { value, error, reload } = useLoad(
    useCallback((signal: AbortSignal) => payoutDetail(company.id, payoutId, signal), [company.id, payoutId]),
  );
  const command = useCommand();
  const run = (work: () => Promise<void>): void => command.run(() => work().then(reload));
  if (error) return <Failure error={error} retry={reload} />;
  if (!value) return <Loading />;
  const mayWrite = company.may.includes('write');
  const change: Change | undefined = mayWrite ? { companyId: company.id, busy: command.busy, run } : undefined;
  return (
    <>
      <Sums payout={value} />
      {command.failed && <Failure error={command.failed} />}
      {value.state === 'waiting' ? (
        <WaitingFor payout={value} {...(change ? { change } : {})} />
      ) : (
        change && <TakeBack payout={value} change={change} />
      )}
      <Suspense payout={value} {...(change ? { change } : {})} />
      <Movements payout={value} />
    </>
  );
}

/** What a person who may write can set off here. */
interface Change extends Pick<Command, 'busy' | 'run'> {
  readonly companyId: string;
}

interface PartProps {
  readonly payout: PayoutDetail;
  readonly change?: Change;
}

function Sums({ payout }: { readonly payout: PayoutDetail }) {
  const { t, day } = useWording();
  const { currency, provider, reference, state } = payout;
  return (
    <section className="card">
      <h1>
        {provider} {reference} <Badge tone={state === 'booked' ? 'matched' : 'proposed'}>{t(`payouts.${state}`)}</Badge>
      </h1>
      <p>
        {t('payouts.arrival')} {day(payout.arrival)} · {t('payouts.gross')}{' '}
        <Amount amount={payout.gross} currency={currency} /> · {t('payouts.fees')}{' '}
        <Amount amount={payout.fees} currency={currency} /> · {t('payouts.net')}{' '}
        <Amount amount={payout.net} currency={currency} />
      </p>
    </section>
  );
}

function WaitingFor({ payout, change }: PartProps) {
  const { t, day } = useWording();
  return (
    <section>
      <h2>{t('payouts.lines')}</h2>
      {payout.lines.length === 0 && <p className="card empty">{t('payouts.noLine')}</p>}
      {payout.lines.length > 0 && (
        <ul className="card entries">
          {payout.lines.map(({ transactionId, ref, bookingDate }) => (
            <li key={transactionId} className="entry">
              <p>
                {day(bookingDate)} <span className="quiet">{ref}</span>
              </p>
              {change && (
                <button
                  type="button"
                  className="button"
                  disabled={change.busy}
                  onClick={() => change.run(() => bookPayout(change.companyId, payout.id, transactionId))}
                >
                  {t('payouts.book')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function TakeBack({ payout, change }: { readonly payout: PayoutDetail; readonly change: Change }) {
  const { t } = useWording();
  const ask = (): void => {
    if (confirm(t('payouts.takeBackSure', { reference: payout.reference })))
      change.run(() => takePayoutBack(change.companyId, payout.id));
  };
  return (
    <p>
      <button type="button" className="button button-quiet" disabled={change.busy} onClick={ask}>
        {t('payouts.takeBack')}
      </button>
    </p>
  );
}

function Suspense({ payout, change }: PartProps) {
  const { t } = useWording();
  const waiting = payout.movements.filter(({ reason }) => reason !== undefined);
  if (waiting.length === 0) return null;
  return (
    <section>
      <h2>{t('payouts.suspense')}</h2>
      <p className="quiet">{t('payouts.suspenseText')}</p>
      <ul className="card entries">
        {waiting.map((movement) => (
          <li key={movement.id} className="entry">
            <p>
              <strong>{movement.payer ?? movement.description ?? movement.id}</strong>{' '}
              <Amount amount={movement.amount} currency={payout.currency} />{' '}
              <span className="quiet">{movement.reason}</span>
            </p>
            {change && <AssignForm payout={payout} movement={movement} change={change} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface AssignFormProps {
  readonly payout: PayoutDetail;
  readonly movement: Movement;
  readonly change: Change;
}

function AssignForm({ payout, movement, change }: AssignFormProps) {
  const { t } = useWording();
  const [typed, setTyped] = useState({ invoice: '', customer: '' });
  const invoice = typed.invoice.trim();
  const customer = typed.customer.trim();
  const target = { ...(invoice ? { invoice } : {}), ...(customer ? { customer } : {}) };
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        change.run(() => assignMovement(change.companyId, payout.id, movement.id, target));
      }}
    >
      {(['invoice', 'customer'] as const).map((field) => (
        <label key={field}>
          {t(`payouts.${field}`)}{' '}
          <input
            value={typed[field]}
            maxLength={200}
            onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
          />
        </label>
      ))}
      <button type="submit" className="button" disabled={change.busy || (invoice === '' && customer === '')}>
        {t('payouts.assign')}
      </button>
    </form>
  );
}

function Movements({ payout }: { readonly payout: PayoutDetail }) {
  const { t, day } = useWording();
  return (
    <section>
      <h2>{t('payouts.movements')}</h2>
      <div className="card table-scroll">
        <table className="table stack">
          <thead>
            <tr>
              <th scope="col">{t('payouts.movement')}</th>
              <th scope="col">{t('payouts.names')}</th>
              <th scope="col" className="number">
                {t('payouts.gross')}
              </th>
              <th scope="col" className="number wide-only">
                {t('payouts.fees')}
              </th>
            </tr>
          </thead>
          <tbody>
            {payout.movements.map((movement) => (
              <tr key={movement.id}>
                <th scope="row">
                  {movement.kind} <span className="quiet">{movement.day && day(movement.day)}</span>
                </th>
                <td>
                  {movement.payer ?? movement.description}{' '}
                  <span className="quiet">{movement.references.map(({ value }) => value).join(', ')}</span>
                </td>
                <td className="number">
                  <Amount amount={movement.amount} currency={payout.currency} />
                </td>
                <td className="number wide-only">
                  <Amount amount={movement.fee} currency={payout.currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
