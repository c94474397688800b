/** Random choices that are the same on every machine and run: a 32-bit generator (mulberry32) over integers only. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return from + (((t ^ (t >>> 14)) >>> 0) % (to - from + 1));
  }

  /** True in `percent` of 100 cases. */
  chance(percent: number): boolean {
    return this.between(1, 100) <= percent;
  }

  /** One of the list, each as likely as the others. */
  pick<T>(list: readonly T[]): T {
    const chosen = list[this.between(0, list.length - 1)];
    if (chosen === undefined) throw new RangeError('nothing to choose from');
    return chosen;
  }

  /** `count` decimal digits. */
  digits(count: number): string {
    return Array.from({ length: count }, () => String(this.between(0, 9))).join('');
  }

  /** The list in another order. */
  shuffle<T>(list: readonly T[]): T[] {
    const result = [...list];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.between(0, i);
      [result[i], result[j]] = [result[j] as T, result[i] as T];
    }
    return result;
  }
}

/**
 * Deals names in proportion to their weights and never leaves a rare one out: a shuffled deck, refilled when empty.
 */
export class Deck<T extends string> {
  private cards: T[] = [];

  constructor(
    private readonly weights: Readonly<Record<T, number>>,
    private readonly random: Random,
  ) {}

  /** The next name that `fits`; the others keep their place. Throws if none of the names does. */
  deal(fits: (name: T) => boolean): T {
    for (let refills = 0; refills < 2; refills++) {
      const index = this.cards.findIndex(fits);
      if (index >= 0) return this.cards.splice(index, 1)[0] as T;
      this.refill();
    }
    throw new RangeError('no name of the deck fits');
  }

  private refill(): void {
    const names = Object.keys(this.weights) as T[];
    const fresh = names.flatMap((name) => Array.from({ length: this.weights[name] }, () => name));
    this.cards.push(...this.random.shuffle(fresh));
  }
}
