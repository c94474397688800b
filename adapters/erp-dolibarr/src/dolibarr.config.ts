import { AdapterError } from '@lettrage/adapter-sdk';

/** A connection to one Dolibarr. The key is a reference; its value comes from the context. */
export interface DolibarrConfig {
  readonly url: string;
  readonly apiKey: string;
  readonly bankAccount: number;
  readonly paymentMode: number;
  readonly paymentModes?: Readonly<Record<string, number>>;
  readonly currency?: string;
  readonly timeZone?: string;
  readonly from?: string;
  readonly pageSize?: number;
}

/** Main currency, in which Dolibarr's amounts are meant. */
export const currencyOf = (config: DolibarrConfig): string => config.currency ?? 'EUR';

/** The server's time zone, or `AdapterError('config')` if there is no such zone. */
export function timeZoneOf(config: DolibarrConfig): string {
  const timeZone = config.timeZone ?? 'Europe/Paris';
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    throw new AdapterError('config', `"${timeZone}" is not a time zone such as Europe/Paris.`, { field: '/timeZone' });
  }
}
