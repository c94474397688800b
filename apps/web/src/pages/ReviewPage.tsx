import { useCallback, useEffect, useState } from 'react';
import type { Company } from '../api/session.js';
import type { LineState } from '../api/transactions.js';
import { Failure, Loading, More } from '../components/Feedback.js';
import { isOpen, proposalOf } from '../components/review/line-facts.js';
import { LineDetail, type PanelName } from '../components/review/LineDetail.js';
import { Groups } from '../components/review/Groups.js';
import { LineList } from '../components/review/LineList.js';
import { AccountPanel, CategoryPanel, RememberPanel } from '../components/review/Panels.js';
import { SplitPanel } from '../components/review/SplitPanel.js';
import { useReviewKeys } from '../components/review/use-keys.js';
import { useReview } from '../components/review/use-review.js';
import { useRested, useWide } from '../components/use-load.js';
import { useWording } from '../i18n/language.js';
import type { TextKey } from '../i18n/en.js';
import { hashOf } from '../route.js';

type TabName = 'decide' | 'matched' | 'aside' | 'all';

const TABS: Readonly<Record<TabName, readonly LineState[] | undefined>> = {
  decide: ['proposed', 'new', 'held'],
  matched: ['matched'],
  aside: ['set-aside'],
  all: undefined,
};

/** Lines that wait for a person, and those that do not; made for the keyboard. */
export function ReviewPage({ company, lineId }: { readonly company: Company; readonly lineId?: string }) {
  const { t } = useWording();
  if (lineId === undefined) return <AllLines company={company} />;
  return (
    <>
      <p>
        <a href={hashOf(company.id, 'review')}>← {t('review.back')}</a>
      </p>
      <h1>{t('review.one')}</h1>
      <Queue key={lineId} company={company} tab="all" text="" lineId={lineId} />
    </>
  );
}

