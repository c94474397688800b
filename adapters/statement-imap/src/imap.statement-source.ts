import { createHash } from 'node:crypto';
import {
  matchesPattern,
  type AdapterContext,
  type Capabilities,
  type Cursor,
  type FetchedFile,
} from '@lettrage/adapter-sdk';
import PostalMime, { type Email } from 'postal-mime';
import { withinMailbox, type Mailbox } from './imap.session.js';

/** Configuration of the mailbox; see the manifest. */
export interface ImapConfig {
  readonly host: string;
  readonly port?: number;
  readonly tls?: boolean;
  readonly user: string;
  readonly password?: string;
  readonly token?: string;
  readonly mailbox?: string;
  readonly senders: readonly string[];
  readonly pattern?: string;
}

/** Endings of the files banks send; a signature's picture is no statement. */
const STATEMENT = /\.(xml|zip|gz|csv|txt|sta|mt9\w*|940|942|cfonb\w*|asc|rlv|dat|ofx|qfx|qif|xlsx)$/i;
/** Messages of one batch, and bytes after which a batch ends: its attachments are held in memory. */
const MOST_MESSAGES = 20;
const MOST_BYTES = 64 << 20;

/**
 * Reads the attachments of messages that came after the last one read, and changes nothing in the mailbox, not even
 * what is unread. A mailbox that was made anew (another UIDVALIDITY, RFC 9051, 2.3.1.1) is read from its start.
 */
export function imapMembers(config: ImapConfig, context: AdapterContext): Capabilities {
  return {
    statementSource: {
      fetch: (cursor) => withinMailbox(config, context, (mailbox) => nextAttachments(mailbox, config, cursor)),
    },
    check: () => withinMailbox(config, context, () => Promise.resolve([])),
  };
}

async function nextAttachments(
  mailbox: Mailbox,
  config: ImapConfig,
  cursor: Cursor | undefined,
): Promise<{ files: FetchedFile[]; cursor: Cursor; more: boolean }> {
  const { validity } = mailbox;
  const known = cursor?.['validity'] === validity && typeof cursor['uid'] === 'number' ? cursor['uid'] : 0;
  const uids = (await mailbox.uidsAfter(known)).sort((a, b) => a - b);
  const files: FetchedFile[] = [];
  let [bytes, done, uid] = [0, 0, known];
  for (uid of uids) {
    const source = await mailbox.message(uid);
    if (source) files.push(...attachmentsOf(await PostalMime.parse(source), config));
    bytes += source?.length ?? 0;
    done++;
    if (done >= MOST_MESSAGES || bytes > MOST_BYTES) break;
  }
  return { files: withoutRepeats(files), cursor: { validity, uid }, more: done < uids.length };
}

function attachmentsOf(email: Email, { senders, pattern }: ImapConfig): FetchedFile[] {
  const from = email.from?.address?.toLowerCase() ?? '';
  const isWanted = senders.some((sender) => {
    const wanted = sender.toLowerCase();
    return wanted.startsWith('@') ? from.endsWith(wanted) : from === wanted;
  });
  if (!isWanted) return [];
  return email.attachments.flatMap(({ filename, content }) => {
    const name = (filename ?? '').split(/[/\\]/).at(-1)!;
    const isStatement = pattern === undefined ? STATEMENT.test(name) : matchesPattern(name, pattern);
    if (!isStatement || typeof content === 'string') return [];
    const bytes = new Uint8Array(content);
    return bytes.length === 0 ? [] : [{ id: createHash('sha256').update(bytes).digest('hex'), name, bytes }];
  });
}

/** The same file twice in a batch, as when a message was sent again, is one. */
function withoutRepeats(files: readonly FetchedFile[]): FetchedFile[] {
  return [...new Map(files.map((file) => [file.id, file])).values()];
}
