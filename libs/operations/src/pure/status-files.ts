import { createHash } from 'node:crypto';
import type { AdapterHost } from '@lettrage/adapter-host';
import { InputError, type Advice, type Problem } from '@lettrage/domain';
import {
  adviceOfMessage,
  cashStatuses,
  checkLifecycleMessage,
  looksLikeEdifact,
  messageOfAdvice,
  normalInstant,
  readCashLines,
  readCdar,
  readLifecycleMessage,
  readRemadv,
  withStatus,
  writeCdar,
  type LifecycleMessage,
  type MessageZone,
} from '@lettrage/einvoicing';
import { decodeText } from '@lettrage/formats';
import { readInvoice } from './read-invoice.js';
import { sourceOf } from './read-statement-files.js';

/** Messages are small: what is larger is none. */
const LARGEST = 20 * 1024 * 1024;

/** How instants stand in messages, and the language of problems. */
export interface StatusOptions {
  readonly zone?: MessageZone;
  readonly lang?: 'en' | 'fr';
}

/** A message, as it could be read, and what is wrong with it. */
export interface StatusRead {
  readonly message?: LifecycleMessage;
  readonly problems: readonly Problem[];
}

/** Reads a life-cycle message, or the JSON that `status read` prints, and checks it. */
export async function readStatus(file: string, options: StatusOptions = {}): Promise<StatusRead> {
  const { text, warnings } = decodeText(await bytesOf(file), { xml: true });
  const encoding = warnings.map((message): Problem => ({ severity: 'warning', rule: 'xml-encoding', message }));
  const read = isJson(text) ? fromJson(text, file) : readCdar(text, options);
  const broken = read.message ? checkLifecycleMessage(read.message, options.lang) : [];
  return { ...read, problems: [...encoding, ...read.problems, ...broken] };
}

/** What `lettrage status write --from` is asked. */
export interface WriteStatusRequest extends StatusOptions {
  readonly status: string;
  readonly from: string;
  /** Writes what the check calls fatal all the same. */
  readonly force?: boolean;
}

/** The written message; without `xml` it was refused and `problems` say why. */
export interface WrittenStatus {
  readonly xml?: string;
  /** True if fatal problems were overridden. */
  readonly forced: boolean;
  readonly problems: readonly Problem[];
}

/** Writes a message from its JSON (or from another message) with a status. What the check calls fatal is not written. */
export async function writeStatus(request: WriteStatusRequest): Promise<WrittenStatus> {
  const { message, problems: shape } = await readUnchecked(request.from, request);
  if (!message) return { forced: false, problems: shape };
  const changed = withStatus(message, request.status);
  const written = writeCdar(changed, request);
  // What lacks a place the schema asks for is seen in what would be sent.
  const schema = readCdar(written.xml, request).problems.filter(({ rule }) => rule === 'cdar-schema');
  const problems = [...shape, ...checkLifecycleMessage(changed, request.lang), ...written.problems, ...schema];
  if (!(changed.acknowledgements ?? []).some(({ invoices }) => invoices?.length)) {
    const message = 'The message names no invoice: "acknowledgements" with "invoices" is missing.';
    problems.push({ severity: 'fatal', rule: 'status-no-invoice', message, location: '/acknowledgements' });
  }
  const fatal = problems.some(({ severity }) => severity !== 'warning');
  if (fatal && !request.force) return { forced: false, problems };
  return { xml: written.xml, forced: fatal, problems };
}

/** What `lettrage status write --status 212 --invoice --cash` is asked. */
export interface WriteCashStatusesRequest extends StatusOptions {
  readonly invoice: string;
  readonly cash: string;
  /** MDT-95: the instant of status 200. */
  readonly deposited: string;
  /** MDT-8; by default the instant of the receipt or deposit. */
  readonly at?: string;
}

/** One message per receipt with a name for its file, or why there is none. */
export interface WrittenCashStatuses {
  readonly files: readonly { readonly name: string; readonly xml: string }[];
  /** Why the invoice has no status 212, which is no fault. */
  readonly excluded?: string;
  readonly problems: readonly Problem[];
}

