import { useCallback, useState } from 'react';
import { asError } from './use-load.js';

/** Something a person sets off: whether it runs, and what went wrong the last time. */
export interface Command {
  readonly busy: boolean;
  readonly failed?: Error;
  run(work: () => Promise<void>): void;
}

/** One command at a time; a failure stays shown until the next try. */
export function useCommand(): Command {
  const [state, setState] = useState<{ busy: boolean; failed?: Error }>({ busy: false });
  const run = useCallback((work: () => Promise<void>) => {
    setState({ busy: true });
    work().then(
      () => setState({ busy: false }),
      (error: unknown) => setState({ busy: false, failed: asError(error) }),
    );
  }, []);
  return { ...state, run };
}
