import { useCallback, useState } from 'react';
import {
  addRule,
  listRules,
  removeRule,
  tryRule,
  type OwnRule,
  type RuleDraft,
  type RuleTrial,
} from '../../api/automatic.js';
import { CATEGORIES, type Category } from '../../api/transactions.js';
import { useWording } from '../../i18n/language.js';
import { Badge, Failure, Loading } from '../Feedback.js';
import { useCommand } from '../use-command.js';
import { useLoad } from '../use-load.js';

interface RulesProps {
  readonly companyId: string;
  readonly mayWrite: boolean;
}

/** The company's own rules: listed with how far each is proven, tried on the past, added and removed. */
export function Rules({ companyId, mayWrite }: RulesProps) {
  const { t } = useWording();
  const list = useLoad(useCallback((signal: AbortSignal) => listRules(companyId, signal), [companyId]));
  const removing = useCommand();
  const drop = (rule: OwnRule): void => {
    if (!confirm(t('rules.removeSure', { name: rule.name }))) return;
    removing.run(async () => {
      await removeRule(companyId, rule.id);
      list.reload();
    });
  };
  return (
    <section className="card">
      <h2>{t('rules.title')}</h2>
      <p className="quiet">{t('rules.text')}</p>
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {removing.failed && <Failure error={removing.failed} />}
      {!list.value && list.busy && <Loading />}
      {list.value?.length === 0 && <p className="empty">{t('rules.none')}</p>}
      <ul className="entries" aria-live="polite">
        {list.value?.map((rule) => (
          <RuleEntry key={rule.id} rule={rule} {...(mayWrite && rule.origin === 'rule' ? { drop } : {})} />
        ))}
      </ul>
      {mayWrite && <NewRule companyId={companyId} onAdded={list.reload} />}
    </section>
  );
}

function RuleEntry({ rule, drop }: { readonly rule: OwnRule; readonly drop?: (rule: OwnRule) => void }) {
  const { t } = useWording();
  const { since, needed } = rule;
  return (
    <li className="entry">
      <p>
        <strong>{rule.name}</strong> <code>{rule.pattern}</code> →{' '}
        {rule.customer ?? [rule.category && t(`category.${rule.category}`), rule.account].filter(Boolean).join(', ')}{' '}
        <Badge tone={rule.state === 'trusted' ? 'matched' : 'proposed'}>
          {rule.state === 'trusted' ? t('rules.trusted') : t('rules.shadow', { since, needed })}
        </Badge>
      </p>
      {drop && (
        <p className="actions">
          <button type="button" className="button button-small button-quiet" onClick={() => drop(rule)}>
            {t('rules.remove')}
          </button>
        </p>
      )}
    </li>
  );
}

function NewRule({ companyId, onAdded }: { readonly companyId: string; readonly onAdded: () => void }) {
  const { t } = useWording();
  const [fields, setFields] = useState({ name: '', pattern: '', customer: '', category: '', account: '' });
  const [trial, setTrial] = useState<RuleTrial>();
  const command = useCommand();
  const draft: RuleDraft = {
    pattern: fields.pattern,
    ...(fields.customer ? { customer: fields.customer.trim() } : {}),
    ...(fields.category ? { category: fields.category as Category } : {}),
    ...(fields.account ? { account: fields.account.trim() } : {}),
  };
  const attempt = (): void => command.run(async () => setTrial(await tryRule(companyId, draft)));
  const add = (): void =>
    command.run(async () => {
      await addRule(companyId, { name: fields.name.trim(), ...draft });
      setFields({ name: '', pattern: '', customer: '', category: '', account: '' });
      setTrial(undefined);
      onAdded();
    });
  return (
    <form
      className="stack-form"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div className="row">
        {(['name', 'pattern', 'customer', 'account'] as const).map((field) => (
          <label key={field}>
            {t(`rules.${field}`)}{' '}
            <input
              required={field === 'name' || field === 'pattern'}
              value={fields[field]}
              onChange={(event) => setFields({ ...fields, [field]: event.currentTarget.value })}
            />
          </label>
        ))}
        <label>
          {t('rules.category')}{' '}
          <select
            value={fields.category}
            onChange={(event) => setFields({ ...fields, category: event.currentTarget.value })}
          >
            <option value="" />
            {CATEGORIES.map((category) => (
              <option key={category} value={category}>
                {t(`category.${category}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className="actions">
        <button type="button" className="button" disabled={command.busy || !fields.pattern} onClick={attempt}>
          {t('rules.try')}
        </button>
        <button type="submit" className="button button-main" disabled={command.busy}>
          {t('rules.add')}
        </button>
      </p>
      {command.failed && <Failure error={command.failed} />}
      {trial && <Trial trial={trial} />}
    </form>
  );
}

function Trial({ trial }: { readonly trial: RuleTrial }) {
  const { t, day, amount } = useWording();
  const { matched, lines, agreed, otherwise, undecided } = trial;
  return (
    <div aria-live="polite">
      <p>{t('rules.trial', { matched, lines, agreed, otherwise, undecided })}</p>
      <ul className="evidence">
        {trial.examples.map((one) => (
          <li key={one.transactionId}>
            {t(`rules.outcome.${one.outcome}`)}: {day(one.bookingDate)}, {amount(one.amount, one.currency)}, {one.text}
          </li>
        ))}
      </ul>
    </div>
  );
}
