import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdapterHost, AdapterRegistry } from '@lettrage/adapter-host';
import { loadDemonstration, localSignIn, type DemonstrationReport, type OperationsContext } from '@lettrage/operations';
import { createTestDatabase, type TestDatabase } from '@lettrage/persistence/testing';
import { builtInAdapters, startReceiver } from '@lettrage/server';
import { pino } from 'pino';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { createApp } from '../../apps/server/src/create-app.js';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = join(ROOT, 'apps/web/dist');

/** A Chromium of this machine: `LETTRAGE_CHROMIUM`, the usual places, or one that Playwright installed. */
const CHROMIUM = [
  process.env['LETTRAGE_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  chromium.executablePath(),
].find((path) => path !== '' && existsSync(path));

/** Two charges that name no invoice of the demonstration. */
const STRIPE_REPORT = [
  'automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created,currency,gross,fee,net,reporting_category,source_id,charge_id,payment_metadata[order_id]',
  'po_web,2026-11-20,txn_1,2026-11-18 10:00:00,eur,7001.17,25.25,6975.92,charge,ch_1,ch_1,',
  'po_web,2026-11-20,txn_2,2026-11-18 10:00:00,eur,7002.19,25.25,6976.94,charge,ch_2,ch_2,',
  '',
].join('\n');

describe('an accountant at the page', () => {
  if (CHROMIUM === undefined) {
    it('is not driven here: no Chromium was found; name one in LETTRAGE_CHROMIUM', () => undefined);
    return;
  }
  let database: TestDatabase;
  let home: string;
  let app: Awaited<ReturnType<typeof createApp>>;
  let url: string;
  let signIn: string;
  let browser: Browser;
  let page: Page;
  let report: DemonstrationReport;
  const broken: string[] = [];

  beforeAll(async () => {
    buildPage();
    database = await createTestDatabase();
    home = await mkdtemp(join(tmpdir(), 'lettrage-web-'));
    const context = contextOf(database, home);
    report = await loadDemo(context, home);
    app = await createApp(context, { pages: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
    signIn = await localSignIn(context);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const tab = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } });
    await servePage(tab, url);
    page = await tab.newPage();
    page.on('pageerror', (error) => broken.push(error.message));
    page.on('console', (message) => message.type() === 'error' && broken.push(message.text()));
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await database?.drop();
    if (home) await rm(home, { recursive: true, force: true });
  });

  const figure = (name: string): Locator =>
    page.locator('.figure', { has: page.getByText(name, { exact: true }) }).locator('.figure-value');
  const openReview = () => page.getByRole('link', { name: 'Review', exact: true }).click();

  it('signs in by the address that was printed, which leaves the token behind', async () => {
    await page.goto(`${url}/#sign-in=${signIn}`);
    await page.getByText('Atelier Garonne SAS').waitFor();
    expect(page.url()).not.toContain('sign-in');
  });

  it('sees where the company stands', async () => {
    const { lines } = report.summary;
    await figure('Lines read').waitFor();
    expect(await figure('Lines read').textContent()).toBe(String(lines.read));
    expect(await figure('Proposed').textContent()).toBe(String(lines.proposed));
    expect(await figure('Matched').textContent()).toBe(String(lines.automatic + lines.byPerson));
  });

  it('accepts a proposal and takes it back, with the keyboard alone', async () => {
    await openReview();
    await page.locator('.line', { hasText: 'VIR CAMPUS FORMATION SUD ABONNEMENT' }).focus();
    await page.keyboard.press('Space');
    await page.locator('.detail', { hasText: 'Campus Formation Sud SAS' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/CAMPUS FORMATION.*: accepted\./).waitFor();
    await page.keyboard.press('u');
    await page.getByText(/Taken back: .*CAMPUS FORMATION/).waitFor();
    await page.getByRole('button', { name: 'Apply again' }).waitFor();
  });

  it('reads the statement again and is told that every line is known', async () => {
    await page.getByRole('link', { name: 'Overview' }).click();
    const file = join(ROOT, 'config/demo/statement-2026-09-10.camt.xml');
    await page.locator('input[type=file]').first().setInputFiles(file);
    await page.locator('.report', { hasText: 'known already' }).waitFor();
    expect(await figure('Lines read').textContent()).toBe(String(report.summary.lines.read));
  });

  it('sets up: an account, a key that is shown once, and a connection that is released', async () => {
    await page.getByRole('link', { name: 'Set-up' }).click();
    await page.getByLabel('IBAN').fill('DE89370400440532013000');
    await page.getByRole('button', { name: 'Add account' }).click();
    await page.getByRole('rowheader', { name: 'DE89370400440532013000' }).waitFor();

    const keys = page.locator('section', { has: page.getByRole('heading', { name: 'API keys' }) });
    await keys.getByLabel('Name').fill('cash desk');
    await keys.getByRole('button', { name: 'Make a key' }).click();
    expect(await keys.locator('code').textContent()).toMatch(/^\S{20,}$/);

    await page.getByText('Connect a system').click();
    await page.getByLabel('Through').selectOption('status-webhook');
    await page.getByLabel('Name', { exact: true }).first().fill('till');
    await page.getByLabel('Address that receives the events').fill('https://till.example/hook');
    await page.getByLabel('Signing secret (whsec_…)').fill('env:TILL_SECRET');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    const till = page.locator('.connections > li', { hasText: 'till' });
    await till.getByRole('button', { name: 'Release' }).click();
    await till.getByText('released', { exact: true }).waitFor();
  });

  it('drops the report of a payment provider, and sees what the payout is made of before its line has come', async () => {
    await page.getByRole('link', { name: 'Payouts' }).click();
    const path = join(home, 'stripe.csv');
    await writeFile(path, STRIPE_REPORT);
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByText('stripe.csv: 1 new, 0 known, 0 of 2 charges tied to their invoices.').waitFor();
    await page.getByRole('link', { name: 'stripe po_web' }).click();
    await page.getByText('No bank line of this amount yet').waitFor();
    await page.getByRole('rowheader', { name: 'charge' }).nth(1).waitFor();
  });

  it('sees what each class of rules posted, sets a ceiling, and switches one off', async () => {
    await page.getByRole('link', { name: 'Automatic' }).click();
    const named = page.locator('[data-class="reference"]');
    await named.getByText(/Posted 1\d\d, taken back 0, waiting 0\./).waitFor();
    await named.getByLabel('Ceiling in EUR').fill('5000');
    await named.getByRole('button', { name: 'Set ceiling' }).click();
    await named.getByText(/up to .*5,000\.00/).waitFor();
    const learned = page.locator('[data-class="learned"]');
    await learned.getByRole('button', { name: 'Switch off' }).click();
    await learned.getByText('proposes', { exact: true }).waitFor();
  });

  it('reads the page in French', async () => {
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByTitle('Français').click();
    await page.getByRole('heading', { name: 'Où en est-on' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
  });

  it('signs out, and is told how to come back', async () => {
    await page.getByRole('button', { name: 'Se déconnecter' }).click();
    await page.getByText('npm start').waitFor();
    await page.goto(`${url}/`);
    await page.getByRole('heading', { name: 'Vous êtes déconnecté' }).waitFor();
  });

  it('never broke a rule of the page: no script error, nothing the security policy forbids', () => {
    // The browser itself logs the 401 that says nobody is signed in any more.
    expect(broken.filter((text) => !text.includes('401'))).toEqual([]);
  });
});

/** The page as the sources have it now. */
function buildPage(): void {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: join(ROOT, 'apps/web'),
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`the page does not build: ${built.stderr}`);
}

/**
 * Gives the browser the built page under the server's own security headers. The server's way to serve files cannot be
 * loaded by the test runner on this Node (it requires an ES module), so its files are handed over here.
 */
async function servePage(tab: BrowserContext, url: string): Promise<void> {
  const policy = (await fetch(`${url}/health/live`)).headers.get('content-security-policy');
  if (policy === null) throw new Error('the server states no content security policy');
  await tab.route(
    (address) => !/^\/(v1|health)\//.test(address.pathname),
    (route) => {
      const { pathname } = new URL(route.request().url());
      const path = join(PAGE, pathname === '/' ? 'index.html' : pathname);
      return existsSync(path)
        ? route.fulfill({ path, headers: { 'content-security-policy': policy, ...typeOf(path) } })
        : route.fulfill({ status: 404 });
    },
  );
}

function typeOf(path: string): { 'content-type': string } {
  const types = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
  } as const;
  return { 'content-type': types[extname(path) as keyof typeof types] };
}

function contextOf(database: TestDatabase, home: string): OperationsContext {
  return {
    database: database.database,
    adapters: new AdapterHost({ registry: new AdapterRegistry({ builtIn: builtInAdapters }) }),
    eventKey: Buffer.alloc(32, 7),
    now: () => new Date('2026-11-22T09:00:00Z'),
    log: pino({ level: 'silent' }),
    folder: home,
  };
}

async function loadDemo(context: OperationsContext, home: string): Promise<DemonstrationReport> {
  const out = join(home, 'out');
  const receiver = await startReceiver({ folder: out, home });
  try {
    return await loadDemonstration(context, { data: join(ROOT, 'config/demo'), out }, receiver, () => undefined);
  } finally {
    await receiver.close();
  }
}
