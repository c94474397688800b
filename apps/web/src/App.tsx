import { useCallback, useEffect, useState } from 'react';
import { ApiProblem, SIGNED_OUT } from './api/http.js';
import { currentSession, signIn, signOut, type Company, type Session } from './api/session.js';
import { Failure, Loading } from './components/Feedback.js';
import { Header } from './components/Header.js';
import { asError } from './components/use-load.js';
import { useWording } from './i18n/language.js';
import { AutomaticPage } from './pages/AutomaticPage.js';
import { ExportsPage } from './pages/ExportsPage.js';
import { HomePage } from './pages/HomePage.js';
import { IndicatorsPage } from './pages/IndicatorsPage.js';
import { ItemsPage } from './pages/ItemsPage.js';
import { NoCompany, SignedOut } from './pages/SignedOut.js';
import { PayoutsPage } from './pages/PayoutsPage.js';
import { ReviewPage } from './pages/ReviewPage.js';
import { SetupPage } from './pages/SetupPage.js';
import { WorkPage } from './pages/WorkPage.js';
import { hashOf, useRoute, type Route } from './route.js';

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'out'; readonly used?: boolean }
  | { readonly kind: 'in'; readonly session: Session }
  | { readonly kind: 'failed'; readonly error: Error };

/** Signs in where the address says so, then shows the page of the address. */
export function App() {
  const [state, setState] = useState<State>({ kind: 'loading' });
  const start = useCallback(() => {
    setState({ kind: 'loading' });
    enter().then(setState, (error: unknown) => setState({ kind: 'failed', error: asError(error) }));
  }, []);
  useEffect(start, [start]);
  useEffect(() => {
    // A sign-in address pasted over the open page changes its hash only.
    const follow = (): void => {
      if (signInToken() !== undefined) start();
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [start]);
  useEffect(() => {
    const out = (): void => setState((before) => (before.kind === 'in' ? { kind: 'out' } : before));
    addEventListener(SIGNED_OUT, out);
    return () => removeEventListener(SIGNED_OUT, out);
  }, []);
  const leave = useCallback(() => {
    signOut().then(
      () => setState({ kind: 'out' }),
      () => setState({ kind: 'out' }),
    );
  }, []);
  if (state.kind === 'loading')
    return (
      <Bare>
        <Loading />
      </Bare>
    );
  if (state.kind === 'failed')
    return (
      <Bare>
        <Failure error={state.error} retry={start} />
      </Bare>
    );
  if (state.kind === 'out')
    return (
      <Bare>
        <SignedOut used={state.used ?? false} />
      </Bare>
    );
  return <SignedIn session={state.session} onLeave={leave} />;
}

function Bare({ children }: { readonly children: React.ReactNode }) {
  return (
    <>
      <Header />
      <main className="page page-narrow" id="content">
        {children}
      </main>
    </>
  );
}

function SignedIn({ session, onLeave }: { readonly session: Session; readonly onLeave: () => void }) {
  const { t } = useWording();
  const [route, go] = useRoute();
  const company = session.companies.find(({ id }) => id === route.companyId) ?? session.companies[0];
  useEffect(() => {
    document.title = company ? `${t(`nav.${route.page}`)} · ${company.name} · Lettrage` : 'Lettrage';
  }, [company, route.page, t]);
  useEffect(() => {
    // A new page starts at its top, for the keyboard too.
    document.getElementById('content')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [route.page, route.objectId]);
  return (
    <>
      <a className="skip" href="#content" onClick={skip}>
        {t('app.skip')}
      </a>
      <Header
        session={session}
        {...(company ? { company } : {})}
        page={route.page}
        onCompany={(id) => go(hashOf(id, route.page))}
        onLeave={onLeave}
      />
      <main className="page" id="content" tabIndex={-1}>
        {company ? <PageOf key={company.id} company={company} route={route} go={go} /> : <NoCompany />}
      </main>
    </>
  );
}

/** The hash is the route, so the link to the content moves the focus itself. */
function skip(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

interface PageProps {
  readonly company: Company;
  readonly route: Route;
  readonly go: (hash: string) => void;
}

function PageOf({ company, route, go }: PageProps) {
  switch (route.page) {
    case 'home':
      return <HomePage company={company} />;
    case 'review':
      return <ReviewPage company={company} {...(route.objectId ? { lineId: route.objectId } : {})} />;
    case 'items':
      return <ItemsPage company={company} {...(route.objectId ? { itemId: route.objectId } : {})} go={go} />;
    case 'payouts':
      return <PayoutsPage company={company} {...(route.objectId ? { payoutId: route.objectId } : {})} />;
    case 'work':
      return <WorkPage company={company} />;
    case 'automatic':
      return <AutomaticPage company={company} />;
    case 'indicators':
      return <IndicatorsPage company={company} />;
    case 'exports':
      return <ExportsPage company={company} />;
    case 'setup':
      return <SetupPage company={company} />;
  }
}

function signInToken(): string | undefined {
  return /^#sign-in=(.+)$/.exec(location.hash)?.[1];
}

/** One run at a time: the token of a sign-in works once. */
let entering: Promise<State> | undefined;

function enter(): Promise<State> {
  entering ??= entered().finally(() => {
    entering = undefined;
  });
  return entering;
}

async function entered(): Promise<State> {
  const token = signInToken();
  let used = false;
  if (token !== undefined) {
    // The token leaves the address, and so the history, before anything else happens.
    history.replaceState(null, '', location.pathname);
    dispatchEvent(new HashChangeEvent('hashchange'));
    try {
      await signIn(decodeURIComponent(token));
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      used = true;
    }
  }
  try {
    return { kind: 'in', session: await currentSession() };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return { kind: 'out', used };
    throw error;
  }
}
