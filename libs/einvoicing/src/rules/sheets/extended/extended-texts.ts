import type { BilingualText } from '../../rule.js';
import { textOf } from '../texts.js';
import { FAMILIES } from './extended-sums.js';

const OWN: Readonly<Record<string, readonly [en: string, fr: string]>> = {
  'CO-10': [
    'The sum of the lines (BT-106) is Σ BT-131 of the DETAIL lines, within a cent per line.',
    'La somme des lignes (BT-106) est Σ BT-131 des lignes DETAIL, à un centime près par ligne.',
  ],
  'CO-11': [
    'The sum of the allowances (BT-107) is Σ BT-92, within a cent per allowance.',
    'La somme des remises (BT-107) est Σ BT-92, à un centime près par remise.',
  ],
  'CO-12': [
    'The sum of the charges (BT-108) is Σ BT-99, within a cent per charge.',
    'La somme des charges (BT-108) est Σ BT-99, à un centime près par charge.',
  ],
  'CO-13': [
    'The total without VAT (BT-109) is Σ BT-131 − Σ BT-92 + Σ BT-99, within a cent per amount.',
    'Le total HT (BT-109) est Σ BT-131 − Σ BT-92 + Σ BT-99, à un centime près par montant.',
  ],
  'CO-15': [
    'The total with VAT (BT-112) is BT-109 + BT-110, within a cent per amount.',
    'Le total TTC (BT-112) est BT-109 + BT-110, à un centime près par montant.',
  ],
  '05': [
    'The type of a line is DETAIL, GROUP or INFORMATION.',
    'Le type d’une ligne est DETAIL, GROUP ou INFORMATION.',
  ],
  '06': [
    'A line that is part of another says whether it is DETAIL, GROUP or INFORMATION.',
    'Une ligne rattachée à une autre indique si elle est DETAIL, GROUP ou INFORMATION.',
  ],
  '08': [
    'The amount of a GROUP line is the sum of the lines below it.',
    'Le montant d’une ligne GROUP est la somme des lignes qui lui sont rattachées.',
  ],
  '11': ['The line a line is part of exists and is another one.', 'La ligne parent existe et est une autre ligne.'],
  '12': [
    'Where a GROUP line has an amount, the GROUP lines below it have one too.',
    'Si une ligne GROUP a un montant, les lignes GROUP rattachées en ont un aussi.',
  ],
  '54-1': ['An item attribute has a name or a code.', 'Un attribut d’article porte un nom ou un code.'],
  '54-2': [
    'An item attribute has either a value or a measured value with its unit.',
    'Un attribut d’article porte soit une valeur, soit une valeur mesurée avec son unité.',
  ],
  '04': [
    'The code of an item attribute is one of UNTDID 6313.',
    'Le code d’un attribut d’article est de la liste UNTDID 6313.',
  ],
  'CL-20-TAX': [
    'The code of a charge that is a tax is one of UNTDID 5153.',
    'Le code d’une charge fiscale est de la liste UNTDID 5153.',
  ],
  'CL-20-LISTID': ['The list of a charge code is 7161 or 5153.', 'La liste d’un code de charge est 7161 ou 5153.'],
  'CL-27': [
    'The terms of delivery are a code of Incoterms, 1 or 2.',
    'Les conditions de livraison sont un code Incoterms, 1 ou 2.',
  ],
  'SR-439': ['A line has at most one net price.', 'Une ligne a au plus un prix net.'],
  'SR-48': [
    'A line that is no grouping line has exactly one VAT category, any other at most one.',
    'Une ligne de détail a exactement une catégorie de TVA, toute autre au plus une.',
  ],
  'DT-018': [
    'A type code stands in references to additional documents (50, 130, 916) and to preceding invoices only.',
    'Un code de type ne figure que dans les références de documents additionnels (50, 130, 916) et de factures antérieures.',
  ],
  'DT-024': [
    'A code of a reference scheme stands in objects invoiced (type 130) and in contracts only.',
    'Un code de schéma de référence ne figure que dans les objets facturés (type 130) et les contrats.',
  ],
  'DT-027': [
    'A date stands in references to invoices, contracts, orders and despatch advices only.',
    'Une date ne figure que dans les références de factures, contrats, commandes et avis d’expédition.',
  ],
  'CL-19-GP': [
    'The code of a price discount is one of UNTDID 5189.',
    'Le code d’un rabais sur le prix est de la liste UNTDID 5189.',
  ],
  'CO-25': [
    'Where something is due there is a due date (BT-9) or payment terms (BT-20).',
    'Si un montant est dû, une échéance (BT-9) ou des conditions de paiement (BT-20) sont indiquées.',
  ],
  'CO-27': [
    'A credit transfer names either an IBAN or another account, not both.',
    'Un virement indique soit un IBAN, soit un autre compte, pas les deux.',
  ],
};

/** What a rule of EXTENDED says: its own text, that of the sums, or that of the rule of the core it takes the place of. */
export function extendedTextOf(id: string): BilingualText | undefined {
  const key = id.replace(/^(CII|UBL)-(FR)?EXT-?|^BR-(FR|FX)?EXT-(BR-)?|^BR-(?=CO-2[57])/, '');
  const own = OWN[key];
  if (own) return { en: own[0], fr: own[1] };
  const family = FAMILIES.find(([name]) => key === `${name}-08`);
  return family ? baseText(family[1]) : textOf(`BR-${key}`);
}

function baseText(code: string): BilingualText {
  return {
    en: `The taxable amount (BT-116) of category ${code} is that of its lines, allowances and charges, within a cent each.`,
    fr: `La base (BT-116) de la catégorie ${code} est celle de ses lignes, remises et charges, à un centime près chacune.`,
  };
}
