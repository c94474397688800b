import type { Category, TransactionLine } from '@lettrage/domain';
import { compact } from '@lettrage/domain';
import type { MatchConfig } from '../config.js';
import type { ReadLine } from '../line/read-line.js';

/** What a line that pays no item is about, and which other file would explain it. */
export interface NoItem {
  readonly category: Category;
  readonly needs?: 'payout' | 'cheque-slip' | 'direct-debits';
  readonly detail: string;
}

interface Pattern {
  readonly category: Category;
  readonly needs?: NoItem['needs'];
  readonly words: RegExp;
  /** Where one of these stands too, it is something else. */
  readonly unless?: RegExp;
}

const START = '(?<![A-Z0-9])';
const END = '(?![A-Z0-9])';
const words = (alternatives: string): RegExp => new RegExp(`${START}(?:${alternatives})${END}`);

/** Money received that no customer paid. The first that fits decides. */
const RECEIVED: readonly Pattern[] = [
  {
    category: 'other',
    needs: 'cheque-slip',
    words: words('REM(?:ISE)?S?(?: DE)? (?:CHQ|CHQS|CHEQUE|CHEQUES)|REMISE CHQ|BORDEREAU CHEQUES?|REMCHQ'),
  },
  {
    category: 'card-sales',
    needs: 'payout',
    words: words(
      'STRIPE|PAYPAL|SUMUP|ADYEN|MOLLIE|PAYPLUG|GOCARDLESS|WORLDLINE|SQUARE|SHOPIFY PAYMENTS|ALMA|LYRA|MONETICO|INGENICO|PAYZEN|STANCER|ZETTLE|VIVA WALLET|SIX PAYMENTS|CHECKOUT COM|AMAZON PAYMENTS|HIPAY|DALENYS|KLARNA',
    ),
  },
  {
    category: 'card-sales',
    needs: 'payout',
    words: words('REM(?:ISE)?S? (?:DE )?(?:CB|CARTES?|CARTES? BANCAIRES?)|REMISE CB|ENCAISSEMENTS? CB|TPE|VENTES? CB'),
  },
  {
    category: 'other',
    needs: 'direct-debits',
    words: words('REM(?:ISE)?S? (?:DE )?(?:PRLV|PRELEVEMENTS?|PRLVTS?)|REM PRLV SEPA|SDD BATCH|DIRECT DEBIT BATCH'),
  },
  {
    category: 'tax',
    words: words(
      'SIE|IMPOTS?|REMBT? (?:DE )?(?:CREDIT (?:DE )?)?TVA|REMBOURSEMENT (?:DE )?(?:CREDIT (?:DE )?)?TVA|CREDIT (?:DE )?TVA|CREDIT IMPOT|FINANZAMT|DOUANES?',
    ),
  },
  {
    // The same offices pay the bills of town halls and schools, by payment orders.
    category: 'tax',
    words: words('DGFIP|D\\.G\\.F\\.I\\.P\\.?|TRESOR PUBLIC|DRFIP|DDFIP'),
    unless: words('MANDATS?|MANDATEMENT|MDT|BORD|BORDEREAU|BRD|BJ|SGC|FACTURES?|FACT|FAC'),
  },
  {
    category: 'social',
    words: words(
      'URSSAF|CPAM|IJSS|AG2R|MALAKOFF|HUMANIS|PRO BTP|MSA|CARSAT|AGEFIPH|OPCO|KLESIA|APICIL|PREVOYANCE|POLE EMPLOI|FRANCE TRAVAIL|MUTUELLE',
    ),
  },
  {
    category: 'loan',
    words: words(
      'DEBLOCAGE|DEBLOCAGE (?:DE )?PRET|MISE A DISPOSITION (?:DE )?(?:PRET|CREDIT)|PRET GARANTI|REALISATION (?:DE )?PRET',
    ),
  },
  {
    category: 'transfer',
    words: words(
      'VIREMENT INTERNE|VIR INTERNE|VIRT INTERNE|COMPTE A COMPTE|VIR(?:EMENT)? (?:DE )?COMPTE A COMPTE|VIR(?:EMENT)? (?:DE )?TRESORERIE(?! (?:DE|D|DU|DES|MUNICIPALE|PRINCIPALE|GENERALE)(?![A-Z]))|CASH POOLING|NIVELLEMENT|ALIMENTATION COMPTE|TRANSFERT ENTRE COMPTES|TRANSFERT INTERNE|LIVRET',
    ),
  },
  {
    category: 'other',
    words: words(
      'INTERETS?(?: CREDITEURS?)?|INT CREDITEURS?|REMUNERATION (?:DU )?COMPTE|ZINSEN|INDEMNITES?|INDEMNISATION|SINISTRE|ASSURANCES?|APPORT(?: EN)?(?: COMPTE COURANT)?|SUBVENTION|DIVIDENDES?|VERSEMENT ESPECES|VRST ESPECES',
    ),
  },
  {
    category: 'supplier',
    words: words(
      '(?:REMBOURSEMENT|REMBT|RBT|REMB) (?:AVOIR )?(?:FOURNISSEUR|TROP PERCU|TROP VERSE)?|AVOIR FOURNISSEUR|REMBOURSEMENT|RISTOURNE|RFA',
    ),
  },
  {
    category: 'fee',
    words: words('(?:REMISE|RETROCESSION|ANNULATION|EXTOURNE|GESTE) (?:DE |SUR )?(?:FRAIS|COMMISSIONS?|AGIOS)'),
  },
];

