/** Words of bank texts that decide what the number or name beside them is. All upper case, without accents. */

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** The number after it is an invoice's. */
export const INVOICE_WORDS = set(
  'FACTURE FACTURES FACT FACTS FAC FA F FCT FRA INVOICE INVOICES INV RECHNUNG RE RG RNR AVOIR AVOIRS AV FV FACTUUR FATTURA FACTURA',
);
/** The number after it is a credit note's. */
export const CREDIT_NOTE_WORDS = set('AVOIR AVOIRS AV CN NC GUTSCHRIFT');
/** The number after it is something else's: order, delivery, customer, quotation, phone, contract, … */
export const DECOY_WORDS = set(
  'COMMANDE COMMANDES CDE CMD CDES BC PO ORDER BL BLS BON LIVRAISON CLIENT CLT CUSTOMER KUNDE DEVIS PROFORMA CONTRAT DOSSIER TEL PHONE FAX MOBILE SIRET SIREN TVA CODE CP BP LOT SITE CHEQUE CHQ CHANTIER MANDAT RUM ICS DOSS POLICE ADHERENT MATRICULE SINISTRE BORDEREAU BRD TICKET RESERVATION RESA IBAN RIB BIC CPTE CPT ID IDENT IDENTIFIANT ALLOCATAIRE SOCIETAIRE ABONNE LICENCE COLIS SUIVI EXPEDITION PROJET AFFAIRE MARCHE BAIL LOCATAIRE PRET EMPRUNT ICS AUTORISATION TERMINAL KUNDENNUMMER AUFTRAG LIEFERSCHEIN BESTELLUNG',
);
/** A weak hint that the number is the payer's own: refused for bare digits, ignored before a full invoice number. */
export const OWN_REFERENCE_WORDS = set('REF REFS REFERENCE NREF VREF REFE DOC');
/** Say nothing about the number that follows. */
export const FILLER_WORDS = set(
  'N NO NR NUM NUMERO NUMEROS NOS VOS NOTRE VOTRE VOTRES DE DES DU LA LE LES L D SUR ET POUR PR',
);
/** Join the numbers of a list. */
export const LIST_WORDS = set('ET AND UND PLUS');
/** Join the ends of a range. */
export const RANGE_WORDS = set('A AU TO BIS JUSQU');
/** Before the real payer's name, where a third party pays. */
export const ON_BEHALF_WORDS = set('POUR PC PCO OBO PLC');
/** Several items are paid at once. */
export const SEVERAL_WORDS = set('FACTURES FACTS INVOICES RECHNUNGEN SOLDE COMPTE RELEVE ECHEANCES');
/** The whole account is settled. */
export const BALANCE_WORDS = set('SOLDE RELEVE');
/** Paid before there is an invoice. */
export const PREPAYMENT_WORDS = set(
  'DEVIS ARRHES PROFORMA COMMANDE CDE PREPAYMENT ANZAHLUNG RESERVATION RESA PROVISION CAUTION',
);
/** Paid before there is an invoice, whatever the amount. */
export const DEPOSIT_WORDS = set('DEVIS ARRHES PROFORMA PREPAYMENT ANZAHLUNG RESERVATION RESA PROVISION CAUTION');
/** Paid in part. */
export const PARTIAL_WORDS = set(
  'ACOMPTE ACPTE ACPT VERSEMENT PARTIEL PARTIELLE ECHEANCE INSTALMENT PART MENSUALITE ANZAHLUNG',
);
/** The payer took the early-payment discount. */
export const DISCOUNT_WORDS = set('ESC ESCOMPTE ESCPTE SKONTO DISCOUNT');
/** Charges were taken on the way. */
export const CHARGE_WORDS = set('CHGS CHG CHARGES FRAIS OUR SHA BEN FEE FEES COMMISSION');

/** Legal forms and titles: never part of what tells two names apart. */
export const LEGAL_FORMS = set(
  'SARL SAS SASU SA EURL SCI SNC SCP SELARL SELAS SCOP SCA SCEA EARL GAEC EI EIRL GIE ASSOCIATION ASSOC ETS ETABLISSEMENTS STE SOCIETE CIE GMBH AG KG UG OHG LTD LIMITED LLC LLP PLC INC CORP BV NV BVBA SRL SPA SL SLU SPRL AB AS OY APS M MR MME MLLE MONSIEUR MADAME DR ME',
);
/** Words too common in names and texts to point at anybody. */
export const NAME_FILLERS = set(
  'DE DU DES LA LE LES ET AND THE OF DER DIE DAS UND VAN VON VIR VIREMENT VIRT SEPA RECU INST INSTANTANE REGLEMENT REGLT RGLT REGL PAIEMENT PAYMENT PMT FACTURE FACTURES FACT INVOICE SELON MERCI VOS VOTRE NOTRE NOS REF REFERENCE CLIENT COMPTE SOLDE PERMANENT ABONNEMENT ACOMPTE COMMANDE DEVIS AVOIR TOTAL EUR MOTIF LIB DATE PRLV PRELEVEMENT REMISE CHQ CHEQUE POUR OBO EMIS FAVEUR ORDRE DONNEUR BANQUE ESC VERSEMENT BON NUM',
);

const MONTHS = [
  'JANVIER JANV JAN JANUARY JANUAR',
  'FEVRIER FEVR FEV FEBRUARY FEB FEBRUAR',
  'MARS MARCH MAR MAERZ',
  'AVRIL AVR APRIL APR',
  'MAI MAY',
  'JUIN JUNE JUN JUNI',
  'JUILLET JUIL JULY JUL JULI',
  'AOUT AUGUST AUG',
  'SEPTEMBRE SEPT SEPTEMBER SEP',
  'OCTOBRE OCT OCTOBER OKTOBER',
  'NOVEMBRE NOV NOVEMBER',
  'DECEMBRE DEC DECEMBER DEZEMBER',
];
/** Month names and their usual abbreviations → 1 … 12. */
export const MONTH_OF: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);
