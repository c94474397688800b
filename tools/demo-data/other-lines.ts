import { addDays, parseDay, type Day } from '@lettrage/domain';
import type { DemoLine } from './bank-line.js';
import { STATEMENT_FROM, STATEMENT_TO, bankDay, bankDays, monthName } from './calendar.js';
import { inventedAccount } from './identifiers.js';
import type { Random } from './random.js';

type Bank = DemoLine['bank'];

/** A movement that is no customer's payment. */
function line(
  bank: Bank,
  day: Day,
  amount: bigint,
  label: string,
  text: string,
  category: string,
  more: Partial<DemoLine> & { name?: string; needs?: string } = {},
): DemoLine {
  const { name, needs, ...rest } = more;
  return {
    bank,
    day: bankDay(day),
    amount,
    label,
    text,
    code: amount < 0n ? 'PMNT/ICDT/ESCT' : 'PMNT/RCDT/ESCT',
    ...(name && { counterparty: { name } }),
    truth: {
      scenario: category,
      label: needs ? 'side-data' : 'none',
      category,
      ...(needs && { needs }),
      allocations: [],
    },
    ...rest,
  };
}

function monthly(month: '09' | '10', random: Random): DemoLine[] {
  const day = (number: number): Day => parseDay(`2026-${month}-${String(number).padStart(2, '0')}`);
  const name = monthName(day(1));
  const cents = (from: number, to: number): bigint => BigInt(random.between(from * 100, to * 100));
  return [
    line('camt', day(1), -4_250n, 'COTISATION', `FORFAIT COMPTE PRO ${name} 2026`, 'fee', { code: 'PMNT/MDOP/CHRG' }),
    line('camt', day(30), -cents(18, 60), 'COMMISSIONS', `COMMISSION DE MOUVEMENT ${name}`, 'fee', {
      code: 'ACMT/MDOP/CHRG',
    }),
    line('camt', day(21), -cents(2_800, 5_200), 'PRLV SEPA', `TVA1-${random.digits(9)}-3310CA3`, 'tax', {
      name: 'DGFIP IMPOT',
      code: 'PMNT/RDDT/PMDD',
    }),
    line('camt', day(15), -cents(3_400, 4_400), 'PRLV SEPA', `COTISATIONS ${name} ECHEANCE 15/${month}`, 'social', {
      name: 'URSSAF MIDI PYRENEES',
      code: 'PMNT/RDDT/ESDD',
    }),
    line('camt', day(16), -cents(600, 900), 'PRLV SEPA', 'RETRAITE COMPLEMENTAIRE CAISSE OUEST', 'social', {
      name: 'CAISSE RETRAITE OUEST',
      code: 'PMNT/RDDT/ESDD',
    }),
    line('camt', day(28), -cents(11_000, 13_500), 'VIR SEPA EMIS', `SALAIRES ${name} 2026`, 'payroll', {
      name: 'SALAIRES',
      code: 'PMNT/ICDT/SALA',
    }),
    line('camt', day(5), -184_312n, 'ECHEANCE PRET', `PRET 00412277 ECH ${name} CAPITAL ET INTERETS`, 'loan', {
      code: 'LDAS/MDOP/MCOP',
    }),
    line('camt', day(2), -180_000n, 'VIR SEPA EMIS', `LOYER ATELIER ${name}`, 'supplier', { name: 'SCI DES TANNEURS' }),
    line('camt', day(9), -cents(180, 260), 'PRLV SEPA', 'ASSURANCE MULTIRISQUE PRO 8841220', 'supplier', {
      name: 'MUTUELLE DU LANGUEDOC',
      code: 'PMNT/RDDT/ESDD',
    }),
    line('csv', day(30), -1_890n, 'FACT SGT', `TENUE DE COMPTE ${name}`, 'fee'),
    line('csv', day(3), -cents(20, 45), 'COM CB', `COMMISSIONS CARTES ${name}`, 'fee'),
    line('csv', day(11), -cents(80, 140), 'PRLV SEPA', 'OPERATEUR TELEPHONE FACT 77120455', 'supplier', {
      name: 'TELECOM DU MIDI',
    }),
  ];
}

function internalTransfer(day: Day, amount: bigint): DemoLine[] {
  return [
    line('csv', day, -amount, 'VIR', 'VIREMENT INTERNE ATELIER GARONNE', 'transfer'),
    line('camt', day, amount, 'VIR SEPA RECU', 'VIREMENT INTERNE', 'transfer', {
      name: 'ATELIER GARONNE',
      code: 'PMNT/RCDT/BOOK',
    }),
  ];
}

