import { useCallback, useEffect, useState } from 'react';
import type { Page } from '../api/http.js';

/** Something read from the server: while it is read again, the old value stays. */
export interface Loaded<T> {
  readonly value?: T;
  readonly error?: Error;
  readonly busy: boolean;
  reload(): void;
}

/** Reads when the function changes, and on `reload`; make the function with useCallback. */
export function useLoad<T>(read: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ value?: T; error?: Error; busy: boolean }>({ busy: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ ...(before.value === undefined ? {} : { value: before.value }), busy: true }));
    read(abort.signal).then(
      (value) => abort.signal.aborted || setState({ value, busy: false }),
      (error: unknown) => abort.signal.aborted || setState({ error: asError(error), busy: false }),
    );
    return () => abort.abort();
  }, [read, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, reload };
}

/** A list that grows page by page. */
export interface LoadedList<T> {
  readonly items: readonly T[];
  readonly error?: Error;
  readonly busy: boolean;
  readonly hasMore: boolean;
  more(): void;
  reload(): void;
  /** Replaces one entry in place. */
  replace(isIt: (item: T) => boolean, item: T): void;
}

interface ListState<T> {
  readonly items: readonly T[];
  readonly next?: string;
  readonly error?: Error;
  readonly busy: boolean;
}

/** Reads the first page when the function changes, the next ones on `more`. */
export function useList<T>(
  read: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>,
): LoadedList<T> {
  const [state, setState] = useState<ListState<T>>({ items: [], busy: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => ({ items: before.items, busy: true }));
    read(undefined, abort.signal).then(
      (page) => abort.signal.aborted || setState({ ...page, busy: false }),
      (error: unknown) => abort.signal.aborted || setState({ items: [], error: asError(error), busy: false }),
    );
    return () => abort.abort();
  }, [read, turn]);
  const more = useCallback(() => {
    if (state.next === undefined || state.busy) return;
    setState((before) => ({ ...before, busy: true }));
    read(state.next).then(
      (page) => setState((before) => ({ ...page, items: [...before.items, ...page.items], busy: false })),
      (error: unknown) => setState((before) => ({ ...before, error: asError(error), busy: false })),
    );
  }, [read, state.next, state.busy]);
  const replace = useCallback((isIt: (item: T) => boolean, item: T) => {
    setState((before) => ({ ...before, items: before.items.map((old) => (isIt(old) ? item : old)) }));
  }, []);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return {
    items: state.items,
    busy: state.busy,
    ...(state.error ? { error: state.error } : {}),
    hasMore: state.next !== undefined,
    more,
    reload,
    replace,
  };
}

/** True while the window is wide enough for two columns. */
export function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia('(min-width: 62rem)').matches);
  useEffect(() => {
    const query = matchMedia('(min-width: 62rem)');
    const follow = (): void => setWide(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return wide;
}

/** A text that follows another once it has rested, so that typing does not ask the server at every key. */
export function useRested(text: string, milliseconds = 250): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), milliseconds);
    return () => clearTimeout(timer);
  }, [text, milliseconds]);
  return rested;
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
