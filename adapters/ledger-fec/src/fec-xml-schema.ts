/** An element among the children of another, in the order of the schema. */
export interface Child {
  readonly names: readonly string[];
  readonly least: 0 | 1 | 2;
  readonly most: 1 | 'many';
}

const one = (...names: readonly string[]): Child => ({ names, least: 1, most: 1 });
const maybe = (...names: readonly string[]): Child => ({ names, least: 0, most: 1 });

const BEFORE_LINES = ['EcritureNum', 'EcritureDate', 'EcritureLib', 'PieceRef', 'PieceDate'] as const;
const AMOUNTS: Child = one('Debit', 'Credit', 'Montant');

/**
 * Children of each element that has any, as the official schemas (formatA47A-I-*.xsd) order them. The cash-basis
 * schemas ask for DateRglt and ModeRglt; all but VII-1 let the journal and the account be left out.
 */
export function childrenOf(isCash: boolean, isCommercial: boolean): ReadonlyMap<string, readonly Child[]> {
  const journal = isCommercial ? one : maybe;
  const settled = isCash ? [one('DateRglt'), one('ModeRglt'), maybe('NatOp'), maybe('IdClient')] : [];
  return new Map<string, readonly Child[]>([
    ['', [one('comptabilite')]],
    ['comptabilite', [one('exercice')]],
    ['exercice', [one('DateCloture'), { names: ['journal'], least: 1, most: 'many' }]],
    ['journal', [journal('JournalCode'), journal('JournalLib'), { names: ['ecriture'], least: 0, most: 'many' }]],
    [
      'ecriture',
      [
        ...BEFORE_LINES.map((name) => one(name)),
        maybe('EcritureLet'),
        maybe('DateLet'),
        one('ValidDate'),
        ...settled,
        { names: ['ligne'], least: 2, most: 'many' },
      ],
    ],
    [
      'ligne',
      [
        journal('CompteNum'),
        one('CompteLib'),
        maybe('CompAuxNum', 'CompteAuxNum'),
        maybe('CompAuxLib', 'CompteAuxLib'),
        maybe('Montantdevise'),
        maybe('Idevise'),
        AMOUNTS,
        maybe('Sens'),
      ],
    ],
  ]);
}

/** Follows the children of one open element and says what breaks the order of the schema. */
export class ChildOrder {
  private at = 0;
  private seen = 0;
  private readonly taken = new Set<string>();
  private last = '';

  constructor(
    private readonly name: string,
    private readonly children: readonly Child[],
    /** After its last child an element of this kind may hold any others. */
    private readonly isOpen: boolean,
  ) {}

  /** What is wrong with `name` as the next child; undefined if nothing is. */
  take(name: string): string | undefined {
    const { children, last } = this;
    const isOtherSide = this.isOtherSide(name);
    this.last = name;
    this.taken.add(name);
    if (last === 'Montant' && name !== 'Sens') return `${name} stands between Montant and Sens.`;
    if (isOtherSide) return undefined;
    for (let i = this.at; i < children.length; i++) {
      const child = children[i]!;
      if (child.names.includes(name)) {
        if (i === this.at && this.seen > 0 && child.most === 1) return `${name} stands twice in ${this.name}.`;
        this.seen = i === this.at ? this.seen + 1 : 1;
        this.at = i;
        return undefined;
      }
      const missing = i === this.at ? child.least - this.seen : child.least;
      if (missing > 0) return this.misplaced(name, child);
    }
    return this.isOpen ? undefined : this.misplaced(name, undefined);
  }

  /** The other of Debit and Credit: the schema asks for one, and what follows it may be anything. */
  private isOtherSide(name: string): boolean {
    const { taken } = this;
    if (!this.isOpen || taken.has(name)) return false;
    return (name === 'Credit' && taken.has('Debit')) || (name === 'Debit' && taken.has('Credit'));
  }

  /** What is missing when the element ends; undefined if nothing is. */
  end(): string | undefined {
    for (let i = this.at; i < this.children.length; i++) {
      const child = this.children[i]!;
      const missing = child.least - (i === this.at ? this.seen : 0);
      if (missing <= 0) continue;
      const what = child.names.join(' or ');
      return child.least === 2 ? `${this.name} has fewer than two of ${what}.` : `${this.name} lacks ${what}.`;
    }
    return undefined;
  }

  private misplaced(name: string, wanted: Child | undefined): string {
    const instead = wanted === undefined ? '' : `; ${wanted.names.join(' or ')} is missing before it`;
    return `${name} stands where ${this.name} does not have it${instead}.`;
  }
}
