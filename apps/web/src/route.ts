import { useCallback, useEffect, useState } from 'react';

export const PAGES = [
  'home',
  'review',
  'items',
  'payouts',
  'work',
  'automatic',
  'indicators',
  'exports',
  'setup',
] as const;
export type PageName = (typeof PAGES)[number];

/** Where the reader is: `#/<company>/<page>/<object>`; kept in the address so that it can be reloaded and shared. */
export interface Route {
  readonly companyId?: string;
  readonly page: PageName;
  readonly objectId?: string;
}

/** The route of an address' hash; what is not understood leads to the overview. */
export function routeOf(hash: string): Route {
  const [companyId, page, objectId] = hash.replace(/^#\/?/, '').split('/');
  return {
    ...(companyId ? { companyId } : {}),
    page: PAGES.find((known) => known === page) ?? 'home',
    ...(objectId ? { objectId } : {}),
  };
}

export function hashOf(companyId: string, page: PageName, objectId?: string): string {
  return `#/${companyId}/${page}${objectId ? `/${objectId}` : ''}`;
}

/** The route, followed as the address changes. */
export function useRoute(): [Route, (hash: string) => void] {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(routeOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const go = useCallback((hash: string) => {
    location.hash = hash;
  }, []);
  return [route, go];
}
