/** Asks one address over and over on a fixed number of connections: URL, API key, connections, seconds. */
import { Agent, get } from 'node:http';
import { performance } from 'node:perf_hooks';

const [url = '', key = '', connections = '16', seconds = '4'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number.parseInt(connections, 10) });
const WARM_UP_MS = 1_000;

function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { authorization: `Bearer ${key}` } }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`HTTP ${response.statusCode}`)),
      );
    }).on('error', reject);
  });
}

async function measure(): Promise<number> {
  const begin = performance.now() + WARM_UP_MS;
  const end = begin + Number.parseInt(seconds, 10) * 1000;
  let done = 0;
  const loop = async (): Promise<void> => {
    while (performance.now() < end) {
      await ask();
      if (performance.now() >= begin) done++;
    }
  };
  await Promise.all(Array.from({ length: Number.parseInt(connections, 10) }, loop));
  return done / ((performance.now() - begin) / 1000);
}

const answer = await measure().then(
  (rate) => ({ rate }),
  (error: unknown) => ({ error: String(error) }),
);
agent.destroy();
process.send?.(answer, () => process.disconnect());
