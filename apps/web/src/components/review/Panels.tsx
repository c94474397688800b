import { useEffect, useRef, type ReactNode } from 'react';
import { CATEGORIES, type Category } from '../../api/transactions.js';
import { useWording } from '../../i18n/language.js';
import { CustomerSearch } from './CustomerSearch.js';

interface PanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form under a line; it takes the focus when it opens. */
export function Panel({ title, onClose, children }: PanelProps) {
  const { t } = useWording();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const first = panel.current?.querySelector<HTMLElement>('[data-first]') ?? panel.current?.querySelector('input');
    (first ?? panel.current)?.focus();
  }, []);
  return (
    <section className="panel" ref={panel} aria-label={title} tabIndex={-1}>
      <header className="panel-head">
        <h3>{title}</h3>
        <button type="button" className="button button-small button-quiet" onClick={onClose}>
          {t('app.cancel')} <kbd>Esc</kbd>
        </button>
      </header>
      {children}
    </section>
  );
}

interface CategoryPanelProps {
  readonly suggested?: Category;
  readonly onChoose: (category: Category) => void;
  readonly onClose: () => void;
}

/** What a line is that pays no item. */
export function CategoryPanel({ suggested, onChoose, onClose }: CategoryPanelProps) {
  const { t } = useWording();
  return (
    <Panel title={t('aside.title')} onClose={onClose}>
      <p className="actions">
        {CATEGORIES.map((category) => (
          <button
            key={category}
            type="button"
            className={category === suggested ? 'button button-main' : 'button'}
            data-first={category === suggested ? '' : undefined}
            onClick={() => onChoose(category)}
          >
            {t(`category.${category}`)}
          </button>
        ))}
      </p>
    </Panel>
  );
}

interface AccountPanelProps {
  readonly companyId: string;
  readonly onChoose: (customerId: string) => void;
  readonly onClose: () => void;
}

/** Whose credit a line is. */
export function AccountPanel({ companyId, onChoose, onClose }: AccountPanelProps) {
  const { t } = useWording();
  return (
    <Panel title={t('account.title')} onClose={onClose}>
      <CustomerSearch companyId={companyId} onChoose={({ id }) => onChoose(id)} />
    </Panel>
  );
}

/** Whose account the payer's is: kept with the customer from now on. */
export function RememberPanel({ companyId, onChoose, onClose }: AccountPanelProps) {
  const { t } = useWording();
  return (
    <Panel title={t('remember.title')} onClose={onClose}>
      <CustomerSearch
        companyId={companyId}
        onChoose={({ id }) => {
          onChoose(id);
          onClose();
        }}
      />
    </Panel>
  );
}
