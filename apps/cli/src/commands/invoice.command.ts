import type { Command } from 'commander';
import type { DispatchView, SendRequest } from '@lettrage/operations';
import { UsageError } from '../output/errors.js';
import { globals, print } from '../output/print.js';
import { toFile } from '../output/write.js';
import { withRuntime } from '../with-runtime.js';

/** `lettrage invoice archive|send|list|fetch|revoke`: invoices as they go to customers, and what is known of it. */
export function registerInvoices(program: Command): void {
  const invoice = program.command('invoice').description('sends invoices to customers and keeps them for ten years');
  registerArchive(invoice);
  registerSend(invoice);
  registerList(invoice);
  registerFetch(invoice);
  registerRevoke(invoice);
}

function registerArchive(invoice: Command): void {
  invoice
    .command('archive')
    .description('keeps invoices unchanged, with their SHA-256, for ten years after the financial year')
    .argument('<file...>', 'Factur-X, CII, UBL or EDIFACT; - is standard input')
    .option('--force', 'keeps what breaks the rules too')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage invoice archive FA2026-000123.pdf')
    .action(async (files: string[], options: { force?: boolean; company?: string }, command: Command) => {
      const { archiveInvoice, resolveCompany } = await import('@lettrage/operations');
      const kept = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        const done = [];
        for (const file of files) {
          const document = { ...(await fileOf(file)), force: options.force ?? false };
          done.push((await archiveInvoice(runtime, company.id, document)).document);
        }
        return done;
      });
      print(command, kept, (lang) =>
        kept.map(({ id, number, sha256, keepUntil }) =>
          lang === 'fr'
            ? `${number} : archivée jusqu’au ${keepUntil}, SHA-256 ${sha256}, id ${id}`
            : `${number}: kept until ${keepUntil}, SHA-256 ${sha256}, id ${id}`,
        ),
      );
    });
}

interface SendOptions {
  readonly mail?: string | true;
  readonly platform?: true;
  readonly link?: true;
  readonly connection?: string;
  readonly subject?: string;
  readonly message?: string;
  readonly days?: string;
  readonly again?: boolean;
  readonly force?: boolean;
  readonly company?: string;
}

function registerSend(invoice: Command): void {
  invoice
    .command('send')
    .description('archives an invoice and sends it by mail, by platform, or as a download link; once, unless --again')
    .argument('<invoice>', 'file (Factur-X, CII, UBL), or the number of a recorded electronic invoice')
    .option('--mail [address]', 'by mail; to the buyer’s address on the invoice unless one is given')
    .option('--platform', 'by a connected platform')
    .option('--link', 'as a download link, which is printed')
    .option('--connection <name>', 'the connection, where several fit')
    .option('--subject <text>', 'subject of the mail')
    .option('--message <text>', 'text of the mail')
    .option('--days <days>', 'days the link lives (90); with --mail puts a link into the mail')
    .option('--again', 'sends again what was sent before')
    .option('--force', 'sends what breaks the rules too')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText(
      'after',
      '\nExamples:\n  lettrage invoice send FA2026-000123.pdf --mail client@example.com\n  lettrage invoice send FA2026-000123 --link --days 30',
    )
    .action(async (given: string, options: SendOptions, command: Command) => {
      const { sendInvoice, deliver, resolveCompany } = await import('@lettrage/operations');
      const sent = await withRuntime(async (runtime) => {
        const company = await resolveCompany(runtime, options.company);
        const request = await requestOf(given, options, command);
        const result = await sendInvoice(runtime, company.id, request);
        // A server that runs would do it too; without one nothing else would.
        if (result.connection?.state === 'released') await deliver(runtime, company.id, result.connection.name);
        return result;
      });
      print(command, sent, (lang) => {
        const { number, link, connection, isNew } = sent;
        const [held, done, known] =
          lang === 'fr'
            ? ['en attente : libérez la connexion', 'remise', 'déjà envoyée']
            : ['on hold: release the connection', 'handed over', 'sent before'];
        const state = !isNew ? known : connection?.state === 'hold' ? held : done;
        return [link === undefined ? `${number}: ${connection?.name ?? ''} ${state}` : `${number}: ${link}`];
      });
    });
}

