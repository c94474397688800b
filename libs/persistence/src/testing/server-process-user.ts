/** A process that tests start to use an embedded server: prints what it got, and ends its use when told to on stdin. */
import { ensureServer } from '../embedded/embedded-server.js';

const server = await ensureServer(process.argv[2] ?? '');
process.stdout.write(`${JSON.stringify({ ownerUrl: server.ownerUrl, started: server.started })}\n`);
process.stdin.once('data', () => {
  void server.stop().then(() => process.exit(0));
});
