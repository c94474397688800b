/** A reader of a small delimited statement: streaming, exact, and honest about what it cannot read. */
export const statementReaderFiles = {
  'src/index.js': `import { defineAdapter } from '@lettrage/adapter-sdk';

export default defineAdapter({
  manifest: {
    id: '__ID__',
    title: 'Statements of __ID__',
    version: '0.1.0',
    sdk: '__SDK__',
    capabilities: ['statementReader'],
    formats: [{ id: '__ID__', title: 'Statements of __ID__' }],
  },
  create: async () => ({ statementReader: (await import('./statement.reader.js')).reader }),
});
`,
  'src/fixtures.js': `const bytes = new TextEncoder().encode(\`SAMPLE BANK;FR7630006000011234567890189;EUR;2026-01-01;1000.00
2026-01-02;120.00;FA2026-000123;ACME SARL
2026-01-03;-12.50;Account fees;
END;2026-01-31;1107.50
\`);

export const fixtures = {
  entry: new URL('./index.js', import.meta.url),
  statementReader: { own: [{ name: 'january.txt', bytes }] },
};
`,
  'src/statement.reader.js': `import { createHash } from 'node:crypto';
import { formatMinor, isCurrency, parseDay, parseMinor } from '@lettrage/adapter-sdk';

const FORMAT = '__ID__';
const FIRST_CELL = 'SAMPLE BANK';

/** First line: bank, IBAN, currency, day and balance before; then day, amount, text, name; last END, day, balance. */
export const reader = {
  sniff: (head) => (new TextDecoder().decode(head).startsWith(FIRST_CELL + ';') ? 1 : 0),

  async *read(chunks, options) {
    const statement = new Statement(options.file);
    let number = 0;
    for await (const text of linesOf(chunks, options.signal)) {
      number += 1;
      if (text.trim() !== '') yield statement.take(text.trimEnd().split(';'), number);
    }
    if (!options.signal?.aborted) yield statement.close(number);
  },
};

/** Text lines of a stream of bytes, however it is cut. */
async function* linesOf(chunks, signal) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    if (signal?.aborted) return;
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\\n');
    rest = lines.pop();
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

class Statement {
  sum = 0n;
  count = 0;
  repeats = new Map();

  constructor(file) {
    this.file = file;
  }

  /** Statement lines of one text line; what cannot be read becomes a problem, never a zero. */
  take(cells, line) {
    try {
      if (!this.iban) return [this.head(cells)];
      if (this.ended) throw new Error('nothing may follow END');
      return [cells[0] === 'END' ? this.end(cells) : this.transaction(cells, line)];
    } catch (error) {
      return [problem('unreadable-line', 'Line ' + line + ' cannot be read: ' + error.message, line)];
    }
  }

  head([bank, iban, currency, day, balance]) {
    if (bank !== FIRST_CELL || !iban || !isCurrency(currency ?? '')) throw new Error('it does not open a statement of this bank');
    this.opening = parseMinor(balance ?? '', currency);
    const opening = { amount: formatMinor(this.opening, currency), date: parseDay(day) };
    Object.assign(this, { iban, currency });
    const source = { format: FORMAT, ...(this.file ? { file: this.file } : {}) };
    return { type: 'statement', account: { iban, currency }, opening, source };
  }

  transaction([day, amount, text, name], line) {
    const minor = parseMinor(amount ?? '', this.currency);
    const bookingDate = parseDay(day);
    this.sum += minor;
    this.count += 1;
    return {
      type: 'transaction',
      ref: this.reference([this.iban, bookingDate, String(minor), text ?? '', name ?? '']),
      bookingDate,
      amount: formatMinor(minor, this.currency),
      currency: this.currency,
      status: 'booked',
      reversal: false,
      ...(text ? { remittance: text } : {}),
      ...(name ? { counterparty: { name } } : {}),
      origin: { line },
    };
  }

  /** A hash of the facts of the line, and its ordinal among lines of equal facts. */
  reference(facts) {
    const hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
    const ordinal = (this.repeats.get(hash) ?? 0) + 1;
    this.repeats.set(hash, ordinal);
    return hash + '-' + ordinal;
  }

  end([, day, balance]) {
    const closing = parseMinor(balance ?? '', this.currency);
    const date = parseDay(day);
    this.ended = true;
    return this.foot({
      closing: { amount: formatMinor(closing, this.currency), date },
      balanced: this.opening + this.sum === closing,
    });
  }

  foot(rest) {
    return { type: 'statement-end', count: this.count, sum: formatMinor(this.sum, this.currency), ...rest };
  }

  /** What is missing when the file is over. */
  close(line) {
    if (!this.iban) return [problem('not-a-statement', 'The file is no statement of this bank. Choose another format.', line)];
    if (this.ended) return [];
    return [problem('cut-short', 'The file ends without its END line. Fetch it again.', line), this.foot({})];
  }
}

function problem(code, message, line) {
  return { type: 'problem', severity: 'error', code, message, origin: { line } };
}
`,
} as const;
