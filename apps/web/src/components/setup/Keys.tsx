import { useCallback, useState } from 'react';
import { addKey, listKeys, revokeKey, SCOPES, type ApiKey, type Scope } from '../../api/setup.js';
import { useWording } from '../../i18n/language.js';
import { Badge, Failure, Loading } from '../Feedback.js';
import { useCommand } from '../use-command.js';
import { useLoad } from '../use-load.js';

/** The keys other programs use; the text of a new one is shown once. */
export function Keys({ companyId }: { readonly companyId: string }) {
  const { t } = useWording();
  const list = useLoad(useCallback((signal: AbortSignal) => listKeys(companyId, signal), [companyId]));
  const revoking = useCommand();
  const revoke = (key: ApiKey): void => {
    if (!confirm(t('setup.revokeSure', { name: key.name }))) return;
    revoking.run(async () => {
      await revokeKey(companyId, key.id);
      list.reload();
    });
  };
  return (
    <section className="card">
      <h2>{t('setup.keys')}</h2>
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {revoking.failed && <Failure error={revoking.failed} />}
      {!list.value && list.busy && <Loading />}
      {list.value?.length === 0 && <p className="empty">{t('setup.noKeys')}</p>}
      {list.value && list.value.length > 0 && <KeyTable keys={list.value} onRevoke={revoke} />}
      <NewKey companyId={companyId} onAdded={list.reload} />
    </section>
  );
}

function KeyTable({ keys, onRevoke }: { readonly keys: readonly ApiKey[]; readonly onRevoke: (key: ApiKey) => void }) {
  const { t, instant } = useWording();
  return (
    <div className="table-scroll">
      <table className="table stack">
        <thead>
          <tr>
            <th scope="col">{t('setup.name')}</th>
            <th scope="col">{t('setup.scopes')}</th>
            <th scope="col" className="wide-only">
              {t('setup.lastUsed')}
            </th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <th scope="row">{key.name}</th>
              <td>{key.scopes.map((scope) => t(`setup.scope.${scope}`)).join(', ')}</td>
              <td className="wide-only">{key.lastUsedAt ? instant(key.lastUsedAt) : t('setup.never')}</td>
              <td className="number">
                {key.revokedAt ? (
                  <Badge tone="quiet">{t('setup.revoked')}</Badge>
                ) : (
                  <button type="button" className="button button-quiet" onClick={() => onRevoke(key)}>
                    {t('setup.revoke')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NewKey({ companyId, onAdded }: { readonly companyId: string; readonly onAdded: () => void }) {
  const { t } = useWording();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['read']);
  const [made, setMade] = useState<string>();
  const command = useCommand();
  const add = async (): Promise<void> => {
    setMade(undefined);
    setMade((await addKey(companyId, { name, scopes })).key);
    setName('');
    onAdded();
  };
  const toggle = (scope: Scope): void =>
    setScopes(scopes.includes(scope) ? scopes.filter((one) => one !== scope) : [...scopes, scope]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        command.run(add);
      }}
    >
      <div className="row">
        <label>
          {t('setup.name')}{' '}
          <input value={name} required maxLength={100} onChange={(event) => setName(event.currentTarget.value)} />
        </label>
        {SCOPES.map((scope) => (
          <label key={scope} className="check">
            <input type="checkbox" checked={scopes.includes(scope)} onChange={() => toggle(scope)} />{' '}
            {t(`setup.scope.${scope}`)}
          </label>
        ))}
        <button type="submit" className="button" disabled={command.busy || scopes.length === 0}>
          {t('setup.addKey')}
        </button>
      </div>
      <div aria-live="polite">
        {made && (
          <p className="message message-good">
            {t('setup.keyOnce')} <code>{made}</code>
          </p>
        )}
        {command.failed && <Failure error={command.failed} />}
      </div>
    </form>
  );
}