function AllLines({ company }: { readonly company: Company }) {
  const { t } = useWording();
  const [tab, setTab] = useState<TabName>('decide');
  const [text, setText] = useState('');
  return (
    <>
      <h1>{t('review.title')}</h1>
      <div className="toolbar">
        <div className="switch" role="group" aria-label={t('review.tabs')}>
          {(Object.keys(TABS) as TabName[]).map((name) => (
            <button key={name} type="button" aria-pressed={name === tab} onClick={() => setTab(name)}>
              {t(`review.tab.${name}`)}
            </button>
          ))}
        </div>
        <label className="search-box">
          <span className="visually-hidden">{t('app.search')}</span>
          <input
            type="search"
            placeholder={t('review.search')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </label>
      </div>
      <Queue key={tab} company={company} tab={tab} text={useRested(text.trim())} />
    </>
  );
}

interface QueueProps {
  readonly company: Company;
  readonly tab: TabName;
  readonly text: string;
  /** One line alone, whatever its state. */
  readonly lineId?: string;
}

function Queue({ company, tab, text, lineId }: QueueProps) {
  const { t } = useWording();
  const review = useReview(company.id, TABS[tab], text, lineId);
  const { list, lines, selected, select, message, commands } = review;
  const [panel, setPanel] = useState<PanelName>();
  const wide = useWide();
  const mayWrite = company.may.includes('write');
  const closePanel = useCallback(() => setPanel(undefined), []);
  useEffect(closePanel, [selected?.id, closePanel]);
  useQueueKeys(review, mayWrite, setPanel);
  const state = lines.find(({ line }) => line.id === selected?.id)?.state;
  const detail = selected && state && (
    <LineDetail
      key={selected.id}
      companyId={company.id}
      line={selected}
      state={state}
      mayWrite={mayWrite}
      commands={commands}
      onPanel={setPanel}
      panel={panel && <OpenPanel panel={panel} company={company} review={review} onClose={closePanel} />}
    />
  );
  return (
    <>
      <p className={`message${message ? ` message-${message.tone}` : ''}`} role="status" aria-live="polite">
        {message?.text}
      </p>
      {tab === 'decide' && text === '' && mayWrite && <Groups companyId={company.id} onAccepted={list.reload} />}
      {list.error && <Failure error={list.error} retry={list.reload} />}
      {list.busy && lines.length === 0 && <Loading />}
      {!list.busy && !list.error && lines.length === 0 && (
        <p className="card empty">{t(tab === 'decide' && text === '' ? 'review.empty.decide' : 'review.empty')}</p>
      )}
      <div className="queue">
        <div className="queue-list" aria-busy={list.busy}>
          <LineList lines={lines} selectedId={selected?.id} onSelect={select} {...(wide ? {} : { detail })} />
          <More list={list} />
        </div>
        {wide && <div className="queue-detail">{detail || (lines.length > 0 && <p>{t('review.pick')}</p>)}</div>}
      </div>
      {mayWrite && <KeyHelp />}
    </>
  );
}

type Review = ReturnType<typeof useReview>;

function useQueueKeys(review: Review, mayWrite: boolean, setPanel: (panel: PanelName | undefined) => void): void {
  const { lines, selected, select, commands } = review;
  const state = lines.find(({ line }) => line.id === selected?.id)?.state;
  const waiting = mayWrite && selected && isOpen(selected) && state === selected.state ? selected : undefined;
  useReviewKeys({
    move: (by) => {
      const at = lines.findIndex(({ line }) => line.id === selected?.id);
      const next = lines[at + by]?.line;
      if (!next) return;
      select(next.id);
      document.querySelector<HTMLElement>(`[data-line="${next.id}"]`)?.focus();
    },
    accept: () => {
      const choice = waiting && proposalOf(waiting);
      if (waiting && choice) commands.accept(waiting, choice);
    },
    alternative: (index) => {
      if (waiting?.decision?.alternatives?.[index]) commands.accept(waiting, { kind: 'alternative', index });
    },
    panel: (panel) => {
      if (!waiting || waiting.state === 'held') return;
      if (panel !== 'remember' || waiting.counterparty?.iban) setPanel(panel);
    },
    undo: () => {
      if (mayWrite) commands.undoLast();
    },
    close: () => setPanel(undefined),
  });
}

interface OpenPanelProps {
  readonly panel: PanelName;
  readonly company: Company;
  readonly review: Review;
  readonly onClose: () => void;
}

function OpenPanel({ panel, company, review: { selected, commands }, onClose }: OpenPanelProps) {
  if (!selected) return null;
  const suggested = selected.decision?.category;
  if (panel === 'aside') {
    return (
      <CategoryPanel
        {...(suggested ? { suggested } : {})}
        onChoose={(category) => commands.setAside(selected, category)}
        onClose={onClose}
      />
    );
  }
  if (panel === 'account') {
    return (
      <AccountPanel companyId={company.id} onChoose={(id) => commands.putOnAccount(selected, id)} onClose={onClose} />
    );
  }
  if (panel === 'remember') {
    return (
      <RememberPanel companyId={company.id} onChoose={(id) => commands.remember(selected, id)} onClose={onClose} />
    );
  }
  return (
    <SplitPanel
      companyId={company.id}
      line={selected}
      onApply={(choice) => commands.accept(selected, choice)}
      onClose={onClose}
    />
  );
}

const KEYS: readonly (readonly [readonly string[], TextKey])[] = [
  [['j', 'k', '↑', '↓'], 'review.keys.move'],
  [['↵', 'a'], 'review.keys.accept'],
  [['1', '2', '3'], 'review.keys.alternative'],
  [['s'], 'review.keys.split'],
  [['c'], 'review.keys.account'],
  [['n'], 'review.keys.aside'],
  [['r'], 'review.keys.remember'],
  [['u'], 'review.keys.undo'],
];

function KeyHelp() {
  const { t } = useWording();
  return (
    <dl className="keys" aria-label={t('review.keys')}>
      {KEYS.map(([keys, text]) => (
        <div key={text}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{t(text)}</dd>
        </div>
      ))}
    </dl>
  );
}