/** Money paid out. */
const PAID: readonly Pattern[] = [
  {
    category: 'return',
    words: words('IMPAYES?|REJET|REJETE|REJ|RETOUR|RETURNED|CHQ IMPAYE|CHEQUE IMPAYE|PRLV IMPAYE|REJET PRLV'),
  },
  {
    category: 'tax',
    words: words(
      'DGFIP|DIRECTION GENERALE DES FINANCES|TRESOR PUBLIC|DRFIP|DDFIP|IMPOTS?|TVA(?! ?(?:FR|INTRA|INCL|N))|CFE|CVAE|TAXES?|PAS DSN|PRELEVEMENT A LA SOURCE|FINANZAMT|DOUANES?',
    ),
  },
  {
    category: 'social',
    words: words(
      'URSSAF|AG2R|MALAKOFF|HUMANIS|PRO ?BTP|KLESIA|APICIL|MSA|RETRAITE|PREVOYANCE|MUTUELLE|AGIRC|ARRCO|CIPAV|CARPIMKO|CARMF|CNBF|CONGES INTEMPERIES|RSI|SSI|MEDECINE DU TRAVAIL',
    ),
  },
  {
    category: 'payroll',
    words: words('SALAIRES?|PAIE|PAYES?|VIR SALAIRES?|ACOMPTE SALAIRE|REMUNERATION|GEHALT|PAYROLL|WAGES'),
  },
  {
    category: 'loan',
    words: words(
      'ECHEANCE (?:DE )?(?:PRET|CREDIT)|ECH PRET|PRET(?! A )|PGE|EMPRUNT|AMORTISSEMENT PRET|CREDIT[- ]BAIL|LEASING',
    ),
  },
  {
    category: 'fee',
    words: words(
      'FRAIS|COMMISSIONS?|COMM|COM (?:MVT|MOUVEMENT|INTERV|INTERVENTION|TENUE|CB|CARTE)|AGIOS|COTIS(?:ATION)?(?: CARTE| COMPTE)?|TENUE (?:DE )?(?:COMPTE|CPTE)|INTERETS? DEBITEURS?|ARRETE (?:DE )?COMPTE|ABONNEMENT (?:BANQUE|EBICS|COMPTE)|FACTURATION(?: BANCAIRE)?|BANK CHARGES?|FEE|FEES',
    ),
  },
  {
    category: 'transfer',
    words: words(
      'VIREMENT INTERNE|VIR INTERNE|COMPTE A COMPTE|CASH POOLING|NIVELLEMENT|ALIMENTATION COMPTE|TRANSFERT ENTRE COMPTES|VIR(?:EMENT)? (?:DE )?TRESORERIE|LIVRET',
    ),
  },
  { category: 'refund', words: words('REMBOURSEMENT(?: CLIENT| AVOIR)?|REMB CLIENT|REMBT|REFUND|AVOIR CLIENT') },
];

