/** What a format could not carry of the entries, counted by field. */
interface Loss {
  readonly what: 'left-out' | 'cut' | 'changed';
  readonly field: string;
  readonly count: number;
  readonly entry: string;
}

const WHAT = {
  en: {
    'left-out': ['has no field for', 'left out'],
    cut: ['has too narrow a field for', 'cut'],
    changed: ['lacks signs of', 'transliterated'],
  },
  fr: {
    'left-out': ['n’a pas de champ pour', 'omis'],
    cut: ['a un champ trop court pour', 'coupé'],
    changed: ['n’a pas tous les caractères de', 'translittéré'],
  },
} as const;

/** One sentence for each kind of loss and field, for the person who hands the file over. */
export function ledgerLosses(format: string, losses: readonly Loss[], lang: 'en' | 'fr'): string[] {
  return losses.map(({ what, field, count, entry }) => {
    const [why, how] = WHAT[lang][what];
    return lang === 'fr'
      ? `${format} ${why} ${field} : ${how} ${count} fois (d’abord l’écriture ${entry})`
      : `${format} ${why} ${field}: ${how} ${count === 1 ? 'once' : `${count} times`} (first in entry ${entry})`;
  });
}
