import { useCallback, useEffect, useState } from 'react';
import { searchCustomers, type Customer } from '../../api/customers.js';
import { listItems, type Item } from '../../api/items.js';
import { ADJUSTMENTS, type AdjustmentKind, type Choice, type Line } from '../../api/transactions.js';
import { decimalsIn, toMinor, typedForm } from '../../format/amount.js';
import { fillOf, splitOf, type Split, type SplitEntry } from '../../format/split.js';
import { useWording } from '../../i18n/language.js';
import { Amount, Failure, Loading, More } from '../Feedback.js';
import { useList } from '../use-load.js';
import { CustomerSearch } from './CustomerSearch.js';
import { availableOf } from './line-facts.js';
import { Panel } from './Panels.js';

interface SplitPanelProps {
  readonly companyId: string;
  readonly line: Line;
  readonly onApply: (choice: Choice) => void;
  readonly onClose: () => void;
}

/** Which customer, then how much of each of his items. */
export function SplitPanel({ companyId, line, onApply, onClose }: SplitPanelProps) {
  const { t } = useWording();
  const [customer, setCustomer] = useCustomerOf(companyId, line);
  return (
    <Panel title={t('split.title')} onClose={onClose}>
      {customer && (
        <p className="customer">
          {customer.name} ({customer.code})
        </p>
      )}
      <CustomerSearchOnce companyId={companyId} open={!customer} onChoose={setCustomer} />
      {customer && (
        <SplitForm key={customer.id} companyId={companyId} customerId={customer.id} line={line} onApply={onApply} />
      )}
    </Panel>
  );
}

/** The search stays reachable behind a summary once a customer is chosen. */
function CustomerSearchOnce({
  companyId,
  open,
  onChoose,
}: {
  readonly companyId: string;
  readonly open: boolean;
  readonly onChoose: (customer: Customer) => void;
}) {
  const { t } = useWording();
  if (open) return <CustomerSearch companyId={companyId} onChoose={onChoose} />;
  return (
    <details>
      <summary>{t('customer.search')}…</summary>
      <CustomerSearch companyId={companyId} onChoose={onChoose} />
    </details>
  );
}

/** The customer the line is thought to come from; a proposal knows his code only. */
function useCustomerOf(companyId: string, line: Line): [Customer | undefined, (customer: Customer) => void] {
  const [customer, setCustomer] = useState<Customer | undefined>(line.payment?.customer);
  const proposed = line.decision?.customer;
  const code = typeof proposed === 'string' ? proposed : proposed?.code;
  useEffect(() => {
    if (customer || code === undefined) return;
    const abort = new AbortController();
    searchCustomers(companyId, code, abort.signal).then(
      (found) => setCustomer((before) => before ?? found.find((one) => one.code === code)),
      () => undefined,
    );
    return () => abort.abort();
  }, [companyId, code, customer]);
  return [customer, setCustomer];
}

interface SplitFormProps {
  readonly companyId: string;
  readonly customerId: string;
  readonly line: Line;
  readonly onApply: (choice: Choice) => void;
}

type Entries = Readonly<Record<string, SplitEntry<AdjustmentKind>>>;

function SplitForm({ companyId, customerId, line, onApply }: SplitFormProps) {
  const { t, language } = useWording();
  const list = useList(
    useCallback(
      (cursor: string | undefined, signal?: AbortSignal) =>
        listItems(companyId, { customerId, state: 'open', ...(cursor ? { cursor } : {}) }, signal),
      [companyId, customerId],
    ),
  );
  const [entries, setEntries] = useState<Entries>({});
  const items = list.items.filter(({ currency }) => currency === line.currency);
  const decimals = decimalsIn(line.amount);
  const split = splitOf(availableOf(line), decimals, items, entries);
  const change = (id: string, entry: SplitEntry<AdjustmentKind>): void =>
    setEntries((before) => ({ ...before, [id]: entry }));
  if (list.error) return <Failure error={list.error} retry={list.reload} />;
  if (list.busy && items.length === 0) return <Loading />;
  if (items.length === 0) return <p className="notice">{t('split.noItems')}</p>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (canApply(split)) onApply({ kind: 'custom', customerId, allocations: split.allocations });
      }}
    >
      <div className="table-scroll">
        <table className="table stack split">
          <thead>
            <tr>
              <th scope="col">{t('split.item')}</th>
              <th scope="col">{t('split.due')}</th>
              <th scope="col" className="number">
                {t('split.open')}
              </th>
              <th scope="col">{t('split.pay')}</th>
              <th scope="col">{t('split.rest')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, index) => (
              <SplitRow
                key={item.id}
                item={item}
                first={index === 0}
                entry={entries[item.id] ?? { text: '' }}
                bad={split.bad.has(item.id)}
                onChange={(entry) => change(item.id, entry)}
                onFill={() =>
                  change(item.id, { text: typedForm(fillOf(item.open, split.remainder, decimals), language) })
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      <More list={list} />
      <Remainder split={split} currency={line.currency} />
      <button type="submit" className="button button-main" disabled={!canApply(split)}>
        {t('split.apply')}
      </button>
    </form>
  );
}

function canApply(split: Split<AdjustmentKind>): boolean {
  return split.allocations.length > 0 && split.bad.size === 0 && !split.tooMuch;
}

function Remainder({ split, currency }: { readonly split: Split<AdjustmentKind>; readonly currency: string }) {
  const { t, amount } = useWording();
  const over = toMinor(split.remainder, decimalsIn(split.remainder)) === 0n;
  const rest = split.tooMuch ? t('split.tooMuch') : over ? '' : t('split.remainderAccount');
  return (
    <p className={split.tooMuch ? 'remainder remainder-bad' : 'remainder'} aria-live="polite">
      <strong>{t('split.remainder', { amount: amount(split.remainder, currency) })}</strong> {rest}
    </p>
  );
}

interface SplitRowProps {
  readonly item: Item;
  /** Takes the focus when the list has come. */
  readonly first: boolean;
  readonly entry: SplitEntry<AdjustmentKind>;
  readonly bad: boolean;
  readonly onChange: (entry: SplitEntry<AdjustmentKind>) => void;
  readonly onFill: () => void;
}

function SplitRow({ item, first, entry, bad, onChange, onFill }: SplitRowProps) {
  const { t, day } = useWording();
  return (
    <tr>
      <th scope="row">{item.number}</th>
      <td>{day(item.dueDate)}</td>
      <td className="number">
        <Amount amount={item.open} currency={item.currency} />
      </td>
      <td className="pay">
        <input
          inputMode="decimal"
          autoFocus={first}
          className="number"
          aria-label={t('split.payOf', { number: item.number })}
          aria-invalid={bad}
          value={entry.text}
          onChange={(event) => onChange({ ...entry, text: event.currentTarget.value })}
        />
        <button type="button" className="button button-small" onClick={onFill}>
          {t('split.fill')}
        </button>
        {bad && <span className="field-error">{t('split.bad')}</span>}
      </td>
      <td>
        <select
          aria-label={t('split.restOf', { number: item.number })}
          value={entry.rest ?? ''}
          disabled={entry.text === ''}
          onChange={(event) => {
            const rest = ADJUSTMENTS.find((kind) => kind === event.currentTarget.value);
            onChange({ text: entry.text, ...(rest ? { rest } : {}) });
          }}
        >
          <option value="">{t('split.stays')}</option>
          {ADJUSTMENTS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`adjustment.${kind}`)}
            </option>
          ))}
        </select>
      </td>
    </tr>
  );
}
