import type { ReactNode } from 'react';
import type { Line, LineState } from '../../api/transactions.js';
import { useWording } from '../../i18n/language.js';
import { Amount, Badge } from '../Feedback.js';
import { Fact } from '../StatementReport.js';
import { isOpen } from './line-facts.js';
import { STATE_TONES } from './LineList.js';
import { Proposed } from './Proposed.js';
import { Settled } from './Settled.js';
import type { ReviewCommands } from './use-review.js';

export type PanelName = 'aside' | 'account' | 'split' | 'remember';

interface LineDetailProps {
  readonly companyId: string;
  readonly line: Line;
  /** The state shown, which may run ahead of the line's. */
  readonly state: LineState;
  readonly mayWrite: boolean;
  readonly commands: ReviewCommands;
  readonly onPanel: (panel: PanelName) => void;
  /** The form that is open, if one is. */
  readonly panel: ReactNode;
}

/** One line: what the bank says, why we think so, and what can be done. */
export function LineDetail({ companyId, line, state, mayWrite, commands, onPanel, panel }: LineDetailProps) {
  const { t } = useWording();
  const waits = isOpen(line) && state === line.state;
  return (
    <article className="card detail" aria-labelledby="line-title">
      <header className="detail-head">
        <h2 id="line-title">
          <Amount amount={line.amount} currency={line.currency} />
        </h2>
        <Badge tone={STATE_TONES[state]}>{t(`state.${state}`)}</Badge>
      </header>
      <p className="bank-text">{line.remittance ?? t('review.noText')}</p>
      <LineFacts line={line} />
      {waits && panel}
      {isOpen(line) ? (
        <Proposed line={line} mayWrite={mayWrite && waits} commands={commands} onPanel={onPanel} />
      ) : (
        <Settled companyId={companyId} line={line} mayWrite={mayWrite} commands={commands} />
      )}
      {!mayWrite && <p className="quiet">{t('line.readOnly')}</p>}
    </article>
  );
}

function LineFacts({ line }: { readonly line: Line }) {
  const { t, day } = useWording();
  const { counterparty, account } = line;
  return (
    <dl className="facts">
      {counterparty && (
        <Fact name={t('line.payer')}>
          {counterparty.name} {counterparty.iban && <span className="iban quiet">{counterparty.iban}</span>}
        </Fact>
      )}
      <Fact name={t('line.account')}>{account.label}</Fact>
      <Fact name={t('line.booked')}>{day(line.bookingDate)}</Fact>
      {line.valueDate && line.valueDate !== line.bookingDate && (
        <Fact name={t('line.value')}>{day(line.valueDate)}</Fact>
      )}
      {line.endToEndId && <Fact name={t('line.reference')}>{line.endToEndId}</Fact>}
    </dl>
  );
}

/** Why: the evidence as sentences. */
export function Evidence({ line }: { readonly line: Line }) {
  const { t, sentence } = useWording();
  const evidence = line.decision?.evidence ?? [];
  if (evidence.length === 0) return null;
  return (
    <section>
      <h3>{t('line.why')}</h3>
      <ul className="evidence">
        {evidence.map(({ detail }, index) => (
          <li key={index}>{sentence(detail)}</li>
        ))}
      </ul>
    </section>
  );
}
