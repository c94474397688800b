import { useCallback, useState } from 'react';
import { ITEM_STATES, listItems, type Item, type ItemState } from '../api/items.js';
import type { Company } from '../api/session.js';
import { Amount, Badge, Failure, Loading, More } from '../components/Feedback.js';
import { ItemCard } from '../components/ItemCard.js';
import { useList, useRested } from '../components/use-load.js';
import { useWording } from '../i18n/language.js';
import { hashOf } from '../route.js';

interface ItemsPageProps {
  readonly company: Company;
  readonly itemId?: string;
  readonly go: (hash: string) => void;
}

/** Invoices, credit notes and deposits; one of them with its history. */
export function ItemsPage({ company, itemId }: ItemsPageProps) {
  const { t } = useWording();
  if (itemId !== undefined) {
    return (
      <>
        <p>
          <a href={hashOf(company.id, 'items')}>← {t('items.back')}</a>
        </p>
        <ItemCard company={company} itemId={itemId} />
      </>
    );
  }
  return <ItemList company={company} />;
}

function ItemList({ company }: { readonly company: Company }) {
  const { t } = useWording();
  const [state, setState] = useState<ItemState | undefined>('open');
  const [typed, setTyped] = useState('');
  const number = useRested(typed.trim());
  const list = useList(
    useCallback(
      (cursor: string | undefined, signal?: AbortSignal) =>
        listItems(company.id, { number, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) }, signal),
      [company.id, state, number],
    ),
  );
  return (
    <>
      <h1>{t('items.title')}</h1>
      <div className="toolbar">
        <div className="switch" role="group" aria-label={t('items.state')}>
          {[...ITEM_STATES, undefined].map((one) => (
            <button key={one ?? 'all'} type="button" aria-pressed={one === state} onClick={() => setState(one)}>
              {t(`items.state.${one ?? 'all'}`)}
            </button>
          ))}
        </div>
        <label className="search-box">
          <span className="visually-hidden">{t('items.number')}</span>
          <input
            type="search"
            placeholder={t('items.number')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
      </div>
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {list.busy && list.items.length === 0 && <Loading />}
      {!list.busy && !list.error && list.items.length === 0 && <p className="card empty">{t('app.none')}</p>}
      {list.items.length > 0 && <ItemTable companyId={company.id} items={list.items} />}
      <More list={list} />
    </>
  );
}

function ItemTable({ companyId, items }: { readonly companyId: string; readonly items: readonly Item[] }) {
  const { t, day } = useWording();
  return (
    <div className="card table-scroll">
      <table className="table stack">
        <thead>
          <tr>
            <th scope="col">{t('items.col.number')}</th>
            <th scope="col">{t('items.col.customer')}</th>
            <th scope="col" className="wide-only">
              {t('items.col.issued')}
            </th>
            <th scope="col">{t('items.col.due')}</th>
            <th scope="col" className="number wide-only">
              {t('items.col.total')}
            </th>
            <th scope="col" className="number">
              {t('items.col.open')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <a href={hashOf(companyId, 'items', item.id)}>{item.number}</a>
                {item.kind !== 'invoice' && <span className="quiet"> {t(`items.kind.${item.kind}`)}</span>}
                {item.disputed && <Badge tone="left">{t('items.disputed')}</Badge>}
              </th>
              <td>
                {item.customer.name} <span className="quiet">{item.customer.code}</span>
              </td>
              <td className="wide-only">{day(item.issueDate)}</td>
              <td className="nowrap">{day(item.dueDate)}</td>
              <td className="number wide-only">
                <Amount amount={item.total} currency={item.currency} />
              </td>
              <td className="number">
                <Amount amount={item.open} currency={item.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