const SUPPLIERS = [
  'BOIS ET PANNEAUX DU SUD',
  'QUINCAILLERIE AUZIERE',
  'VERRES ET MIROIRS LACROIX',
  'TRANSPORT PONS',
  'PEINTURES MONDIALES',
  'ENERGIE OCCITANE',
];
const SHOPS = [
  'STATION A64 MURET',
  'BRICO PRO PORTET',
  'PEAGE AUTOROUTE SUD',
  'RESTO LE COMPTOIR',
  'PAPETERIE DU CENTRE',
  'PARKING CAPITOLE',
];

function regular(random: Random): DemoLine[] {
  const lines: DemoLine[] = [];
  for (const [position, day] of bankDays(STATEMENT_FROM, STATEMENT_TO).entries()) {
    if (position % 2 === 0) {
      const name = random.pick(SUPPLIERS);
      const text = `FACTURE ${random.pick(['F', 'FC', '2026-', 'FA'])}${random.digits(5)}`;
      lines.push(
        line('camt', day, -BigInt(random.between(4_000, 290_000)), 'VIR SEPA EMIS', text, 'supplier', {
          counterparty: { name, ...inventedAccount('FR', random) },
        }),
      );
    }
    if (position % 3 === 1) {
      const stamp = `${day.slice(8)}${day.slice(5, 7)}26`;
      lines.push(
        line(
          'csv',
          day,
          BigInt(random.between(6_000, 98_000)),
          'REMISE CB',
          `0912345 DU ${stamp} CONTRAT 5512087`,
          'card-sales',
        ),
      );
    }
    if (position % 3 === 2) {
      lines.push(
        line(
          'csv',
          day,
          -BigInt(random.between(900, 18_000)),
          'PAIEMENT CB',
          `${day.slice(8)}${day.slice(5, 7)} ${random.pick(SHOPS)} CARTE 4417`,
          'supplier',
        ),
      );
    }
  }
  return lines;
}

function occasional(): DemoLine[] {
  const on = (text: string): Day => parseDay(text);
  return [
    line('camt', on('2026-09-17'), 61_240n, 'VIR SEPA RECU', 'REMBOURSEMENT SINISTRE 2026-11873', 'refund', {
      name: 'MUTUELLE DU LANGUEDOC',
    }),
    line('camt', on('2026-10-13'), 214_800n, 'VIR SEPA RECU', 'REMBOURSEMENT CREDIT TVA 3T2026', 'tax', {
      name: 'DRFIP OCCITANIE',
    }),
    line('camt', on('2026-10-01'), 3_127n, 'INTERETS', 'INTERETS CREDITEURS 3EME TRIMESTRE', 'other', {
      code: 'ACMT/MCOP/INTR',
    }),
    line('camt', on('2026-09-24'), 18_360n, 'VIR SEPA RECU', 'AVOIR AV-5521 RETOUR PANNEAUX', 'supplier', {
      name: 'BOIS ET PANNEAUX DU SUD',
    }),
    ...['2026-09-10', '2026-10-08'].map((day, i) =>
      line(
        'camt',
        on(day),
        i === 0 ? 84_317n : 102_955n,
        'VIR SEPA RECU',
        `PAYOUT PO${i}K7Q2 BOUTIQUE EN LIGNE`,
        'card-sales',
        { name: 'PAYLINK EUROPE', needs: 'payout' },
      ),
    ),
    ...internalTransfer(on('2026-09-14'), 1_500_000n),
    ...internalTransfer(on('2026-10-12'), 1_200_000n),
  ];
}

/** Everything on the two accounts that is not a customer's payment: bank, State, staff, suppliers, own transfers, cards. */
export function inventOtherLines(random: Random): DemoLine[] {
  const lines = [...monthly('09', random), ...monthly('10', random), ...regular(random), ...occasional()];
  return lines.filter((each) => each.day <= STATEMENT_TO && each.day >= STATEMENT_FROM);
}

/** A customer orders and pays a part before any invoice exists: it stays on its account. */
export function prepayment(
  day: Day,
  customer: { id: string; name: string; account: { iban: string; bic: string } },
  amount: bigint,
  text: string,
): DemoLine {
  const truth = {
    scenario: 'prepayment',
    label: 'decidable' as const,
    customer: customer.id,
    allocations: [],
    onAccount: amount,
  };
  return {
    ...line('camt', addDays(day, 0), amount, 'VIR SEPA RECU', text, 'other'),
    counterparty: { ...customer.account, name: customer.name },
    truth,
  };
}
