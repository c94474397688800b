import type { Adjustment } from '../../api/transactions.js';
import { useWording } from '../../i18n/language.js';
import { Amount } from '../Feedback.js';

interface AllocationRow {
  readonly key: string;
  readonly number: string;
  readonly amount: string;
  readonly adjustment?: Adjustment;
  readonly href?: string;
  readonly undone?: boolean;
}

interface AllocationsProps {
  readonly rows: readonly AllocationRow[];
  readonly currency: string;
  readonly caption: string;
  /** Takes one row back; no button without it. */
  readonly onUndo?: (key: string) => void;
}

/** Which items are paid, with how much. */
export function Allocations({ rows, currency, caption, onUndo }: AllocationsProps) {
  const { t, amount } = useWording();
  return (
    <table className="allocations">
      <caption className="visually-hidden">{caption}</caption>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} className={row.undone ? 'undone' : undefined}>
            <th scope="row">{row.href ? <a href={row.href}>{row.number}</a> : row.number}</th>
            <td className="quiet">
              {row.undone && t('line.undone')}
              {row.adjustment &&
                `+ ${amount(row.adjustment.amount, currency)} ${t(`adjustment.${row.adjustment.kind}`)}`}
            </td>
            <td className="number">
              <Amount amount={row.amount} currency={currency} />
            </td>
            {onUndo && (
              <td className="number">
                {!row.undone && (
                  <button
                    type="button"
                    className="button button-small"
                    aria-label={t('line.undoOne', { number: row.number })}
                    onClick={() => onUndo(row.key)}
                  >
                    {t('line.undo')}
                  </button>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
