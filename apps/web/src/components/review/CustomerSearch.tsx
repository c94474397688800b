import { useCallback, useState } from 'react';
import { searchCustomers, type Customer } from '../../api/customers.js';
import { useWording } from '../../i18n/language.js';
import { Failure } from '../Feedback.js';
import { useLoad, useRested } from '../use-load.js';

interface CustomerSearchProps {
  readonly companyId: string;
  readonly onChoose: (customer: Customer) => void;
}

/** Finds a customer by name or code; Enter takes the first. */
export function CustomerSearch({ companyId, onChoose }: CustomerSearchProps) {
  const { t } = useWording();
  const [text, setText] = useState('');
  const rested = useRested(text.trim());
  const found = useLoad(
    useCallback((signal: AbortSignal) => searchCustomers(companyId, rested, signal), [companyId, rested]),
  );
  const first = found.value?.[0];
  const settled = rested === text.trim() && !found.busy;
  return (
    <div className="search">
      <label>
        {t('customer.search')}
        <input
          type="search"
          value={text}
          autoComplete="off"
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && settled && first && rested !== '') onChoose(first);
          }}
        />
      </label>
      {found.error && <Failure error={found.error} retry={found.reload} />}
      <ul className="choices" aria-live="polite">
        {found.value?.map((customer) => (
          <li key={customer.id}>
            <button type="button" className="button button-quiet" onClick={() => onChoose(customer)}>
              <strong>{customer.code}</strong> {customer.name}
            </button>
          </li>
        ))}
        {found.value?.length === 0 && <li className="quiet">{t('customer.none')}</li>}
      </ul>
    </div>
  );
}
