import type { Socket } from 'node:net';
import {
  AdapterError,
  isAdapterError,
  pushInOrder,
  type AdapterContext,
  type Capabilities,
  type Problem,
  type StatusEvent,
  type StatusOutcome,
} from '@lettrage/adapter-sdk';
import { createTransport, type Transporter } from 'nodemailer';

/** How to reach a mail server. The password is a reference; its value comes from the context. */
export interface MailConfig {
  readonly host: string;
  readonly port?: number;
  readonly security?: 'tls' | 'starttls' | 'none';
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
  readonly name?: string;
  readonly replyTo?: string;
  readonly copy?: string;
}

/** The events it takes: `data.mail` says to whom and what, `data.file` is the attachment. */
const TAKEN: readonly string[] = ['invoice.dispatched', 'export.made'];
const GREETING_MS = 20_000;
const IDLE_MS = 45_000;

/**
 * Sends invoices by mail. The id of the event is the Message-ID: a mail sent again after a lost answer is the same one,
 * which mail programs show once.
 */
export function mailMembers(config: MailConfig, context: AdapterContext): Capabilities {
  return {
    statusSink: {
      accepts: TAKEN,
      async push(events) {
        return pushInOrder(events, (event) => pushOne(event, config, context), {
          at: ['later'],
          message: 'An earlier mail of the invoice comes first.',
        });
      },
    },
    check: () => check(config, context),
  };
}

interface MailData {
  readonly mail?: { readonly to: string; readonly subject: string; readonly text: string };
  readonly file?: { readonly name: string; readonly mediaType: string; readonly base64: string };
}

async function pushOne(event: StatusEvent, config: MailConfig, context: AdapterContext): Promise<StatusOutcome> {
  const { mail, file } = (event.data ?? {}) as MailData;
  if (!TAKEN.includes(event.type) || mail === undefined || file === undefined)
    return { event: event.id, status: 'unsupported', message: `By mail "${event.type}" cannot be sent.` };
  const transport = await transportTo(config, context);
  const messageId = `<${event.id}@${config.from.split('@')[1]}>`;
  try {
    await transport.sendMail({
      messageId,
      date: new Date(event.time),
      from: { name: config.name ?? event.company.name, address: config.from },
      to: { name: '', address: mail.to },
      ...(config.replyTo === undefined ? {} : { replyTo: config.replyTo }),
      ...(config.copy === undefined ? {} : { bcc: config.copy }),
      subject: mail.subject,
      text: mail.text,
      attachments: [{ filename: file.name, contentType: file.mediaType, content: Buffer.from(file.base64, 'base64') }],
      // Answers of machines to machines make loops.
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return { event: event.id, status: 'done', externalId: messageId };
  } catch (error) {
    const failure = failureOf(error, config);
    if (failure.kind === 'rejected') return { event: event.id, status: 'rejected', message: failure.message };
    if (failure.kind === 'transient') return { event: event.id, status: 'later', message: failure.message };
    throw failure;
  } finally {
    transport.close();
  }
}

async function check(config: MailConfig, context: AdapterContext): Promise<Problem[]> {
  const transport = await transportTo(config, context);
  try {
    await transport.verify();
    return [];
  } catch (error) {
    const { kind, message, field } = failureOf(error, config);
    return [{ severity: 'error', rule: `mail-${kind}`, message, ...(field === undefined ? {} : { location: field }) }];
  } finally {
    transport.close();
  }
}

/** A transport over a connection of the host, which filters addresses. */
async function transportTo(config: MailConfig, context: AdapterContext): Promise<Transporter> {
  const { host, security = 'starttls', port = security === 'tls' ? 465 : 587, user } = config;
  const tls = security === 'tls';
  if (user !== undefined && config.password === undefined)
    throw new AdapterError('config', 'A user needs a password.', { field: '/password' });
  const auth = user === undefined ? {} : { auth: { user, pass: await context.secret('password') } };
  return createTransport({
    host,
    port,
    secure: tls,
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    greetingTimeout: GREETING_MS,
    socketTimeout: IDLE_MS,
    logger: false,
    ...auth,
    getSocket: (
      _options: unknown,
      done: (error: Error | null, socket: false | { readonly connection: Socket; readonly secured: boolean }) => void,
    ) => {
      context.connect({ host, port, tls }).then(
        (connection) => done(null, { connection, secured: tls }),
        (error: unknown) => done(error as Error, false),
      );
    },
  });
}

/** What went wrong, by the server's answer: 5xx to the address or the content is final, 4xx and silence are not. */
function failureOf(error: unknown, { host }: MailConfig): AdapterError {
  if (isAdapterError(error)) return error;
  const {
    code = '',
    responseCode = 0,
    command = '',
  } = error as { code?: string; responseCode?: number; command?: string };
  if (code === 'EAUTH')
    return new AdapterError('auth', `The mail server ${host} refuses the user. Check user and password.`);
  if (code === 'ETLS' || /STARTTLS/i.test(command))
    return new AdapterError('config', `The mail server ${host} offers no safe connection (STARTTLS).`, {
      field: '/security',
    });
  if (responseCode >= 500 && command === 'MAIL FROM')
    return new AdapterError('config', `The mail server ${host} refuses the sender (${responseCode}).`, {
      field: '/from',
    });
  if (responseCode >= 500)
    return new AdapterError('rejected', `The mail server ${host} refuses the mail or its recipient (${responseCode}).`);
  return new AdapterError('transient', `The mail server ${host} does not answer, or cannot now.`);
}
