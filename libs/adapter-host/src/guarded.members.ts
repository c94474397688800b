import type {
  Capabilities,
  Cursor,
  LedgerFileLine,
  PayoutLine,
  StatementLine,
  StatementReader,
} from '@lettrage/adapter-sdk';
import type { CallGuard } from './call.guard.js';
import { pushSafely } from './push-safely.js';
import {
  fetchedFilesFault,
  invoicePageFault,
  payoutLinesFault,
  payoutPageFault,
  problemsFault,
  statementLineFault,
  statusPageFault,
  ledgerLinesFault,
} from './shape.checks.js';

/** A reader that says less than this much per byte is honest; one that says more makes lines up. */
const LINES_BEYOND_BYTES = 1000;

/**
 * The adapter's members behind the guard: time limits, clean errors, checked shapes. What comes out of here can be
 * believed to have the shapes of the contract.
 */
export function guardedMembers(members: Capabilities, guard: CallGuard): Capabilities {
  const { statementReader } = members;
  return {
    ...(statementReader ? { statementReader: guardedReader(statementReader, guard) } : {}),
    ...guardedSources(members, guard),
    ...guardedPayouts(members, guard),
    ...guardedStatuses(members, guard),
    ...guardedLedger(members, guard),
    ...guardedInvoices(members, guard),
    ...guardedDiagnostics(members, guard),
  };
}

function guardedSources(
  members: Capabilities,
  guard: CallGuard,
): Pick<Capabilities, 'statementSource' | 'invoiceSource'> {
  const { statementSource, invoiceSource } = members;
  return {
    ...(statementSource
      ? {
          statementSource: {
            fetch: (cursor) => paged(guard, cursor, (from) => statementSource.fetch(from), fetchedFilesFault),
          },
        }
      : {}),
    ...(invoiceSource
      ? {
          invoiceSource: {
            changes: (cursor) => paged(guard, cursor, (from) => invoiceSource.changes(from), invoicePageFault),
          },
        }
      : {}),
  };
}

function guardedPayouts(members: Capabilities, guard: CallGuard): Pick<Capabilities, 'payoutReader' | 'payoutSource'> {
  const { payoutReader, payoutSource } = members;
  return {
    ...(payoutReader
      ? {
          payoutReader: {
            sniff: (head) => safeScore(() => payoutReader.sniff(Uint8Array.from(head))),
            read: (chunks, options) =>
              payoutLines(
                guardedStream(guard, () => payoutReader.read(chunks, options)),
                guard,
              ),
          },
        }
      : {}),
    ...(payoutSource
      ? {
          payoutSource: {
            payouts: (cursor) => paged(guard, cursor, (from) => payoutSource.payouts(from), payoutPageFault),
          },
        }
      : {}),
  };
}

async function* payoutLines(
  stream: AsyncIterable<readonly PayoutLine[]>,
  guard: CallGuard,
): AsyncGenerator<readonly PayoutLine[]> {
  for await (const lines of stream) {
    const fault = payoutLinesFault(lines);
    if (fault) throw guard.violation(fault);
    yield lines;
  }
}

function guardedStatuses(members: Capabilities, guard: CallGuard): Pick<Capabilities, 'statusSink' | 'statusSource'> {
  const { statusSink, statusSource } = members;
  return {
    ...(statusSink
      ? {
          statusSink: {
            ...(Array.isArray(statusSink.accepts) ? { accepts: statusSink.accepts.map(String) } : {}),
            push: async (events) => (await pushSafely(statusSink, events, guard)).outcomes,
          },
        }
      : {}),
    ...(statusSource
      ? {
          statusSource: {
            poll: (cursor) => paged(guard, cursor, (from) => statusSource.poll(from), statusPageFault),
            ...(statusSource.isGenuine
              ? { isGenuine: async (call) => (await guard.run(() => statusSource.isGenuine!(call))) === true }
              : {}),
          },
        }
      : {}),
  };
}

function guardedLedger(
  members: Capabilities,
  guard: CallGuard,
): Pick<Capabilities, 'ledgerExporter' | 'ledgerChecker' | 'ledgerSource'> {
  const { ledgerExporter, ledgerChecker, ledgerSource } = members;
  return {
    ...(ledgerExporter
      ? {
          ledgerExporter: {
            fileName: (options) => ledgerExporter.fileName(options),
            write: (entries, options) =>
              bytesOf(
                guardedStream(guard, () => ledgerExporter.write(entries, options)),
                guard,
              ),
            ...(ledgerExporter.notice ? { notice: (options, facts) => ledgerExporter.notice!(options, facts) } : {}),
          },
        }
      : {}),
    ...(ledgerChecker
      ? {
          ledgerChecker: {
            check: (chunks, options) => guardedStream(guard, () => ledgerChecker.check(chunks, options)),
            ...(typeof ledgerChecker.module === 'string' ? { module: ledgerChecker.module } : {}),
          },
        }
      : {}),
    ...(ledgerSource
      ? {
          ledgerSource: {
            read: (chunks, options) =>
              ledgerLines(
                guardedStream(guard, () => ledgerSource.read(chunks, options)),
                guard,
              ),
          },
        }
      : {}),
  };
}

