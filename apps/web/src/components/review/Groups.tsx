import { useCallback, useState } from 'react';
import { acceptGroup, listGroups, type QueueGroup } from '../../api/automatic.js';
import { useWording } from '../../i18n/language.js';
import type { TextKey } from '../../i18n/en.js';
import { Failure } from '../Feedback.js';
import { useCommand } from '../use-command.js';
import { useLoad } from '../use-load.js';

interface GroupsProps {
  readonly companyId: string;
  readonly onAccepted: () => void;
}

/** Proven proposals that wait only because their class does not post by itself: a person accepts them at once. */
export function Groups({ companyId, onAccepted }: GroupsProps) {
  const { t, amount } = useWording();
  const list = useLoad(useCallback((signal: AbortSignal) => listGroups(companyId, signal), [companyId]));
  const command = useCommand();
  const [said, setSaid] = useState<string>();
  const groups = list.value ?? [];
  const accept = (group: QueueGroup): void =>
    command.run(async () => {
      let [accepted, refused] = [0, 0];
      for (let left = 1; left > 0 && refused === 0;) {
        const done = await acceptGroup(companyId, group);
        accepted += done.accepted;
        refused += done.refused.length;
        left = done.accepted === 0 ? 0 : done.left;
        setSaid(t('groups.done', { accepted, left, refused }));
      }
      list.reload();
      onAccepted();
    });
  if (groups.length === 0 && !said && !list.error && !command.failed) return null;
  return (
    <section className="card" aria-label={t('groups.title')}>
      <h2>{t('groups.title')}</h2>
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {command.failed && <Failure error={command.failed} />}
      <p role="status">{said}</p>
      <ul className="entries">
        {groups.map((group) => (
          <li key={`${group.ruleClass} ${group.category} ${group.currency}`} className="entry">
            <p>
              <strong>{nameOf(group, t)}</strong>{' '}
              <span className="quiet">
                {t('groups.lines', { count: group.count, amount: amount(group.amount, group.currency) })}
              </span>
            </p>
            <p className="actions">
              <button
                type="button"
                className="button button-small"
                disabled={command.busy}
                onClick={() => accept(group)}
              >
                {t('groups.accept')}
              </button>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameOf({ ruleClass, category }: QueueGroup, t: (key: TextKey) => string): string {
  const name = t(`class.${ruleClass}` as TextKey);
  return category ? `${name}: ${t(`category.${category}`)}` : name;
}
