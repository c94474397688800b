import { useCallback, useState } from 'react';
import { indicators, type Indicators } from '../api/indicators.js';
import type { Company } from '../api/session.js';
import { Failure, Loading } from '../components/Feedback.js';
import { useLoad } from '../components/use-load.js';
import { decimalsIn, toMinor } from '../format/amount.js';
import { today } from '../format/day.js';
import { useWording } from '../i18n/language.js';

/** What customers owe and how they pay, as of any day: a past day has the figures it had. */
export function IndicatorsPage({ company }: { readonly company: Company }) {
  const { t } = useWording();
  const [asOf, setAsOf] = useState(today());
  const found = useLoad(useCallback((signal: AbortSignal) => indicators(company.id, asOf, signal), [company.id, asOf]));
  return (
    <>
      <h1>{t('indicators.title')}</h1>
      <p>
        <label>
          {t('indicators.asOf')}{' '}
          <input
            type="date"
            required
            value={asOf}
            onChange={(event) => event.currentTarget.value && setAsOf(event.currentTarget.value)}
          />
        </label>
      </p>
      {found.error && <Failure error={found.error} retry={found.reload} />}
      {found.busy && !found.value && <Loading />}
      {found.value && (
        <div aria-busy={found.busy}>
          <Figures of={found.value} />
          <Aging of={found.value} />
          <Forecast of={found.value} />
        </div>
      )}
    </>
  );
}

const DAYS = ['dso', 'dsoCountBack', 'bestPossibleDso', 'averageDelay'] as const;

function Figures({ of }: { readonly of: Indicators }) {
  const { t, amount } = useWording();
  return (
    <dl className="card indicator-list">
      <div>
        <dt>{t('indicators.receivables')}</dt>
        <dd>{amount(of.receivables, of.currency)}</dd>
      </div>
      <div>
        <dt>{t('indicators.overdue')}</dt>
        <dd>{amount(of.overdue, of.currency)}</dd>
      </div>
      {DAYS.filter((name) => of[name] !== undefined).map((name) => (
        <div key={name}>
          <dt>{t(`indicators.${name}`)}</dt>
          <dd>{t('indicators.days', { days: of[name]! })}</dd>
        </div>
      ))}
      {of.cei !== undefined && (
        <div>
          <dt>{t('indicators.cei')}</dt>
          <dd>{`${of.cei} %`}</dd>
        </div>
      )}
    </dl>
  );
}

function Aging({ of }: { readonly of: Indicators }) {
  const { t, amount } = useWording();
  const rows = [
    ...of.aging.map((each) => ({ name: t(`indicators.band.${each.band}`), count: each.count, money: each.amount })),
    { name: t('indicators.creditNotes'), count: undefined, money: of.creditNotes },
    { name: t('indicators.onAccount'), count: undefined, money: of.onAccount },
  ];
  return (
    <section className="card table-scroll">
      <h2>{t('indicators.aging')}</h2>
      <table className="table stack">
        <tbody>
          {rows.map(({ name, count, money }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{amount(money, of.currency)}</td>
              <td className="number quiet">{count}</td>
              <td className="bar-cell" aria-hidden="true">
                <span className="bar" style={{ width: widthOf(money, rows) }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Forecast({ of }: { readonly of: Indicators }) {
  const { t, amount, day } = useWording();
  const { weeks, later, disputed } = of.forecast;
  const rows = [
    ...weeks.map(({ from, byDueDate, byHabit }) => ({ name: day(from), byDueDate, money: byHabit })),
    { name: t('indicators.later'), byDueDate: later.byDueDate, money: later.byHabit },
  ];
  return (
    <section className="card table-scroll">
      <h2>{t('indicators.forecast')}</h2>
      <table className="table stack">
        <thead>
          <tr>
            <th scope="col">{t('indicators.week')}</th>
            <th scope="col" className="number">
              {t('indicators.byDueDate')}
            </th>
            <th scope="col" className="number">
              {t('indicators.byHabit')}
            </th>
            <td className="bar-cell" />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, byDueDate, money }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{amount(byDueDate, of.currency)}</td>
              <td className="number">{amount(money, of.currency)}</td>
              <td className="bar-cell" aria-hidden="true">
                <span className="bar" style={{ width: widthOf(money, rows) }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{t('indicators.disputed', { amount: amount(disputed, of.currency) })}</p>
    </section>
  );
}

/** How long a bar is beside the longest: whole percent, worked out without floating-point amounts. */
function widthOf(money: string, rows: readonly { readonly money: string }[]): string {
  const sizes = rows.map((row) => size(row.money));
  const longest = sizes.reduce((most, each) => (each > most ? each : most), 1n);
  return `${((size(money) * 100n) / longest).toString()}%`;
}

function size(amount: string): bigint {
  const minor = toMinor(amount, decimalsIn(amount));
  return minor < 0n ? -minor : minor;
}
