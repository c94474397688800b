import type { ImportedStatement, StatementReport } from '../api/uploads.js';
import { useWording } from '../i18n/language.js';
import { Amount, Badge, Problems } from './Feedback.js';

/** What became of a statement file, account by account. */
export function StatementReportView({ report }: { readonly report: StatementReport }) {
  const { t } = useWording();
  return (
    <section className="card report">
      <h3>{t('report.title', { file: report.file, format: report.format })}</h3>
      <Problems problems={report.problems} />
      {report.statements.map((statement, index) => (
        <StatementFacts key={index} statement={statement} />
      ))}
    </section>
  );
}

const TONES = { stored: 'matched', preview: 'quiet', known: 'quiet', inbox: 'proposed', refused: 'left' } as const;

function StatementFacts({ statement }: { readonly statement: ImportedStatement }) {
  const { t, day } = useWording();
  const { lines, currency } = statement;
  const money = (amount: string | undefined) => amount && currency && <Amount amount={amount} currency={currency} />;
  const balance =
    statement.balanced === undefined
      ? 'report.unchecked'
      : statement.balanced
        ? 'report.balanced'
        : 'report.unbalanced';
  return (
    <article className="statement">
      <h4>
        {statement.account ? <span className="iban">{statement.account}</span> : t('account.unnamed')}{' '}
        <Badge tone={TONES[statement.state]}>{t(`report.state.${statement.state}`)}</Badge>
      </h4>
      <dl className="facts">
        {statement.from && statement.to && (
          <Fact name={t('report.period')}>{`${day(statement.from)} – ${day(statement.to)}`}</Fact>
        )}
        {statement.opening && <Fact name={t('report.opening')}>{money(statement.opening)}</Fact>}
        <Fact name={t('report.sum')}>{money(statement.sum) ?? statement.sum}</Fact>
        {statement.closing && <Fact name={t('report.closing')}>{money(statement.closing)}</Fact>}
        <Fact name={t('report.balance')}>{t(balance)}</Fact>
        <Fact name={t('report.lines')}>
          {statement.count}: {t('report.linesDetail', { stored: lines.stored, known: lines.known, held: lines.held })}
          {lines.history > 0 && <>, {t('report.history', { count: lines.history })}</>}
        </Fact>
      </dl>
      <Problems problems={statement.problems} />
    </article>
  );
}

export function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
