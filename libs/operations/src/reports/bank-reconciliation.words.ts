import type { BankReconciliation, Difference, ReconciliationLine } from './bank-reconciliation.js';

/** The statement as a page has it: headed sections of rows, in the reader's language. */
export interface ReportPage {
  readonly title: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly sections: readonly ReportSection[];
  readonly verdict: string;
}

/** Rows of day, piece, label, why and amount, with their sum. */
export interface ReportSection {
  readonly key: string;
  readonly title: string;
  readonly rows: readonly (readonly [day: string, piece: string, label: string, why: string, amount: string])[];
  readonly total: string;
}

const WHY: Readonly<Record<'en' | 'fr', Readonly<Record<Difference, string>>>> = {
  en: {
    undecided: 'not decided yet',
    held: 'held: may be a double',
    'booked-later': 'booked on a later day',
    'other-currency': 'in another currency: to be booked by hand',
    'not-booked': 'to be booked by hand',
  },
  fr: {
    undecided: 'à traiter',
    held: 'retenue : doublon possible',
    'booked-later': 'comptabilisée plus tard',
    'other-currency': 'en devise : à saisir',
    'not-booked': 'à saisir',
  },
};

/** Says a statement in a language; amounts are left as they are. */
export function reconciliationPage(report: BankReconciliation, lang: 'en' | 'fr'): ReportPage {
  const fr = lang === 'fr';
  const { account, bank, books, suspense, currency } = report;
  const section = (key: string, title: string, lines: readonly ReconciliationLine[], total: string): ReportSection => ({
    key,
    title,
    rows: lines.map(({ day, piece, label, why, amount }) => [
      day,
      piece,
      label,
      why === undefined ? '' : WHY[lang][why],
      amount,
    ]),
    total,
  });
  return {
    title: fr ? 'État de rapprochement bancaire' : 'Bank reconciliation statement',
    facts: [
      [fr ? 'Société' : 'Company', report.company],
      [fr ? 'Compte bancaire' : 'Bank account', [account.label, account.iban].filter(Boolean).join(' ')],
      [fr ? 'Compte comptable' : 'Ledger account', account.ledgerAccount],
      [fr ? 'Période' : 'Period', `${report.from} – ${report.to}`],
      ...(bank.closing === undefined
        ? []
        : [
            [
              fr ? `Solde du relevé au ${bank.closing.day}` : `Statement balance of ${bank.closing.day}`,
              `${bank.closing.amount} ${currency}`,
            ] as const,
          ]),
      [
        fr ? `Mouvements à la banque (${bank.lines} lignes)` : `Moved at the bank (${bank.lines} lines)`,
        `${bank.movement} ${currency}`,
      ],
      [
        fr ? `Mouvements du compte ${account.ledgerAccount}` : `Moved on account ${account.ledgerAccount}`,
        `${books.movement} ${currency}`,
      ],
    ],
    sections: [
      section(
        'not-in-books',
        fr ? 'À la banque, pas en comptabilité' : 'At the bank, not in the books',
        report.notInBooks,
        sumOf(report.notInBooks),
      ),
      section(
        'not-at-bank',
        fr ? 'En comptabilité, pas à la banque' : 'In the books, not at the bank',
        report.notAtBank,
        sumOf(report.notAtBank),
      ),
      section(
        'suspense',
        fr
          ? `Compte d'attente ${suspense.account}, ligne à ligne`
          : `Suspense account ${suspense.account}, line by line`,
        suspense.lines,
        suspense.balance,
      ),
    ],
    verdict: report.agrees
      ? fr
        ? 'La comptabilité et la banque concordent : chaque écart est expliqué.'
        : 'Books and bank agree: every difference is explained.'
      : fr
        ? `Écart inexpliqué : ${report.unexplained} ${currency}`
        : `Unexplained: ${report.unexplained} ${currency}`,
  };
}

/** Σ of amounts with the same number of decimals, without leaving exact arithmetic. */
function sumOf(lines: readonly ReconciliationLine[]): string {
  const decimals = lines[0]?.amount.split('.')[1]?.length ?? 2;
  const sum = lines.reduce((total, line) => total + BigInt(line.amount.replace('.', '')), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${sum < 0n ? '-' : ''}${whole}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
}
