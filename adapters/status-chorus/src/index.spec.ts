import { describe, expect, it } from '@jest/globals';
import type { HttpRequest, StatusEvent } from '@lettrage/adapter-sdk';
import { checkAdapter, testContext, type FakeRemote, type ScriptedAnswer } from '@lettrage/adapter-sdk/conformance';
import { readCdar } from '@lettrage/einvoicing';
import type { ChorusConfig } from './chorus.client.js';
import adapter from './index.js';

const config: ChorusConfig = {
  url: 'https://api.chorus.example',
  oauthUrl: 'https://oauth.chorus.example/api/oauth/token',
  clientId: 'app',
  clientSecret: 'env:CLIENT',
  login: 'TECH_1@cpro.fr',
  password: 'env:PASSWORD',
  pollSeconds: 0,
};
const secrets = { clientSecret: 's3cret-of-the-app', password: 'p4ss-of-the-account' };

function event(position: number, syntax = 'Factur-X'): StatusEvent {
  return {
    id: `0190a1b2-0000-7000-8000-00000000000${position}`,
    type: 'invoice.dispatched',
    version: 1,
    company: { id: 'c1', name: 'Démo SARL' },
    position: 0,
    time: '2026-01-31T09:00:00Z',
    day: '2026-01-31' as StatusEvent['day'],
    subject: `FA-${position}`,
    data: {
      number: `FA-${position}`,
      file: { name: 'f.pdf', mediaType: 'application/pdf', syntax, base64: `JVBERi0x${position}A==` },
    },
  };
}

/** Chorus Pro as far as it is called: it takes a number once, and reports what it was told to. */
class FakeChorus implements FakeRemote {
  readonly calls: HttpRequest[] = [];
  readonly invoices: { identifiantFactureCPP: number; numeroFacture: string; statut: string; dateDepot: string }[] = [];
  readonly deposits: Record<string, unknown>[] = [];

  constructor(
    private readonly report = 'IN_INTEGRE',
    private readonly pageSize = 50,
  ) {}

  effects(): number {
    return new Set(this.invoices.map(({ numeroFacture }) => numeroFacture)).size;
  }

  respond(request: HttpRequest): ScriptedAnswer {
    this.calls.push(request);
    if (request.url === config.oauthUrl) {
      const form = new URLSearchParams(String(request.body));
      if (form.get('client_secret') !== secrets.clientSecret) return { status: 400, json: { error: 'invalid_client' } };
      return { json: { access_token: 'good', expires_in: 3600 } };
    }
    const account = Buffer.from(`${config.login}:${secrets.password}`).toString('base64');
    if (request.headers?.['authorization'] !== 'Bearer good' || request.headers['cpro-account'] !== account)
      return { status: 401 };
    const body = request.json as Record<string, unknown>;
    if (request.url.endsWith('/deposer/flux')) {
      this.deposits.push(body);
      const numeroFacture = `FA-${String(body['fichierFlux']).at(8)}`;
      if (this.report === 'IN_INTEGRE')
        this.invoices.push({
          identifiantFactureCPP: this.invoices.length + 1,
          numeroFacture,
          statut: 'DEPOSEE',
          dateDepot: '2026-01-31',
        });
      return { json: { codeRetour: 0, libelle: 'OK', numeroFluxDepot: `CPP${this.deposits.length}` } };
    }
    if (request.url.endsWith('/consulterCR'))
      return { json: { codeRetour: 0, libelle: 'OK', etatCourantFlux: this.report } };
    const { pageResultatDemandee: page } = body['rechercheFactureParFournisseur'] as { pageResultatDemandee: number };
    const start = (page - 1) * this.pageSize;
    return {
      json: {
        codeRetour: 0,
        listeFactures: this.invoices.slice(start, start + this.pageSize),
        parametresRetour: { pageCourante: page, pages: Math.max(1, Math.ceil(this.invoices.length / this.pageSize)) },
      },
    };
  }
}

const membersOn = (chorus: FakeChorus, given = secrets) =>
  adapter.create(config, testContext({ secrets: given, http: (request) => chorus.respond(request) }));

