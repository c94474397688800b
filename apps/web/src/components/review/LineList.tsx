import { Fragment, type ReactNode } from 'react';
import type { Line, LineState } from '../../api/transactions.js';
import { useWording } from '../../i18n/language.js';
import { Amount, Badge } from '../Feedback.js';
import { nameOf } from './line-facts.js';

export const STATE_TONES: Readonly<Record<LineState, string>> = {
  new: 'left',
  proposed: 'proposed',
  matched: 'matched',
  'set-aside': 'aside',
  held: 'left',
  history: 'quiet',
};

interface LineListProps {
  readonly lines: readonly { readonly line: Line; readonly state: LineState }[];
  readonly selectedId: string | undefined;
  readonly onSelect: (id: string) => void;
  /** Shown under the selected line where there is no second column. */
  readonly detail?: ReactNode;
}

/** Lines as a list; the selected one is marked as current. */
export function LineList({ lines, selectedId, onSelect, detail }: LineListProps) {
  const { t, day } = useWording();
  return (
    <ul className="lines">
      {lines.map(({ line, state }) => (
        <Fragment key={line.id}>
          <li>
            <button
              type="button"
              className="line"
              data-line={line.id}
              aria-current={line.id === selectedId ? 'true' : undefined}
              onClick={() => onSelect(line.id)}
            >
              <span className="line-name">{nameOf(line) ?? t('review.noText')}</span>
              <Amount amount={line.amount} currency={line.currency} />
              <span className="line-text quiet">
                {day(line.bookingDate)} ·{' '}
                {line.remittance && line.counterparty?.name ? line.remittance : line.account.label}
              </span>
              <Badge tone={STATE_TONES[state]}>{t(`state.${state}`)}</Badge>
            </button>
          </li>
          {detail && line.id === selectedId && <li className="line-inline">{detail}</li>}
        </Fragment>
      ))}
    </ul>
  );
}
