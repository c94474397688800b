import { useCallback, useMemo, useRef, useState } from 'react';
import { ApiProblem } from '../../api/http.js';
import { rememberPayer } from '../../api/automatic.js';
import * as api from '../../api/transactions.js';
import type { Category, Choice, Line, LineState } from '../../api/transactions.js';
import { useWording } from '../../i18n/language.js';
import type { TextKey } from '../../i18n/en.js';
import { asError, useList } from '../use-load.js';
import { isOpen, nameOf } from './line-facts.js';

/** Last outcome, said to the person; the line it is about can be shown. */
export interface Message {
  readonly tone: 'good' | 'bad';
  readonly text: string;
}

/** Commands on lines; each shows its outcome at once and corrects itself if the server says otherwise. */
export interface ReviewCommands {
  accept(line: Line, choice: Choice): void;
  setAside(line: Line, category: Category): void;
  putOnAccount(line: Line, customerId: string): void;
  sameOrDifferent(line: Line, same: boolean): void;
  /** The account a line was paid from is this customer's own. */
  remember(line: Line, customerId: string): void;
  undoDecision(line: Line): void;
  undoAllocation(line: Line, allocationId: string): void;
  undoLast(): void;
}

/** The lines of a tab (or the one line asked for), the one that is looked at, and what can be done. */
export function useReview(companyId: string, states: readonly LineState[] | undefined, text: string, lineId?: string) {
  const { t, sentence } = useWording();
  const list = useList(
    useCallback(
      async (cursor: string | undefined, signal?: AbortSignal) =>
        lineId === undefined
          ? api.listLines(companyId, { text, ...(states ? { states } : {}), ...(cursor ? { cursor } : {}) }, signal)
          : { items: [await api.readLine(companyId, lineId)] },
      [companyId, states, text, lineId],
    ),
  );
  const [expected, setExpected] = useState<Readonly<Record<string, LineState>>>({});
  const [selectedId, select] = useState<string>();
  const [message, setMessage] = useState<Message>();
  const done = useRef<{ readonly line: Line; readonly decisionId: string }[]>([]);
  const lines = useMemo(
    () => list.items.map((line) => ({ line, state: expected[line.id] ?? line.state })),
    [list.items, expected],
  );
  const selected = list.items.find(({ id }) => id === selectedId) ?? list.items.find(isOpen) ?? list.items[0];

  const reread = useCallback(
    async (id: string) => {
      const fresh = await api.readLine(companyId, id);
      list.replace((line) => line.id === id, fresh);
    },
    [companyId, list.replace],
  );

  /** Shows `state` at once, runs, then shows what the server really has. */
  const run = useCallback(
    async (line: Line, state: LineState, said: TextKey, work: () => Promise<unknown>) => {
      const label = nameOf(line) ?? t('review.noText');
      setExpected((before) => ({ ...before, [line.id]: state }));
      setMessage(undefined);
      try {
        const outcome = (await work()) as { decisionId?: string } | undefined;
        if (outcome?.decisionId) done.current.push({ line, decisionId: outcome.decisionId });
        await reread(line.id);
        setMessage({ tone: 'good', text: t(said, { text: label }) });
      } catch (error) {
        select(line.id);
        const reason = asError(error).message;
        const stale = error instanceof ApiProblem && error.status === 409;
        setMessage({ tone: 'bad', text: stale ? t('stale', { reason: sentence(reason) }) : reason });
        if (stale) await reread(line.id).catch(() => undefined);
      } finally {
        setExpected(({ [line.id]: _over, ...rest }) => rest);
      }
    },
    [reread, t, sentence],
  );

  const next = useCallback(
    (from: Line) => {
      const at = list.items.findIndex(({ id }) => id === from.id);
      const waiting = (line: Line): boolean => isOpen(line) && line.id !== from.id && expected[line.id] === undefined;
      const following = list.items.slice(at + 1).find(waiting) ?? list.items.slice(0, at).findLast(waiting);
      select((following ?? from).id);
    },
    [list.items, expected],
  );

  const commands = useCommands({ companyId, run, next, done, say: setMessage, select });
  return { list, lines, selected, select, message, commands };
}

interface CommandParts {
  readonly companyId: string;
  readonly run: (line: Line, state: LineState, said: TextKey, work: () => Promise<unknown>) => Promise<void>;
  readonly next: (from: Line) => void;
  readonly done: { readonly current: { readonly line: Line; readonly decisionId: string }[] };
  readonly say: (message: Message) => void;
  readonly select: (id: string) => void;
}

function useCommands({ companyId, run, next, done, say, select }: CommandParts): ReviewCommands {
  const { t } = useWording();
  return useMemo(() => {
    const decide = (line: Line, state: LineState, said: TextKey, work: () => Promise<unknown>): void => {
      next(line);
      void run(line, state, said, work);
    };
    return {
      accept: (line, choice) => {
        const aside = choice.kind === 'proposal' && line.decision?.decision === 'none';
        decide(line, aside ? 'set-aside' : 'matched', aside ? 'done.aside' : 'done.accept', () =>
          api.accept(companyId, line.id, choice),
        );
      },
      setAside: (line, category) =>
        decide(line, 'set-aside', 'done.aside', () => api.setAside(companyId, line.id, category)),
      putOnAccount: (line, customerId) =>
        decide(line, 'matched', 'done.account', () => api.putOnAccount(companyId, line.id, customerId)),
      sameOrDifferent: (line, same) =>
        decide(line, same ? 'set-aside' : 'new', same ? 'done.same' : 'done.different', () =>
          api.sameOrDifferent(companyId, line.id, same),
        ),
      remember: (line, customerId) =>
        void run(line, line.state, 'done.remember', () => rememberPayer(companyId, line.id, customerId)),
      undoDecision: (line) => {
        const id = line.decision?.id;
        void run(line, 'proposed', 'done.undo', () =>
          id ? api.undoDecision(companyId, id) : api.reopen(companyId, line.id),
        );
      },
      undoAllocation: (line, allocationId) =>
        void run(line, 'proposed', 'done.undo', () => api.undoAllocation(companyId, allocationId)),
      undoLast: () => {
        const last = done.current.pop();
        if (!last) return say({ tone: 'bad', text: t('done.nothingToUndo') });
        select(last.line.id);
        void run(last.line, 'proposed', 'done.undo', () => api.undoDecision(companyId, last.decisionId));
      },
    };
  }, [companyId, run, next, done, say, select, t]);
}
