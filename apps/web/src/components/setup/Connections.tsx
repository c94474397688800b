import { useCallback, useState } from 'react';
import type { Problem } from '../../api/http.js';
import {
  checkConnection,
  disableConnection,
  listConnections,
  releaseConnection,
  type Connection,
} from '../../api/setup.js';
import type { Company } from '../../api/session.js';
import { today } from '../../format/day.js';
import { useWording } from '../../i18n/language.js';
import { Badge, Failure, Loading, Problems } from '../Feedback.js';
import { useCommand } from '../use-command.js';
import { useLoad } from '../use-load.js';
import { NewConnection } from './NewConnection.js';

/** The connected systems: whether they work, and whether anything leaves for them. */
export function Connections({ company }: { readonly company: Company }) {
  const { t } = useWording();
  const list = useLoad(useCallback((signal: AbortSignal) => listConnections(company.id, signal), [company.id]));
  const mayConnect = company.may.includes('connect');
  return (
    <section className="card">
      <h2>{t('setup.connections')}</h2>
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {!list.value && list.busy && <Loading />}
      {list.value?.length === 0 && <p className="empty">{t('setup.noConnections')}</p>}
      <ul className="connections">
        {list.value?.map((connection) => (
          <ConnectionCard
            key={connection.id}
            companyId={company.id}
            connection={connection}
            mayConnect={mayConnect}
            onChanged={list.reload}
          />
        ))}
      </ul>
      {mayConnect && <NewConnection companyId={company.id} onAdded={list.reload} />}
    </section>
  );
}

interface CardProps {
  readonly companyId: string;
  readonly connection: Connection;
  readonly mayConnect: boolean;
  readonly onChanged: () => void;
}

const TONES = { hold: 'proposed', released: 'matched', disabled: 'quiet' } as const;

function ConnectionCard({ companyId, connection, mayConnect, onChanged }: CardProps) {
  const { t, day, instant } = useWording();
  const { name, adapter, state, releaseFrom, lastRunAt, lastError } = connection;
  return (
    <li>
      <h3>
        {name} <Badge tone={TONES[state]}>{t(`setup.state.${state}`)}</Badge>
      </h3>
      <p className="quiet">
        {[
          adapter,
          releaseFrom ? t('setup.since', { day: day(releaseFrom) }) : undefined,
          lastRunAt ? t('setup.lastRun', { instant: instant(lastRunAt) }) : undefined,
        ]
          .filter((part) => part !== undefined)
          .join(' · ')}
      </p>
      {lastError && <p className="notice notice-bad">{lastError}</p>}
      {mayConnect && <Actions companyId={companyId} connection={connection} onChanged={onChanged} />}
    </li>
  );
}

function Actions({ companyId, connection: { id, name, state }, onChanged }: Omit<CardProps, 'mayConnect'>) {
  const { t } = useWording();
  const [from, setFrom] = useState(today);
  const [found, setFound] = useState<readonly Problem[]>();
  const command = useCommand();
  const change = (work: () => Promise<unknown>): void =>
    command.run(async () => {
      setFound(undefined);
      await work();
      onChanged();
    });
  return (
    <>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={command.busy}
          onClick={() => command.run(async () => setFound(await checkConnection(companyId, id)))}
        >
          {t('setup.check')}
        </button>
        {state === 'hold' && (
          <>
            <label>
              {t('setup.from')}{' '}
              <input type="date" value={from} required onChange={(event) => setFrom(event.currentTarget.value)} />
            </label>
            <button
              type="button"
              className="button"
              disabled={command.busy || from === ''}
              onClick={() => change(() => releaseConnection(companyId, id, from))}
            >
              {t('setup.release')}
            </button>
          </>
        )}
        {state !== 'disabled' && (
          <button
            type="button"
            className="button button-quiet"
            disabled={command.busy}
            onClick={() => confirm(t('setup.disableSure', { name })) && change(() => disableConnection(companyId, id))}
          >
            {t('setup.disable')}
          </button>
        )}
      </div>
      <div aria-live="polite">
        {command.busy && <progress aria-label={t('app.loading')} />}
        {found?.length === 0 && <p className="message message-good">{t('setup.works')}</p>}
        {found && <Problems problems={found} />}
        {command.failed && <Failure error={command.failed} />}
      </div>
    </>
  );
}