describe('invoices to Chorus Pro', () => {
  it('keeps the promises of the contract', async () => {
    const broken = await checkAdapter(adapter, {
      entry: new URL('./index.ts', import.meta.url),
      statusSink: {
        config,
        secrets,
        wrongConfigs: [
          { config: { ...config, url: undefined }, field: '/url' },
          { config: { ...config, oauthUrl: 'ftp://x/' }, field: '/oauthUrl' },
        ],
        events: [event(1), event(2)],
        remote: () => new FakeChorus(),
      },
    });
    // Everything is asked by POST: the kit takes searching and asking for a token for writing.
    expect(broken.filter(({ promise }) => promise !== 'check: writes nothing')).toEqual([]);
  });

  it('are deposited once with the syntax it knows, under the account', async () => {
    const chorus = new FakeChorus();
    expect(await (await membersOn(chorus)).statusSink!.push([event(1)])).toEqual([
      { event: event(1).id, status: 'done', externalId: 'CPP1' },
    ]);
    expect(chorus.deposits).toEqual([
      { fichierFlux: 'JVBERi0x1A==', nomFichier: 'f.pdf', syntaxeFlux: 'IN_DP_E2_CII_FACTURX', avecSignature: false },
    ]);
    expect(await (await membersOn(chorus)).statusSink!.push([event(1)])).toEqual([
      { event: event(1).id, status: 'already', externalId: '1' },
    ]);
  });

  it('that it rejects, or whose syntax it does not know, are told', async () => {
    const [rejected] = await (await membersOn(new FakeChorus('IN_REJETE'))).statusSink!.push([event(1)]);
    expect(rejected).toMatchObject({ status: 'rejected', message: expect.stringContaining('IN_REJETE') });
    const [unknown] = await (await membersOn(new FakeChorus())).statusSink!.push([event(1, 'EDIFACT')]);
    expect(unknown).toMatchObject({ status: 'unsupported' });
  });

  it('a wrong client or account is said to whoever can mend it', async () => {
    const wrongClient = await membersOn(new FakeChorus(), { ...secrets, clientSecret: 'other' });
    await expect(wrongClient.statusSink!.push([event(1)])).rejects.toMatchObject({ kind: 'auth' });
    const wrongAccount = await membersOn(new FakeChorus(), { ...secrets, password: 'other' });
    await expect(wrongAccount.statusSink!.push([event(1)])).rejects.toMatchObject({ kind: 'auth' });
  });
});

describe('news from Chorus Pro', () => {
  it('come page by page as life-cycle messages, the same news under the same identifier', async () => {
    const chorus = new FakeChorus('IN_INTEGRE', 2);
    for (const [index, statut] of ['DEPOSEE', 'SUSPENDUE', 'MISE_EN_PAIEMENT', 'INCONNU'].entries())
      chorus.invoices.push({
        identifiantFactureCPP: 100 + index,
        numeroFacture: `FA-${index}`,
        statut,
        dateDepot: '2026-01-20',
      });
    const { statusSource } = await membersOn(chorus);
    const first = await statusSource!.poll(undefined);
    const second = await statusSource!.poll(first.cursor);
    expect([first.more, second.more]).toEqual([true, false]);
    const read = [...first.documents, ...second.documents].map(({ id, bytes }) => {
      const { acknowledgements } = readCdar(Buffer.from(bytes).toString()).message!;
      const { setAt, invoices } = acknowledgements![0]!;
      return [id, setAt, invoices![0]!.invoiceNumber, invoices![0]!.status];
    });
    expect(read).toEqual([
      ['chorus-100-DEPOSEE', '2026-01-20T00:00:00Z', 'FA-0', '200'],
      ['chorus-101-SUSPENDUE', '2026-01-31T12:00:00Z', 'FA-1', '208'],
      ['chorus-102-MISE_EN_PAIEMENT', '2026-01-31T12:00:00Z', 'FA-2', '211'],
    ]);
    expect((await statusSource!.poll(second.cursor)).documents[0]!.id).toBe('chorus-100-DEPOSEE');
  });
});
