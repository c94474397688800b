/**
 * The places of one text in another, asked for from left to right and each searched once: where a sign is rare, looking
 * for it anew in every line is most of the reading.
 */
export class NextPlace {
  private found: number;

  constructor(
    private readonly text: string,
    private readonly wanted: string,
  ) {
    this.found = this.search(0);
  }

  /** The first place at or behind `from`, which only grows; Infinity if there is none. */
  after(from: number): number {
    if (this.found < from) this.found = this.search(from);
    return this.found;
  }

  private search(from: number): number {
    const index = this.text.indexOf(this.wanted, from);
    return index === -1 ? Infinity : index;
  }
}
