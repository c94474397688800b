import { useEffect, useRef } from 'react';

/** What the keys of the review do; the caller leaves out what does not apply. */
export interface ReviewKeys {
  readonly move: (by: 1 | -1) => void;
  readonly accept: () => void;
  readonly alternative: (index: number) => void;
  readonly panel: (panel: 'aside' | 'account' | 'split' | 'remember') => void;
  readonly undo: () => void;
  readonly close: () => void;
}

/** Listens to the whole page, except while somebody types or works a control of another kind. */
export function useReviewKeys(keys: ReviewKeys): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.key === 'Escape') return current.current.close();
      const target = event.target instanceof Element ? event.target : document.body;
      if (target.closest('input, select, textarea, [contenteditable]')) return;
      // Enter on a button or link is its own; on a line it decides.
      if (event.key === 'Enter' && target.closest('button, a, summary') && !target.closest('[data-line]')) return;
      if (act(event.key, current.current)) event.preventDefault();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}

function act(key: string, keys: ReviewKeys): boolean {
  if (key === 'j' || key === 'ArrowDown') keys.move(1);
  else if (key === 'k' || key === 'ArrowUp') keys.move(-1);
  else if (key === 'Enter' || key === 'a') keys.accept();
  else if (key === '1' || key === '2' || key === '3') keys.alternative(['1', '2', '3'].indexOf(key));
  else if (key === 'n') keys.panel('aside');
  else if (key === 'c') keys.panel('account');
  else if (key === 's') keys.panel('split');
  else if (key === 'r') keys.panel('remember');
  else if (key === 'u') keys.undo();
  else return false;
  return true;
}
