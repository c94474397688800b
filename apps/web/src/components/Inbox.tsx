import { useCallback, useState } from 'react';
import { assignStatement, listAccounts, listInbox, type BankAccount, type InboxStatement } from '../api/inbox.js';
import type { Summary } from '../api/summary.js';
import { useWording } from '../i18n/language.js';
import { Amount, Failure } from './Feedback.js';
import { asError, useLoad } from './use-load.js';

interface InboxProps {
  readonly companyId: string;
  readonly mayWrite: boolean;
  /** Read anew after every import; the inbox follows it. */
  readonly summary: Summary | undefined;
  readonly onAssigned: () => void;
}

/** Statements of accounts nobody has added; shown only where there are some. */
export function Inbox({ companyId, mayWrite, summary, onAssigned }: InboxProps) {
  const { t } = useWording();
  const inbox = useLoad(
    useCallback(
      async (signal: AbortSignal) => {
        const [statements, accounts] = await Promise.all([
          listInbox(companyId, signal),
          listAccounts(companyId, signal),
        ]);
        return { statements, accounts };
      },
      // Not read, but followed: a new summary means that something was imported
      [companyId, summary],
    ),
  );
  if (inbox.error) return <Failure error={inbox.error} retry={inbox.reload} />;
  if (!inbox.value || inbox.value.statements.length === 0) return null;
  const { statements, accounts } = inbox.value;
  return (
    <section className="card">
      <h2>{t('inbox.title')}</h2>
      <p className="quiet">{t('inbox.text')}</p>
      <ul className="entries">
        {statements.map((statement) => (
          <Waiting
            key={statement.id}
            statement={statement}
            accounts={mayWrite ? accounts : []}
            assign={async (accountId) => {
              await assignStatement(companyId, statement.id, accountId);
              onAssigned();
            }}
          />
        ))}
      </ul>
    </section>
  );
}

interface WaitingProps {
  readonly statement: InboxStatement;
  readonly accounts: readonly BankAccount[];
  readonly assign: (accountId: string) => Promise<void>;
}

function Waiting({ statement, accounts, assign }: WaitingProps) {
  const { t, day } = useWording();
  const [accountId, setAccountId] = useState(accounts[0]?.id ?? '');
  const [error, setError] = useState<Error>();
  const { account, currency } = statement;
  return (
    <li>
      <p>
        <strong>{account['iban'] ?? account['number'] ?? t('account.unnamed')}</strong>{' '}
        {statement.from && statement.to && `${day(statement.from)} – ${day(statement.to)} · `}
        {t('inbox.lines', { count: statement.count })} ·{' '}
        {currency ? <Amount amount={statement.sum} currency={currency} /> : statement.sum}
        <span className="quiet"> · {statement.fileName}</span>
      </p>
      {accounts.length > 0 && (
        <p className="row">
          <label>
            {t('inbox.account')}{' '}
            <select value={accountId} onChange={(event) => setAccountId(event.currentTarget.value)}>
              {accounts.map(({ id, label, iban, number }) => (
                <option key={id} value={id}>
                  {label} {iban ?? number}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="button"
            onClick={() => void assign(accountId).catch((reason: unknown) => setError(asError(reason)))}
          >
            {t('inbox.assign')}
          </button>
        </p>
      )}
      {error && <Failure error={error} />}
    </li>
  );
}