/** French interbank operation codes (CFONB) by what they are for a creditor. */
const BY_OPERATION: Readonly<Record<string, NoItem>> = {
  '02': { category: 'other', needs: 'cheque-slip', detail: 'bank code 02: cheques handed in' },
  '24': { category: 'other', needs: 'direct-debits', detail: 'bank code 24: direct debits collected' },
  '97': { category: 'other', needs: 'direct-debits', detail: 'bank code 97: direct debits collected' },
  A1: { category: 'other', needs: 'direct-debits', detail: 'bank code A1: direct debits collected' },
  A2: { category: 'other', needs: 'direct-debits', detail: 'bank code A2: direct debits collected' },
  '28': { category: 'card-sales', needs: 'payout', detail: 'bank code 28: card takings' },
  '29': { category: 'card-sales', needs: 'payout', detail: 'bank code 29: card takings' },
  '30': { category: 'card-sales', needs: 'payout', detail: 'bank code 30: card takings' },
};

/** What the line is about if it pays no item; undefined where nothing says so. */
export function noItem(read: ReadLine, config: MatchConfig): NoItem | undefined {
  const { line } = read;
  const rule = config.rules.find((one) => one.category && one.matches(`${read.payerName.join(' ')} ${read.told}`));
  if (rule?.category) return { category: rule.category, detail: `rule ${rule.id}` };
  const iban = line.counterparty?.iban ? compact(line.counterparty.iban) : undefined;
  if (iban !== undefined && config.ownIbans.includes(iban))
    return { category: 'transfer', detail: 'the other account is the company’s own' };
  return byCode(line) ?? (read.amount > 0n ? firstFit(RECEIVED, read) : (firstFit(PAID, read) ?? paidBySense(line)));
}

function firstFit(patterns: readonly Pattern[], read: ReadLine): NoItem | undefined {
  const text = `${read.payerName.join(' ')} ${read.told}`;
  for (const { category, needs, words: pattern, unless } of patterns) {
    const hit = pattern.exec(text);
    if (hit && !unless?.test(text))
      return { category, ...(needs && { needs }), detail: `"${hit[0].trim()}" in the text` };
  }
  return undefined;
}

/** ISO 20022 and CFONB codes, where they leave no doubt. */
function byCode(line: TransactionLine): NoItem | undefined {
  const { domain, family, subfamily, proprietary } = line.code ?? {};
  const code = [domain, family, subfamily].filter((part) => part !== undefined).join('/');
  const received = !line.amount.startsWith('-');
  if (domain === 'ACMT' || subfamily === 'CHRG' || subfamily === 'FEES' || subfamily === 'COMM')
    return { category: 'fee', detail: `bank code ${code}` };
  if (subfamily === 'INTR') return { category: received ? 'other' : 'fee', detail: `bank code ${code}` };
  if (subfamily === 'TAXE') return { category: 'tax', detail: `bank code ${code}` };
  if (domain === 'LDAS') return { category: 'loan', detail: `bank code ${code}` };
  if (subfamily === 'SALA' || subfamily === 'PAYR')
    return received ? undefined : { category: 'payroll', detail: `bank code ${code}` };
  if (received && family === 'RCHQ') return { category: 'other', needs: 'cheque-slip', detail: `bank code ${code}` };
  if (received && family === 'MCRD') return { category: 'card-sales', needs: 'payout', detail: `bank code ${code}` };
  const batch = received && family === 'IDDT' && !line.endToEndId && !line.mandateId && !line.counterparty?.name;
  if (batch) return { category: 'other', needs: 'direct-debits', detail: `bank code ${code}` };
  const operation = /^(?:[0-9A-Z]{2})/.exec(proprietary ?? '')?.[0];
  return received && operation !== undefined && proprietary!.length <= 4 ? BY_OPERATION[operation] : undefined;
}

function paidBySense(line: TransactionLine): NoItem {
  const direct = line.code?.family === 'RDDT' || /^(?:PRLV|PRELEVEMENT|CARTE|CB|VIR)/i.test(line.remittance ?? '');
  const other = /\b(?:RETRAIT|DAB|CHEQUE|CHQ|ESPECES)\b/i.test(line.remittance ?? '');
  return direct || line.counterparty?.name || (!other && /[A-Z]{3}/i.test(line.remittance ?? ''))
    ? { category: 'supplier', detail: 'money paid to a third party' }
    : { category: 'other', detail: 'money paid out' };
}
