import { useCallback, useState } from 'react';
import { addAccount, listAccounts, type BankAccount } from '../../api/setup.js';
import type { Company } from '../../api/session.js';
import { useWording } from '../../i18n/language.js';
import { Failure, Loading } from '../Feedback.js';
import { useCommand } from '../use-command.js';
import { useLoad } from '../use-load.js';

/** The bank accounts whose statements go to the company. */
export function Accounts({ company }: { readonly company: Company }) {
  const { t } = useWording();
  const list = useLoad(useCallback((signal: AbortSignal) => listAccounts(company.id, signal), [company.id]));
  return (
    <section className="card">
      <h2>{t('setup.accounts')}</h2>
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {!list.value && list.busy && <Loading />}
      {list.value?.length === 0 && <p className="empty">{t('setup.noAccounts')}</p>}
      {list.value && list.value.length > 0 && <AccountTable accounts={list.value} />}
      {company.may.includes('admin') && <NewAccount company={company} onAdded={list.reload} />}
    </section>
  );
}

function AccountTable({ accounts }: { readonly accounts: readonly BankAccount[] }) {
  const { t } = useWording();
  return (
    <div className="table-scroll">
      <table className="table stack">
        <thead>
          <tr>
            <th scope="col">{t('setup.iban')}</th>
            <th scope="col">{t('setup.label')}</th>
            <th scope="col">{t('setup.currency')}</th>
            <th scope="col">{t('setup.ledger')}</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map(({ id, iban, number, label, currency, journal, ledgerAccount }) => (
            <tr key={id}>
              <th scope="row">{iban ?? number}</th>
              <td>{label}</td>
              <td>{currency}</td>
              <td>{`${journal} · ${ledgerAccount}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NewAccount({ company, onAdded }: { readonly company: Company; readonly onAdded: () => void }) {
  const { t } = useWording();
  const empty = { iban: '', currency: company.currency, label: '' };
  const [typed, setTyped] = useState(empty);
  const command = useCommand();
  const add = async (): Promise<void> => {
    const { iban, currency, label } = typed;
    await addAccount(company.id, { iban, currency, ...(label === '' ? {} : { label }) });
    setTyped(empty);
    onAdded();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        command.run(add);
      }}
    >
      <div className="row">
        {(['iban', 'currency', 'label'] as const).map((field) => (
          <label key={field}>
            {t(`setup.${field}`)}{' '}
            <input
              value={typed[field]}
              required={field !== 'label'}
              onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
            />
          </label>
        ))}
        <button type="submit" className="button" disabled={command.busy}>
          {t('setup.addAccount')}
        </button>
      </div>
      {command.failed && <Failure error={command.failed} />}
    </form>
  );
}