async function requestOf(given: string, options: SendOptions, command: Command): Promise<SendRequest> {
  const { mail, platform, link, connection, subject, message, days, again, force = false } = options;
  const ways = [mail !== undefined ? 'mail' : '', platform ? 'platform' : '', link ? 'link' : ''].filter(Boolean);
  if (ways.length !== 1) throw new UsageError('Say how: --mail, --platform or --link, one of them.');
  if (days !== undefined && !/^\d{1,4}$/.test(days)) throw new UsageError(`--days ${days}: expected a number of days.`);
  const { existsSync } = await import('node:fs');
  const isFile = given === '-' || existsSync(given);
  const document = isFile ? { ...(await fileOf(given)), force } : { number: given, force };
  return {
    document,
    way: ways[0] as SendRequest['way'],
    by: 'command line',
    lang: command.optsWithGlobals<{ lang?: string }>().lang === 'en' ? 'en' : 'fr',
    ...(typeof mail === 'string' ? { recipient: mail } : {}),
    ...(connection === undefined ? {} : { connection }),
    ...(subject === undefined ? {} : { subject }),
    ...(message === undefined ? {} : { message }),
    ...(days === undefined ? {} : { days: Number.parseInt(days, 10) }),
    ...(again === undefined ? {} : { again }),
  };
}

function registerList(invoice: Command): void {
  invoice
    .command('list')
    .description('lists archived invoices and their sendings, with what is known of each')
    .argument('[number]', 'invoice number; all unless given')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage invoice list FA2026-000123')
    .action(async (number: string | undefined, options: { company?: string }, command: Command) => {
      const { listDispatches, resolveCompany } = await import('@lettrage/operations');
      const found = await withRuntime(async (runtime) =>
        listDispatches(runtime, (await resolveCompany(runtime, options.company)).id, number),
      );
      print(command, found, () => [
        ...found.documents.map((one) => `${one.number} ${one.name} ${one.sha256} ${one.id}`),
        ...found.dispatches.map(dispatchLine),
      ]);
    });
}

function dispatchLine({
  id,
  number,
  way,
  recipient = '',
  connection = '',
  delivery = '',
  receipts,
}: DispatchView): string {
  const known = receipts.map(({ kind, at }) => `${kind} ${at}`).join(', ');
  return [number, way, recipient, connection, delivery, known, id].filter(Boolean).join(' ');
}

function registerFetch(invoice: Command): void {
  invoice
    .command('fetch')
    .description('writes an archived invoice, byte for byte')
    .argument('<id>', 'id that list prints')
    .requiredOption('--out <path>', 'file to write; - is standard output')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText(
      'after',
      '\nExample:\n  lettrage invoice fetch 0190a1b2-0000-7000-8000-000000000001 --out FA2026-000123.pdf',
    )
    .action(async (id: string, options: { out: string; company?: string }) => {
      const { InputError } = await import('@lettrage/domain');
      const { readArchived, resolveCompany } = await import('@lettrage/operations');
      const { isUuid } = await import('@lettrage/persistence');
      const document = isUuid(id)
        ? await withRuntime(async (runtime) =>
            readArchived(runtime, (await resolveCompany(runtime, options.company)).id, id),
          )
        : undefined;
      if (!document) throw new InputError('unknown-document', `There is no archived invoice ${id}.`);
      if (options.out === '-') process.stdout.write(document.bytes);
      else await toFile([document.bytes], options.out);
    });
}

function registerRevoke(invoice: Command): void {
  invoice
    .command('revoke')
    .description('ends a download link at once')
    .argument('<dispatch>', 'id that list prints')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage invoice revoke 0190a1b2-0000-7000-8000-000000000001')
    .action(async (dispatch: string, options: { company?: string }, command: Command) => {
      const { InputError } = await import('@lettrage/domain');
      const { resolveCompany, revokeLink } = await import('@lettrage/operations');
      const { isUuid } = await import('@lettrage/persistence');
      const done =
        isUuid(dispatch) &&
        (await withRuntime(async (runtime) =>
          revokeLink(runtime, (await resolveCompany(runtime, options.company)).id, dispatch),
        ));
      if (!done) throw new InputError('unknown-link', `There is no link ${dispatch}.`);
      const { lang } = globals(command);
      print(command, { dispatch, state: 'revoked' }, () => [lang === 'fr' ? 'Lien terminé.' : 'Link ended.']);
    });
}

/** A file with its name, as it is. */
async function fileOf(file: string): Promise<{ bytes: Uint8Array; name: string }> {
  const { basename } = await import('node:path');
  const { readFile } = await import('node:fs/promises');
  const { withFile } = await import('../input.js');
  return withFile(file, async (path) => {
    const bytes = await readFile(path);
    return { bytes, name: file === '-' ? 'invoice' : basename(file) };
  });
}
