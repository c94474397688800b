import { useCallback, useState } from 'react';
import type { Company } from '../api/session.js';
import { closeTask, DELIVERY_STATES, listConnections, listDeliveries, listTasks, redrive } from '../api/work.js';
import type { Delivery, DeliveryState } from '../api/work.js';
import { Badge, Failure, Loading, More } from '../components/Feedback.js';
import { asError, useList, useLoad } from '../components/use-load.js';
import { useWording } from '../i18n/language.js';

/** What a person has to do, and what is on its way to connected systems. */
export function WorkPage({ company }: { readonly company: Company }) {
  return (
    <>
      <Tasks company={company} />
      <Deliveries company={company} />
    </>
  );
}

function Tasks({ company }: { readonly company: Company }) {
  const { t, instant } = useWording();
  const list = useList(
    useCallback((cursor?: string, signal?: AbortSignal) => listTasks(company.id, cursor, signal), [company.id]),
  );
  const [failed, setFailed] = useState<Error>();
  const close = (id: string, state: 'done' | 'dismissed'): void => {
    setFailed(undefined);
    closeTask(company.id, id, state).then(list.reload, (error: unknown) => setFailed(asError(error)));
  };
  return (
    <section>
      <h1>{t('work.tasks')}</h1>
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {failed && <Failure error={failed} />}
      {list.busy && list.items.length === 0 && <Loading />}
      {!list.busy && !list.error && list.items.length === 0 && <p className="card empty">{t('work.noTasks')}</p>}
      {list.items.length > 0 && (
        <ul className="card entries" aria-live="polite">
          {list.items.map((task) => (
            <li key={task.id} className="entry">
              <p>
                {task.message} <span className="quiet">{instant(task.createdAt)}</span>
              </p>
              {company.may.includes('write') && (
                <p className="actions">
                  <button type="button" className="button" onClick={() => close(task.id, 'done')}>
                    {t('work.done')}
                  </button>
                  <button type="button" className="button button-quiet" onClick={() => close(task.id, 'dismissed')}>
                    {t('work.dismiss')}
                  </button>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      <More list={list} />
    </section>
  );
}

const TONES: Readonly<Record<DeliveryState, string>> = {
  held: 'proposed',
  pending: 'proposed',
  sending: 'proposed',
  unknown: 'left',
  delivered: 'matched',
  unsupported: 'quiet',
  rejected: 'left',
  dead: 'left',
  cancelled: 'quiet',
};
const STUCK: readonly DeliveryState[] = ['rejected', 'dead', 'unsupported', 'unknown'];

function Deliveries({ company }: { readonly company: Company }) {
  const { t } = useWording();
  const [state, setState] = useState<DeliveryState>();
  const list = useList(
    useCallback(
      (cursor?: string, signal?: AbortSignal) =>
        listDeliveries(company.id, { ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) }, signal),
      [company.id, state],
    ),
  );
  const [failed, setFailed] = useState<Error>();
  const again = (id: string): void => {
    setFailed(undefined);
    redrive(company.id, id).then(list.reload, (error: unknown) => setFailed(asError(error)));
  };
  return (
    <section>
      <h2>{t('work.deliveries')}</h2>
      <div className="toolbar">
        <label>
          {t('work.state')}{' '}
          <select
            value={state ?? ''}
            onChange={(event) => setState(DELIVERY_STATES.find((one) => one === event.currentTarget.value))}
          >
            <option value="">{t('work.all')}</option>
            {DELIVERY_STATES.map((one) => (
              <option key={one} value={one}>
                {t(`delivery.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {failed && <Failure error={failed} />}
      {list.busy && list.items.length === 0 && <Loading />}
      {!list.busy && !list.error && list.items.length === 0 && <p className="card empty">{t('work.noDeliveries')}</p>}
      {list.items.length > 0 && (
        <DeliveryTable
          company={company}
          deliveries={list.items}
          {...(company.may.includes('write') ? { again } : {})}
        />
      )}
      <More list={list} />
    </section>
  );
}

interface DeliveryTableProps {
  readonly company: Company;
  readonly deliveries: readonly Delivery[];
  readonly again?: (id: string) => void;
}

function DeliveryTable({ company, deliveries, again }: DeliveryTableProps) {
  const { t, day } = useWording();
  const connections = useLoad(useCallback((signal: AbortSignal) => listConnections(company.id, signal), [company.id]));
  const nameOf = (id: string): string => connections.value?.find((one) => one.id === id)?.name ?? '';
  return (
    <div className="card table-scroll">
      <table className="table stack">
        <thead>
          <tr>
            <th scope="col">{t('work.col.day')}</th>
            <th scope="col">{t('work.col.what')}</th>
            <th scope="col">{t('work.col.subject')}</th>
            <th scope="col" className="wide-only">
              {t('work.col.to')}
            </th>
            <th scope="col">{t('work.col.state')}</th>
            <th scope="col" className="number wide-only">
              {t('work.col.attempts')}
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <tr key={delivery.id}>
              <td className="nowrap">{day(delivery.day)}</td>
              <td>{delivery.type}</td>
              <th scope="row">{delivery.payload.invoice?.number}</th>
              <td className="wide-only">{nameOf(delivery.connectionId)}</td>
              <td>
                <Badge tone={TONES[delivery.state]}>{t(`delivery.${delivery.state}`)}</Badge>{' '}
                {again && STUCK.includes(delivery.state) && (
                  <button type="button" className="button button-small" onClick={() => again(delivery.id)}>
                    {t('work.redrive')}
                  </button>
                )}
                <span className="quiet">
                  {delivery.state !== 'delivered' && (delivery.outcome?.message ?? delivery.outcome?.reason)}
                </span>
              </td>
              <td className="number wide-only">{delivery.attempts}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
