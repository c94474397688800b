import type { Language } from '../format/amount.js';

/**
 * The engine gives its evidence and reasons as English sentences of fixed forms, with numbers and texts inside. These
 * are their French forms; one that is not known here is shown as the engine wrote it.
 */
const FRENCH: readonly (readonly [RegExp, string])[] = [
  // How the number was found, how the amount fits.
  [/^(.+) named as (.+)$/, '$1 citée : « $2 »'],
  [/^a number in the text is (.+) with a slip$/, 'un numéro du libellé est $1 à une faute près'],
  [/^open amounts add up to the amount received$/, 'les montants ouverts font le montant reçu'],
  [
    /^open amounts less credit add up to the amount received$/,
    'les montants ouverts moins les avoirs font le montant reçu',
  ],
  [
    /^open amounts less the agreed discount, paid within its date$/,
    'les montants ouverts moins l’escompte convenu, payés dans son délai',
  ],
  [/^open amount less a bank fee$/, 'le montant ouvert moins des frais bancaires'],
  [/^open amount but for a rounding difference$/, 'le montant ouvert, à un arrondi près'],
  [/^less than the open amount$/, 'moins que le montant ouvert'],
  [/^more than the open amount$/, 'plus que le montant ouvert'],
  [/^the only set among (\d+) open items$/, 'le seul ensemble possible parmi $1 pièces ouvertes'],
  [/^one set among (\d+) open items$/, 'un ensemble possible parmi $1 pièces ouvertes'],
  [/^the month named is the month of issue$/, 'le mois cité est celui de l’émission'],
  [/^(.+) on account$/, '$1 en acompte'],
  // Who paid.
  [/^account (\S+) is (\S+)'s$/, 'le compte $1 est celui de $2'],
  [/^account (\S+) has paid for (\S+) (\d+) times?$/, 'le compte $1 a déjà payé pour $2 ($3 fois)'],
  [/^payer's name (".+")$/, 'nom du payeur : $1'],
  [/^name in the label (".+")$/, 'nom dans le libellé : $1'],
  [/^paid on behalf of (".+")$/, 'payé pour le compte de $1'],
  [/^paid by (".+")$/, 'payé par $1'],
  [/^(".+") has paid for (\S+)$/, '$1 a déjà payé pour $2'],
  [/^shares a group with (\S+)$/, 'fait partie du même groupe que $1'],
  [/^rule (.+)$/, 'règle $1'],
  // Lines that pay no item.
  [/^(".+") in the text$/, '$1 dans le libellé'],
  [/^bank code (.+): cheques handed in$/, 'code bancaire $1 : remise de chèques'],
  [/^bank code (.+): direct debits collected$/, 'code bancaire $1 : prélèvements encaissés'],
  [/^bank code (.+): card takings$/, 'code bancaire $1 : encaissements par carte'],
  [/^bank code (.+)$/, 'code bancaire $1'],
  [/^the other account is the company’s own$/, 'l’autre compte est celui de la société'],
  [/^money paid to a third party$/, 'de l’argent versé à un tiers'],
  [/^money paid out$/, 'de l’argent sorti'],
  [/^nothing was moved$/, 'aucun mouvement'],
  [/^the bank gives back money that was paid out$/, 'la banque rend de l’argent qui avait été versé'],
  [/^same (.+) and amount as (.+) of (.+)$/, 'même $1 et même montant que $2 du $3'],
  [/^same amount as (.+) of (.+)$/, 'même montant que $1 du $2'],
  [/^(.+) of (.+) with (\d+) items agrees to the cent$/, 'le document de $2 avec $3 pièces concorde au centime ($1)'],
  [
    /^the text speaks of an order, a quotation or a deposit$/,
    'le libellé parle d’une commande, d’un devis ou d’un acompte',
  ],
  // Why a person is asked.
  [/^the bank has not booked it yet$/, 'la banque ne l’a pas encore comptabilisée'],
  [/^only the amount fits$/, 'seul le montant correspond'],
  [/^the payer is not proven$/, 'le payeur n’est pas prouvé'],
  [/^(.+) has the same amount$/, '$1 a le même montant'],
  [/^(.+) has exactly this amount$/, '$1 a exactement ce montant'],
  [/^(.+) would explain the amount exactly$/, '$1 expliquerait le montant exactement'],
  [/^(.+) is named too and fits$/, '$1 est cité aussi et convient'],
  [/^(.+) is named as well$/, '$1 est cité aussi'],
  [
    /^the text also names (.+), which the amount does not cover$/,
    'le libellé cite aussi $1, que le montant ne couvre pas',
  ],
  [/^the text names (.+), which is in another currency$/, 'le libellé cite $1, qui est dans une autre devise'],
  [/^the text names (.+), which is already settled$/, 'le libellé cite $1, déjà réglée'],
  [/^the text names (.+), which is no open item$/, 'le libellé cite $1, qui n’est pas une pièce ouverte'],
  [
    /^the payer is known, but no open item explains the amount$/,
    'le payeur est connu, mais aucune pièce ouverte n’explique le montant',
  ],
  [/^no open item has this number or amount$/, 'aucune pièce ouverte n’a ce numéro ou ce montant'],
  [/^the items belong to several customers$/, 'les pièces sont de plusieurs clients'],
  [
    /^an identical line came on (.+): one of them may be a second payment$/,
    'une ligne identique est arrivée le $1 : l’une des deux est peut-être un second paiement',
  ],
  [/^less was paid than any named item asks for$/, 'il a été payé moins que toute pièce citée'],
  [/^less was paid than the named items add up to$/, 'il a été payé moins que la somme des pièces citées'],
  [/^a little less was paid, and nothing says why$/, 'il a été payé un peu moins, et rien ne dit pourquoi'],
  [/^part of an item was paid by an unknown payer$/, 'un payeur inconnu a payé une partie d’une pièce'],
  [/^more was paid than the named items ask for$/, 'il a été payé plus que les pièces citées'],
  [/^much more was paid than the named items ask for$/, 'il a été payé bien plus que les pièces citées'],
  [
    /^more was paid, and the text may have named more items$/,
    'il a été payé plus, et le libellé citait peut-être d’autres pièces',
  ],
  [
    /^the amount differs and no invoice number proves which item is meant$/,
    'le montant diffère et aucun numéro ne prouve de quelle pièce il s’agit',
  ],
  [/^several sets of open items add up to the amount$/, 'plusieurs ensembles de pièces ouvertes font ce montant'],
  [
    /^open items add up to the amount, but nothing says that several are paid$/,
    'des pièces ouvertes font ce montant, mais rien ne dit qu’il en paie plusieurs',
  ],
  [/^another customer seems to have paid$/, 'un autre client semble avoir payé'],
  [/^it is not clear for whom was paid$/, 'on ne sait pas pour qui il a été payé'],
  [/^several customers may have paid$/, 'plusieurs clients ont pu payer'],
  [/^a bare number and an amount do not prove it$/, 'un numéro seul et un montant ne le prouvent pas'],
  [/^the number has a slip and the payer is not proven$/, 'le numéro a une faute et le payeur n’est pas prouvé'],
  [
    /^the number fits several items and the payer is not proven$/,
    'le numéro convient à plusieurs pièces et le payeur n’est pas prouvé',
  ],
  [/^the text speaks of an order or a deposit$/, 'le libellé parle d’une commande ou d’un acompte'],
  [/^the text speaks of a part payment$/, 'le libellé parle d’un paiement partiel'],
  [
    /^the label may be cut and the payer pays for others of its group$/,
    'le libellé est peut-être coupé et le payeur paie pour d’autres de son groupe',
  ],
  [/^money paid out fits a credit of this customer$/, 'l’argent sorti correspond à un avoir de ce client'],
  [
    /^the bank gives a payment back, but the earlier payment is not known$/,
    'la banque rend un paiement, mais le paiement d’origine n’est pas connu',
  ],
  // Why the books refuse.
  [/^the line is decided already: undo that first\.$/i, 'la ligne est déjà décidée : annulez d’abord cette décision.'],
  [
    /^the line of (.+) is already decided: undo that first$/i,
    'la ligne du $1 est déjà décidée : annulez d’abord cette décision',
  ],
  [/^nothing is proposed for this line\.?$/i, 'rien n’est proposé pour cette ligne'],
  [/^the line is still pending at the bank\.?$/i, 'la banque n’a pas encore comptabilisé la ligne'],
];

/** The sentence in the language, with a capital and a full stop. */
export function sentenceIn(text: string, language: Language): string {
  return finished(language === 'fr' ? inFrench(text) : text);
}

function inFrench(text: string): string {
  for (const [form, french] of FRENCH) {
    if (form.test(text)) return text.replace(form, french);
  }
  return text;
}

function finished(text: string): string {
  const capital = text.charAt(0).toLocaleUpperCase() + text.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}
