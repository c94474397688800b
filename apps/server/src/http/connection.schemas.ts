import { anything, count, day, instant, listOf, object, oneOf, ref, stateAfter, text, uuid } from './schema-parts.js';

/** Answers about connected systems and what is sent to them. */
export const connections = {
  Connection: object({
    id: uuid,
    name: text,
    adapter: text,
    config: anything,
    state: oneOf('hold', 'released', 'disabled'),
    'releaseFrom?': day,
    'sourceCursor?': anything,
    'lastRunAt?': instant,
    'lastError?': text,
  }),
  AddedConnection: object({ id: uuid, name: text, state: oneOf('hold') }),
  ConnectionCheck: object({ problems: listOf(ref('Finding')) }),
  Released: object({ opened: count, cancelled: count }),
  Disabled: stateAfter('disabled'),
  Sync: object({ reports: listOf(anything) }),
  Deliveries: object(
    { 'planned?': listOf(anything), 'reports?': listOf(anything) },
    '`planned` of a dry run, `reports` of a real one',
  ),
  Delivery: object({
    id: uuid,
    connectionId: uuid,
    eventPosition: count,
    subject: text,
    type: text,
    day,
    state: oneOf('held', 'pending', 'sending', 'unknown', 'delivered', 'unsupported', 'rejected', 'dead', 'cancelled'),
    attempts: count,
    payload: anything,
  }),
  Redriven: stateAfter('pending'),
  Adapter: object({
    id: text,
    title: text,
    version: text,
    sdk: text,
    capabilities: listOf(text),
    'config?': anything,
    'formats?': listOf(anything),
  }),
};
