import { KeyFilter } from './key-filter.js';

/**
 * What stands behind keys, asked mostly for keys that nothing stands behind: nine of ten of a statement's. Those are
 * told by the filter, which fits where a processor looks first; a map of as many texts does not.
 */
export class FoundKeys<T> extends Map<string, T> {
  private readonly filter: KeyFilter;

  /** Room for this many keys. */
  constructor(keys: number) {
    super();
    this.filter = new KeyFilter(keys);
  }

  static of<T>(found: ReadonlyMap<string, T>): FoundKeys<T> {
    const keys = new FoundKeys<T>(found.size);
    for (const [key, value] of found) keys.set(key, value);
    return keys;
  }

  override get(key: string): T | undefined {
    return this.filter.mayHoldKey(key) ? super.get(key) : undefined;
  }

  override has(key: string): boolean {
    return this.filter.mayHoldKey(key) && super.has(key);
  }

  override set(key: string, value: T): this {
    this.filter.add(key);
    return super.set(key, value);
  }
}
