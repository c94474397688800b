/** A sink that posts each event to an HTTP service and looks it up first, so that a retry writes nothing twice. */
export const statusSinkFiles = {
  'src/index.js': `import { defineAdapter } from '@lettrage/adapter-sdk';

export default defineAdapter({
  manifest: {
    id: '__ID__',
    title: 'Payment statuses to __ID__',
    version: '0.1.0',
    sdk: '__SDK__',
    capabilities: ['statusSink'],
    hosts: ['config:/url'],
    config: {
      type: 'object',
      required: ['url', 'token'],
      additionalProperties: false,
      properties: {
        url: { type: 'string', format: 'uri', title: 'Address of the service' },
        token: { type: 'string', writeOnly: true, title: 'Access token' },
      },
    },
  },
  create: async (config, context) => ({ statusSink: new (await import('./status.sink.js')).Sink(config, context) }),
});
`,
  'src/fixtures.js': `const event = {
  id: '0190a1b2-0000-7000-8000-000000000001',
  type: 'invoice.paid',
  version: 1,
  company: { id: '0190a1b2-0000-7000-8000-0000000000aa', name: 'Demo SARL' },
  position: 1,
  time: '2026-01-31T10:00:00Z',
  day: '2026-01-30',
  subject: 'FA2026-000123',
};

/** A service that keeps statuses by event id and answers 404 for those it does not know. */
function remote() {
  const kept = new Map();
  return {
    effects: () => kept.size,
    respond(request) {
      const id = new URL(request.url).pathname.split('/').at(-1);
      if (request.method === 'POST') kept.set(kept.size, request.json);
      const known = [...kept.values()].some((status) => status.event === id);
      return { status: request.method === 'POST' ? 201 : known ? 200 : 404 };
    },
  };
}

export const fixtures = {
  entry: new URL('./index.js', import.meta.url),
  statusSink: {
    config: { url: 'https://service.example/api', token: 'env:SERVICE_TOKEN' },
    secrets: { token: 't0ken-of-the-test' },
    wrongConfigs: [{ config: { token: 'env:SERVICE_TOKEN' }, field: '/url' }],
    events: [event],
    remote,
  },
};
`,
  'src/status.sink.js': `import { errorOfAnswer } from '@lettrage/adapter-sdk';

export class Sink {
  accepts = ['invoice.paid', 'invoice.partly-paid'];

  constructor(config, context) {
    this.config = config;
    this.context = context;
  }

  /** Oldest first; stops at the first that is not there and answers later for the rest. */
  async push(events) {
    const outcomes = [];
    for (const event of events) {
      const stopped = outcomes.some((outcome) => outcome.status === 'later');
      outcomes.push(stopped ? { event: event.id, status: 'later' } : await this.pushOne(event));
    }
    return outcomes;
  }

  async pushOne(event) {
    if (!this.accepts.includes(event.type)) return { event: event.id, status: 'unsupported', message: 'Not shown there.' };
    const known = await this.call('GET', '/statuses/' + event.id);
    if (known.status === 200) return { event: event.id, status: 'already' };
    const json = { event: event.id, invoice: event.subject, status: event.type };
    const answer = await this.call('POST', '/statuses', json);
    const error = errorOfAnswer(answer, 'The service', this.context.clock.now());
    if (!error) return { event: event.id, status: 'done' };
    if (error.kind === 'rejected') return { event: event.id, status: 'rejected', message: error.message };
    throw error;
  }

  async call(method, path, json) {
    const headers = { authorization: 'Bearer ' + (await this.context.secret('token')) };
    return this.context.http.request({ method, url: this.config.url + path, headers, ...(json ? { json } : {}) });
  }
}
`,
} as const;
