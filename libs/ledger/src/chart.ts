import type { Category } from '@lettrage/domain';

/** What an account is for; the scheme speaks of roles, the chart says which number plays each. */
export type AccountRole =
  | 'customers'
  | 'advances'
  | 'suspense'
  | 'transit'
  | 'opening'
  | 'salesOfGoods'
  | 'salesOfServices'
  | 'vatCollected'
  | 'vatWaiting'
  | 'vatOnDeposits'
  | 'discount'
  | 'bankFees'
  | 'roundingLoss'
  | 'roundingGain'
  | 'writeOff'
  | 'doubtful'
  | 'allowance'
  | 'allowanceCharge'
  | 'allowanceRelease'
  | 'lateInterest'
  | 'indemnity'
  | 'providerFees'
  | 'vatOnFees'
  | 'exchangeLoss'
  | 'exchangeGain'
  | 'latentLoss'
  | 'latentGain'
  | 'exchangeProvision'
  | 'exchangeProvisionCharge'
  | 'exchangeProvisionRelease';

/** A chart of accounts as data. Every number is a setting of the company; nothing in the code names one. */
export interface Chart {
  readonly roles: Readonly<Record<AccountRole, string>>;
  /** Labels by account number; a longer account takes the label of its longest known beginning. */
  readonly labels: Readonly<Record<string, string>>;
  /** Collected VAT by rate in percent without closing zeros (`"20"`, `"5.5"`); other rates go to `vatCollected`. */
  readonly vatCollectedByRate: Readonly<Record<string, string>>;
  /** Revenue by VAT rate, where a company keeps one account per rate; it goes before the two sales roles. */
  readonly salesByRate: Readonly<Record<string, string>>;
  /** Counterpart of a bank line that pays no item and for which no rule names an account. */
  readonly categories: Readonly<Record<Category, string>>;
}

/**
 * The French general chart (PCG), six digits, as most accounting firms open a small company. 44574 is the usual number
 * for VAT waiting for collection; the official family for VAT to be regularised is 4458.
 */
export const FRENCH_CHART: Chart = {
  roles: {
    customers: '411000',
    advances: '419100',
    suspense: '471000',
    transit: '511200',
    opening: '890000',
    salesOfGoods: '707000',
    salesOfServices: '706000',
    vatCollected: '445710',
    vatWaiting: '445740',
    vatOnDeposits: '445800',
    discount: '665000',
    bankFees: '627000',
    roundingLoss: '658000',
    roundingGain: '758000',
    writeOff: '654000',
    doubtful: '416000',
    allowance: '491000',
    allowanceCharge: '681740',
    allowanceRelease: '781740',
    lateInterest: '763000',
    indemnity: '758000',
    providerFees: '627800',
    vatOnFees: '445660',
    exchangeLoss: '656000',
    exchangeGain: '756000',
    latentLoss: '476000',
    latentGain: '477000',
    exchangeProvision: '151500',
    exchangeProvisionCharge: '686500',
    exchangeProvisionRelease: '786500',
  },
  labels: {
    '1515': 'Provisions pour pertes de change',
    '164': 'Emprunts auprès des établissements de crédit',
    '401': 'Fournisseurs',
    '411': 'Clients',
    '416': 'Clients douteux ou litigieux',
    '4191': 'Clients - Avances et acomptes reçus',
    '421': 'Personnel - Rémunérations dues',
    '431': 'Sécurité sociale',
    '44551': 'TVA à décaisser',
    '44566': 'TVA sur autres biens et services',
    '44571': 'TVA collectée',
    '445711': 'TVA collectée 20 %',
    '445712': 'TVA collectée 10 %',
    '445713': 'TVA collectée 5,5 %',
    '445714': 'TVA collectée 2,1 %',
    '44574': "TVA en attente d'encaissement",
    '4458': 'TVA à régulariser sur acomptes',
    '447': 'Autres impôts, taxes et versements assimilés',
    '471': "Compte d'attente",
    '476': 'Différences de conversion - Actif',
    '477': 'Différences de conversion - Passif',
    '491': 'Dépréciations des comptes de clients',
    '5112': "Chèques et règlements à l'encaissement",
    '5115': "Cartes bancaires à l'encaissement",
    '512': 'Banques',
    '58': 'Virements internes',
    '627': 'Services bancaires et assimilés',
    '6278': 'Autres frais et commissions sur prestations de services',
    '654': 'Pertes sur créances irrécouvrables',
    '656': 'Pertes de change sur créances et dettes commerciales',
    '658': 'Charges diverses de gestion courante',
    '665': 'Escomptes accordés',
    '666': 'Pertes de change financières',
    '68174': 'Dotations aux dépréciations des créances',
    '6865': 'Dotations aux provisions financières',
    '706': 'Prestations de services',
    '707': 'Ventes de marchandises',
    '756': 'Gains de change sur créances et dettes commerciales',
    '758': 'Produits divers de gestion courante',
    '763': 'Revenus des autres créances',
    '766': 'Gains de change financiers',
    '78174': 'Reprises sur dépréciations des créances',
    '7865': 'Reprises sur provisions financières',
    '890': "Bilan d'ouverture",
  },
  vatCollectedByRate: { '20': '445711', '10': '445712', '5.5': '445713', '2.1': '445714' },
  salesByRate: {},
  categories: {
    fee: '627000',
    tax: '447000',
    social: '431000',
    payroll: '421000',
    supplier: '401000',
    loan: '164000',
    transfer: '580000',
    'card-sales': '511500',
    refund: '471000',
    return: '471000',
    other: '471000',
  },
};

/** The label of an account: its own, else that of its longest known beginning, else the number itself. */
export function accountLabel(chart: Chart, account: string): string {
  for (let length = account.length; length > 0; length--) {
    const label = chart.labels[account.slice(0, length)];
    if (label !== undefined) return label;
  }
  return `Compte ${account}`;
}

/** A VAT rate as the key of the chart's tables: `"20.00" → "20"`, `"5.50" → "5.5"`. */
export function rateKey(rate: string): string {
  return rate.includes('.') ? rate.replace(/0+$/, '').replace(/\.$/, '') : rate;
}

/** The account that collects VAT of a rate. */
export function vatAccount(chart: Chart, rate: string): string {
  return chart.vatCollectedByRate[rateKey(rate)] ?? chart.roles.vatCollected;
}
