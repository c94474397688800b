import { AdapterError, errorOfAnswer, isAdapterError } from '@lettrage/adapter-sdk';
import type { AdapterContext, Problem } from '@lettrage/adapter-sdk';

/** How to reach Chorus Pro. Secrets are references; their values come from the context. */
export interface ChorusConfig {
  readonly url: string;
  readonly oauthUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly login: string;
  readonly password: string;
  readonly scope?: string;
  readonly days?: number;
  readonly pollSeconds?: number;
  readonly polls?: number;
}

/** An invoice as a search finds it. */
export interface ChorusInvoice {
  /** Number of Chorus Pro itself. */
  readonly id: string;
  readonly number: string;
  /** DEPOSEE, MISE_A_DISPOSITION… */
  readonly status: string;
  /** Day it was deposited, where it is told. */
  readonly deposited?: string;
}

/** A page of a search. */
export interface ChorusPage {
  readonly invoices: readonly ChorusInvoice[];
  readonly more: boolean;
}

const REMOTE = 'Chorus Pro';
/** A token is renewed so long before it ends. */
const EARLY_SECONDS = 60;
const PAGE = 50;

/**
 * The API of Chorus Pro behind PISTE: OAuth 2 client credentials for the application, `cpro-account` (base64 of
 * `login:password`) for the account, JSON by POST. An answer of 200 may still refuse: `codeRetour` other than 0.
 */
export class ChorusClient {
  private token: { readonly value: string; readonly until: number } | undefined;

  constructor(
    private readonly config: ChorusConfig,
    private readonly context: AdapterContext,
  ) {}

  /** Deposits a file; returns the number of its flow. */
  async deposit(file: { name: string; base64: string; syntax: string }): Promise<string> {
    const answer = await this.post('/cpro/factures/v1/deposer/flux', {
      fichierFlux: file.base64,
      nomFichier: file.name,
      syntaxeFlux: file.syntax,
      avecSignature: false,
    });
    const flow = answer['numeroFluxDepot'];
    if (typeof flow !== 'string' || flow === '')
      throw new AdapterError('transient', `${REMOTE} took a file and gave no number of its flow.`);
    return flow;
  }

  /** How far a flow got: `IN_INTEGRE`, `IN_REJETE`…; empty where nothing is said. */
  async flowState(flow: string, day: string, syntax: string): Promise<string> {
    const answer = await this.post('/cpro/transverses/v1/consulterCR', {
      numeroFluxDepot: flow,
      dateDepot: day,
      syntaxeFlux: syntax,
    });
    return String(answer['etatCourantFlux'] ?? '');
  }

  /** Invoices deposited in some days, a page. */
  async search(from: string, to: string, page: number): Promise<ChorusPage> {
    const answer = await this.post('/cpro/factures/v1/rechercher/fournisseur', {
      periodeDateDepotDu: from,
      periodeDateDepotAu: to,
      rechercheFactureParFournisseur: { pageResultatDemandee: page, nbResultatsParPage: PAGE },
    });
    const list = answer['listeFactures'] ?? [];
    if (!Array.isArray(list)) throw new AdapterError('transient', `${REMOTE} answered a search with something else.`);
    const pages = Number((answer['parametresRetour'] as { pages?: unknown } | undefined)?.pages ?? page);
    return { invoices: list.flatMap(invoiceOf), more: page < pages };
  }

  /** Says what is wrong with the connection; writes nothing. */
  async check(): Promise<readonly Problem[]> {
    try {
      const today = this.context.clock.now().toISOString().slice(0, 10);
      await this.search(today, today, 1);
      return [];
    } catch (error) {
      if (!isAdapterError(error)) throw error;
      const location = error.field === undefined ? {} : { location: error.field };
      return [{ severity: 'error', rule: `chorus-${error.kind}`, message: error.message, ...location }];
    }
  }

  private async post(path: string, json: unknown): Promise<Readonly<Record<string, unknown>>> {
    const { url, login } = this.config;
    const account = Buffer.from(`${login}:${await this.context.secret('password')}`).toString('base64');
    const answer = await this.context.http.request({
      method: 'POST',
      url: `${url.replace(/\/+$/, '')}${path}`,
      headers: { authorization: `Bearer ${await this.bearer()}`, 'cpro-account': account },
      json,
    });
    if (answer.status === 401) this.token = undefined;
    const error = errorOfAnswer(answer, REMOTE, this.context.clock.now());
    if (error) throw error;
    const body = answer.json() as Record<string, unknown> | null;
    const code = Number(body?.['codeRetour'] ?? 0);
    if (code !== 0) throw new AdapterError('rejected', `${REMOTE} refuses it (code ${code}): ${labelOf(body)}.`);
    return body ?? {};
  }

  private async bearer(): Promise<string> {
    const now = this.context.clock.now().getTime();
    if (this.token && this.token.until > now) return this.token.value;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: this.config.clientId,
      client_secret: await this.context.secret('clientSecret'),
      scope: this.config.scope ?? 'openid',
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await this.context.http.request({
      method: 'POST',
      url: this.config.oauthUrl,
      headers,
      body: form.toString(),
    });
    const error = errorOfAnswer(answer, 'PISTE', this.context.clock.now());
    // 400 is how OAuth 2 refuses a client.
    if (error)
      throw error.kind === 'rejected' ? new AdapterError('auth', `${error.message} Check client and secret.`) : error;
    const { access_token: value, expires_in: seconds } = (answer.json() ?? {}) as Record<string, unknown>;
    if (typeof value !== 'string') throw new AdapterError('auth', 'PISTE gave no token.');
    const lifetime = typeof seconds === 'number' ? seconds : 300;
    this.token = { value, until: now + Math.max(0, lifetime - EARLY_SECONDS) * 1000 };
    return value;
  }
}

function labelOf(body: Record<string, unknown> | null): string {
  const label = body?.['libelle'];
  return typeof label === 'string' ? label.slice(0, 200) : 'no reason given';
}

function invoiceOf(found: unknown): ChorusInvoice[] {
  const { identifiantFactureCPP: id, numeroFacture: number, ...rest } = (found ?? {}) as Record<string, unknown>;
  const status = rest['statut'] ?? rest['statutFacture'];
  if (typeof number !== 'string' || typeof status !== 'string' || (typeof id !== 'number' && typeof id !== 'string'))
    return [];
  const deposited = /^\d{4}-\d{2}-\d{2}/.exec(String(rest['dateDepot'] ?? ''))?.[0];
  return [{ id: String(id), number, status, ...(deposited === undefined ? {} : { deposited }) }];
}