/**
 * Writes status 212 of each receipt of an invoice of any syntax that is read here. All or nothing: a fatal problem means
 * no file.
 *
 * @throws InputError if the invoice cannot be read or an instant is none
 */
export async function writeCashStatuses(
  host: AdapterHost,
  request: WriteCashStatusesRequest,
): Promise<WrittenCashStatuses> {
  const deposited = instantOf(request.deposited, '--deposited');
  const at = request.at === undefined ? undefined : instantOf(request.at, '--at');
  const { invoice, problems: reading } = await readInvoice(host, request.invoice);
  const broken = reading.filter(({ severity }) => severity !== 'warning');
  if (!invoice) throw new InputError('unreadable-invoice', broken[0]?.message ?? 'No invoice was read.', reading);
  const { text } = decodeText(await bytesOf(request.cash));
  const { cash, problems: lines } = readCashLines(text);
  const named = lines.map((one) => ({ ...one, location: `${request.cash}, ${one.location ?? ''}` }));
  if (broken.length || lines.length) return { files: [], problems: [...broken, ...named] };
  const result = cashStatuses({ invoice, cash, deposited, ...(at === undefined ? {} : { at }) });
  const problems: Problem[] = [...result.problems];
  const files = result.statuses.map(({ message }, index) => {
    const written = writeCdar(message, request);
    problems.push(...checkLifecycleMessage(message, request.lang), ...written.problems);
    const number = (invoice.invoiceNumber ?? '').replace(/[^A-Za-z0-9+\-_.]/g, '_');
    return { name: `${number}-212-${String(index + 1).padStart(3, '0')}.xml`, xml: written.xml };
  });
  const fatal = problems.some(({ severity }) => severity !== 'warning');
  return {
    files: fatal ? [] : files,
    ...(result.excluded === undefined ? {} : { excluded: result.excluded }),
    problems,
  };
}

/**
 * What was received in a file: a life-cycle message (or its JSON), or the remittance advices of an EDIFACT interchange
 * (REMADV) as the statuses 211 they amount to.
 */
export async function readReceived(
  file: string,
): Promise<{ messages: readonly LifecycleMessage[]; problems: readonly Problem[] }> {
  const bytes = await bytesOf(file);
  if (!looksLikeEdifact(bytes.subarray(0, 65_536))) {
    const { message, problems } = await readStatus(file);
    return { messages: message ? [message] : [], problems };
  }
  const { advice, problems } = readRemadv(bytes);
  const key = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return { messages: advice.map((one, index) => messageOfAdvice(one, `remadv-${key}-${index + 1}`)), problems };
}

/** A remittance advice for `match --advice`, of status 211 messages and EDIFACT REMADV interchanges. */
export async function readAdviceFile(
  file: string,
): Promise<{ advice: readonly Advice[]; problems: readonly Problem[] }> {
  const bytes = await bytesOf(file);
  if (looksLikeEdifact(bytes.subarray(0, 65_536))) return readRemadv(bytes);
  const { message, problems } = await readUnchecked(file, {});
  if (!message) return { advice: [], problems };
  const read = adviceOfMessage(message);
  return { advice: read.advice, problems: [...problems, ...read.problems] };
}

async function readUnchecked(file: string, options: StatusOptions): Promise<StatusRead> {
  const { text } = decodeText(await bytesOf(file), { xml: true });
  return isJson(text) ? fromJson(text, file) : readCdar(text, options);
}

function isJson(text: string): boolean {
  return /^\s*[[{"]/.test(text);
}

function fromJson(text: string, file: string): StatusRead {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const message = `${file} is not readable JSON: ${(error as Error).message}`;
    return { problems: [{ severity: 'fatal', rule: 'json', message }] };
  }
  return readLifecycleMessage(data);
}

function instantOf(text: string, option: string): string {
  const instant = normalInstant(text);
  if (instant === undefined)
    throw new InputError('instant', `${option} ${text}: expected an instant such as 2026-10-05T08:00:00Z.`);
  return instant;
}

async function bytesOf(file: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of sourceOf(file).chunks) {
    size += chunk.length;
    if (size > LARGEST) throw new InputError('too-large', `${file} is larger than 20 MB and is not read.`);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
