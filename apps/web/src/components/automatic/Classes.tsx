import { useCallback, useState } from 'react';
import { listClasses, switchClass, type RuleClass } from '../../api/automatic.js';
import { useWording } from '../../i18n/language.js';
import { Badge, Failure, Loading } from '../Feedback.js';
import { useCommand } from '../use-command.js';
import { useLoad } from '../use-load.js';

interface ClassesProps {
  readonly companyId: string;
  readonly mayWrite: boolean;
}

/** Classes of rules with their counters; each is switched on with a ceiling, or off. */
export function Classes({ companyId, mayWrite }: ClassesProps) {
  const { t } = useWording();
  const list = useLoad(useCallback((signal: AbortSignal) => listClasses(companyId, signal), [companyId]));
  const switching = useCommand();
  const turn = (one: RuleClass, automatic: boolean, ceiling: string): void =>
    switching.run(async () => {
      await switchClass(companyId, one.class, { automatic, ...(automatic && ceiling ? { ceiling } : {}) });
      list.reload();
    });
  return (
    <section className="card">
      <h2>{t('auto.classes')}</h2>
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {switching.failed && <Failure error={switching.failed} />}
      {!list.value && list.busy && <Loading />}
      {list.value && (
        <ul className="entries" aria-live="polite">
          {list.value.map((one) => (
            <ClassEntry key={one.class} one={one} {...(mayWrite ? { turn } : {})} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface ClassEntryProps {
  readonly one: RuleClass;
  readonly turn?: (one: RuleClass, automatic: boolean, ceiling: string) => void;
}

function ClassEntry({ one, turn }: ClassEntryProps) {
  const { t, amount, sentence } = useWording();
  const [ceiling, setCeiling] = useState(one.ceiling ?? '');
  const { wouldHavePosted, confirmed, otherwise, posted, undone, waiting } = one;
  return (
    <li className="entry" data-class={one.class}>
      <p>
        <strong>{one.title}</strong>{' '}
        <Badge tone={one.automatic ? 'matched' : 'quiet'}>{t(one.automatic ? 'auto.on' : 'auto.off')}</Badge>{' '}
        {one.ceiling && <span className="quiet">{t('auto.upTo', { amount: amount(one.ceiling, one.currency) })}</span>}
      </p>
      <p className="quiet">
        {t('auto.judged', { count: wouldHavePosted, confirmed, otherwise })}{' '}
        {t('auto.done', { posted, undone, waiting })}
      </p>
      {one.reason && <p className="notice">{sentence(one.reason)}</p>}
      {turn && (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            turn(one, true, ceiling.trim());
          }}
        >
          <label>
            {t('auto.ceiling', { currency: one.currency })}{' '}
            <input
              inputMode="decimal"
              size={9}
              value={ceiling}
              placeholder={t('auto.noCeiling')}
              onChange={(event) => setCeiling(event.currentTarget.value)}
            />
          </label>
          <button type="submit" className="button button-small">
            {t(one.automatic ? 'auto.setCeiling' : 'auto.turnOn')}
          </button>
          {one.automatic && (
            <button type="button" className="button button-small button-quiet" onClick={() => turn(one, false, '')}>
              {t('auto.turnOff')}
            </button>
          )}
        </form>
      )}
    </li>
  );
}