function guardedInvoices(
  members: Capabilities,
  guard: CallGuard,
): Pick<Capabilities, 'invoiceDocumentWriter' | 'invoiceDocumentReader'> {
  const { invoiceDocumentWriter, invoiceDocumentReader } = members;
  return {
    ...(invoiceDocumentWriter
      ? {
          invoiceDocumentWriter: {
            write: (invoice, options) => guard.run(() => invoiceDocumentWriter.write(invoice, options)),
          },
        }
      : {}),
    ...(invoiceDocumentReader
      ? {
          invoiceDocumentReader: {
            sniff: (head) => safeScore(() => invoiceDocumentReader.sniff(head)),
            read: (bytes, options) => guard.run(() => invoiceDocumentReader.read(bytes, options)),
          },
        }
      : {}),
  };
}

function guardedDiagnostics(members: Capabilities, guard: CallGuard): Pick<Capabilities, 'check' | 'discover'> {
  const { check, discover } = members;
  return {
    ...(check
      ? {
          check: async () => {
            const problems = await guard.run(() => check.call(members));
            const fault = problemsFault(problems);
            if (fault) throw guard.violation(fault);
            return problems.map((problem) => ({ ...problem, message: guard.text(problem.message) }));
          },
        }
      : {}),
    ...(discover
      ? {
          discover: async () => {
            const found = await guard.run(() => discover.call(members));
            if (!Array.isArray(found)) throw guard.violation('what it discovers is not a list');
            return found.map(({ kind, id, title }) => ({
              kind: String(kind),
              id: String(id),
              title: guard.text(String(title)),
            }));
          },
        }
      : {}),
  };
}

/** One page of a source: a checked shape, and a cursor that moves, since one that stands still would never end. */
async function paged<Page extends { cursor: Cursor; more: boolean }>(
  guard: CallGuard,
  cursor: Cursor | undefined,
  fetch: (cursor: Cursor | undefined) => Promise<Page>,
  fault: (page: unknown) => string | undefined,
): Promise<Page> {
  const page = await guard.run(() => fetch(cursor === undefined ? undefined : { ...cursor }));
  const wrong = fault(page);
  if (wrong) throw guard.violation(wrong);
  if (page.more && cursor !== undefined && JSON.stringify(page.cursor) === JSON.stringify(cursor)) {
    throw guard.violation('its cursor does not move although more is to come');
  }
  return page;
}

function guardedReader(reader: StatementReader, guard: CallGuard): StatementReader {
  return {
    sniff: (head) => safeScore(() => reader.sniff(Uint8Array.from(head))),
    async *read(chunks, options) {
      let bytes = 0;
      let count = 0;
      const counted = async function* (): AsyncGenerator<Uint8Array> {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          yield chunk;
        }
      };
      for await (const lines of guardedStream<readonly StatementLine[]>(guard, () => reader.read(counted(), options))) {
        if (!Array.isArray(lines)) throw guard.violation('read() yields something else than arrays of lines');
        count += lines.length;
        if (count > bytes + LINES_BEYOND_BYTES) throw guard.violation(`it reads ${count} lines out of ${bytes} bytes`);
        const fault = lines.map(statementLineFault).find(Boolean);
        if (fault) throw guard.violation(fault);
        yield lines;
      }
    },
    ...(reader.proposeProfile
      ? {
          proposeProfile: async (chunks) => {
            const profile: unknown = await guard.run(() => reader.proposeProfile!(chunks));
            if (profile !== undefined && typeof profile !== 'string')
              throw guard.violation('proposeProfile() gives something else than text');
            return profile;
          },
        }
      : {}),
  };
}

/** A score of 0…1; a reader that throws, or says anything else, does not recognise the file. */
function safeScore(sniff: () => number): number {
  try {
    const score: unknown = sniff();
    return typeof score === 'number' && score >= 0 && score <= 1 ? score : 0;
  } catch {
    return 0;
  }
}

function isStream<T>(value: unknown): value is AsyncIterable<T> {
  return typeof (value as Partial<AsyncIterable<T>> | undefined)?.[Symbol.asyncIterator] === 'function';
}

/** Each step of a stream under the guard; the adapter's own clean-up gets its chance, but cannot hang us. */
async function* guardedStream<T>(guard: CallGuard, open: () => AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = await guard.run(() => {
    const stream: unknown = open();
    if (!isStream<T>(stream)) throw guard.violation('it returns no stream');
    return stream[Symbol.asyncIterator]();
  });
  try {
    for (;;) {
      const step = await guard.run(() => iterator.next());
      if (step.done) return;
      yield step.value;
    }
  } finally {
    await guard.run(() => iterator.return?.()).catch(() => undefined);
  }
}

async function* ledgerLines(
  stream: AsyncIterable<readonly LedgerFileLine[]>,
  guard: CallGuard,
): AsyncGenerator<readonly LedgerFileLine[]> {
  for await (const lines of stream) {
    const fault = ledgerLinesFault(lines);
    if (fault) throw guard.violation(fault);
    yield lines;
  }
}

async function* bytesOf(chunks: AsyncIterable<Uint8Array>, guard: CallGuard): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    if (!(chunk instanceof Uint8Array)) throw guard.violation('it writes something else than bytes');
    yield chunk;
  }
}
