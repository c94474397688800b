import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A mailbox as the test changes it. */
export interface FakeMailbox {
  validity: number;
  messages: { uid: number; source: string }[];
  /** Commands it was sent, without their tags. */
  readonly commands: string[];
}

/**
 * So much of an IMAP server (RFC 9051) as reading a mailbox takes: LOGIN, EXAMINE, UID SEARCH, UID FETCH. One user,
 * `acme`, with the password given.
 */
export async function startImapServer(
  mailbox: FakeMailbox,
  password: string,
): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    let pending = '';
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
        answer(socket, pending.slice(0, end), mailbox, password);
        pending = pending.slice(end + 2);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function answer(socket: Socket, line: string, mailbox: FakeMailbox, password: string): void {
  const [, tag = '*', command = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
  mailbox.commands.push(command.replace(/^LOGIN .*/, 'LOGIN'));
  const done = (text: string, ...untagged: string[]): void => {
    socket.write(`${untagged.map((each) => `* ${each}\r\n`).join('')}${tag} ${text}\r\n`);
  };
  const fetch = /^UID FETCH (\d+) \((.*)\)$/.exec(command);
  if (command === 'CAPABILITY') done('OK done', 'CAPABILITY IMAP4rev1');
  else if (command.startsWith('LOGIN')) {
    if (command.includes(password)) done('OK signed in');
    else done('NO [AUTHENTICATIONFAILED] wrong');
  } else if (command === 'LIST "" ""') done('OK done', 'LIST (\\Noselect) "/" ""');
  else if (/^(LIST|LSUB)/.test(command)) done('OK done', 'LIST () "/" "INBOX"');
  else if (/^(EXAMINE|SELECT) "?INBOX"?/.test(command)) {
    const next = (mailbox.messages.at(-1)?.uid ?? 0) + 1;
    done(
      'OK [READ-ONLY] open',
      `${mailbox.messages.length} EXISTS`,
      'FLAGS (\\Seen)',
      `OK [UIDVALIDITY ${mailbox.validity}] v`,
      `OK [UIDNEXT ${next}] n`,
    );
  } else if (/^(EXAMINE|SELECT)/.test(command)) done('NO no such mailbox');
  else if (command.startsWith('UID SEARCH')) {
    const from = Number(/(\d+):\*/.exec(command)?.[1] ?? 1);
    const last = mailbox.messages.at(-1)?.uid;
    const found = mailbox.messages.map((each) => each.uid).filter((uid) => uid >= from || uid === last);
    done('OK done', `SEARCH ${found.join(' ')}`.trim());
  } else if (fetch) {
    const index = mailbox.messages.findIndex((each) => each.uid === Number(fetch[1]));
    const message = mailbox.messages[index];
    if (!message) return done('OK done');
    const bytes = Buffer.from(message.source, 'utf8');
    const parts = [`UID ${message.uid}`];
    if (fetch[2]!.includes('RFC822.SIZE')) parts.push(`RFC822.SIZE ${bytes.length}`);
    if (!fetch[2]!.includes('BODY.PEEK[]')) return done('OK done', `${index + 1} FETCH (${parts.join(' ')})`);
    socket.write(`* ${index + 1} FETCH (${parts.join(' ')} BODY[] {${bytes.length}}\r\n`);
    socket.write(bytes);
    socket.write(`)\r\n${tag} OK done\r\n`);
  } else if (command === 'LOGOUT') {
    socket.end(`* BYE bye\r\n${tag} OK done\r\n`);
  } else done('OK done');
}
