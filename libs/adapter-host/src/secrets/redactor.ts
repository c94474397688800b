const MASK = '[secret]';
/** Shorter values would blank out half of every message. */
const SHORTEST = 4;
const DEEPEST = 8;

/**
 * Removes secrets by value from everything that leaves an adapter: messages, logs, outcomes. Each secret is also known
 * in the forms it travels in: base64, URL-encoded and inside JSON.
 */
export class Redactor {
  private forms: string[] = [];

  /** Remembers a secret's value. */
  add(value: string): void {
    if (value.length < SHORTEST) return;
    const json = JSON.stringify(value).slice(1, -1);
    const base64 = Buffer.from(value, 'utf8').toString('base64');
    const known = new Set([...this.forms, value, json, encodeURIComponent(value), base64, base64.replace(/=+$/, '')]);
    // A "whsec_" or "sk_live_" prefix is often cut off before use.
    const bare = /^[a-z]+_(?:[a-z]+_)?(.{8,})$/i.exec(value)?.[1];
    if (bare) known.add(bare);
    // Longest first: a secret inside a longer one must not leave the rest standing.
    this.forms = [...known].sort((a, b) => b.length - a.length);
  }

  /** `text` without any known secret. */
  text(text: string): string {
    let clean = text;
    for (const form of this.forms) clean = clean.replaceAll(form, MASK);
    return clean;
  }

  /** A copy of plain data without any known secret, keys included; depth is bounded and cycles end there. */
  data(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') return this.text(value);
    if (value === null || typeof value !== 'object') return typeof value === 'bigint' ? value.toString() : value;
    if (depth >= DEEPEST) return '[deep]';
    if (value instanceof Error) return this.text(`${value.name}: ${value.message}`);
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if (Array.isArray(value)) return value.map((each) => this.data(each, depth + 1));
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [this.text(key), this.data(each, depth + 1)]));
  }
}
