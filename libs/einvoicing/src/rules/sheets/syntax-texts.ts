type Texts = Readonly<Record<string, readonly [en: string, fr: string]>>;

const UBL: Texts = {
  'UBL-SR-01': ['The contract (BT-12) stands once.', 'Le contrat (BT-12) figure une seule fois.'],
  'UBL-SR-02': ['The receiving advice (BT-15) stands once.', "L'avis de réception (BT-15) figure une seule fois."],
  'UBL-SR-03': ['The despatch advice (BT-16) stands once.', "L'avis d'expédition (BT-16) figure une seule fois."],
  'UBL-SR-04': ['The invoiced object (BT-18) stands once.', "L'objet facturé (BT-18) figure une seule fois."],
  'UBL-SR-05': ['The payment terms (BT-20) stand once.', 'Les conditions de paiement (BT-20) figurent une seule fois.'],
  'UBL-SR-06': [
    'A preceding invoice reference names one invoice.',
    'Une référence antérieure nomme une seule facture.',
  ],
  'UBL-SR-07': [
    'A preceding invoice reference has a number (BT-25).',
    'Une référence antérieure porte un numéro (BT-25).',
  ],
  'UBL-SR-08': [
    'The invoicing period (BG-14) stands once.',
    'La période de facturation (BG-14) figure une seule fois.',
  ],
  'UBL-SR-09': ['The seller name (BT-27) stands once.', 'Le nom du vendeur (BT-27) figure une seule fois.'],
  'UBL-SR-10': [
    'The seller trading name (BT-28) stands once.',
    'Le nom commercial du vendeur (BT-28) figure une seule fois.',
  ],
  'UBL-SR-11': [
    'The seller legal identifier (BT-30) stands once.',
    "L'identifiant légal du vendeur (BT-30) figure une seule fois.",
  ],
  'UBL-SR-12': [
    'The seller VAT identifier (BT-31) stands once.',
    'Le numéro de TVA du vendeur (BT-31) figure une seule fois.',
  ],
  'UBL-SR-13': [
    'The seller tax registration (BT-32) stands once.',
    "L'identifiant fiscal du vendeur (BT-32) figure une seule fois.",
  ],
  'UBL-SR-14': [
    'The seller legal information (BT-33) stands once.',
    'Les mentions légales du vendeur (BT-33) figurent une seule fois.',
  ],
  'UBL-SR-15': ['The buyer name (BT-44) stands once.', "Le nom de l'acheteur (BT-44) figure une seule fois."],
  'UBL-SR-16': [
    'The buyer identifier (BT-46) stands once.',
    "L'identifiant de l'acheteur (BT-46) figure une seule fois.",
  ],
  'UBL-SR-17': [
    'The buyer legal identifier (BT-47) stands once.',
    "L'identifiant légal de l'acheteur (BT-47) figure une seule fois.",
  ],
  'UBL-SR-18': [
    'The buyer VAT identifier (BT-48) stands once.',
    "Le numéro de TVA de l'acheteur (BT-48) figure une seule fois.",
  ],
  'UBL-SR-19': [
    'A payee other than the seller has one name (BT-59).',
    'Un bénéficiaire autre que le vendeur a un seul nom (BT-59).',
  ],
  'UBL-SR-20': [
    'A payee other than the seller has one identifier (BT-60).',
    'Un bénéficiaire autre que le vendeur a un seul identifiant (BT-60).',
  ],
  'UBL-SR-21': [
    'A payee other than the seller has one legal identifier (BT-61).',
    'Un bénéficiaire autre que le vendeur a un seul identifiant légal (BT-61).',
  ],
  'UBL-SR-22': ['The tax representative has one name (BT-62).', 'Le représentant fiscal a un seul nom (BT-62).'],
  'UBL-SR-24': ['The delivery (BG-13) stands once.', 'La livraison (BG-13) figure une seule fois.'],
  'UBL-SR-25': ['The deliver-to name (BT-70) stands once.', 'Le nom du destinataire (BT-70) figure une seule fois.'],
  'UBL-SR-26': [
    'The remittance information (BT-83) stands once per means.',
    'La référence de paiement (BT-83) figure une fois par moyen.',
  ],
  'UBL-SR-27': [
    'The payment means code (BT-81) stands once per means.',
    'Le code du moyen (BT-81) figure une fois par moyen.',
  ],
  'UBL-SR-28': ['The mandate (BT-89) stands once per means.', 'Le mandat (BT-89) figure une fois par moyen.'],
  'UBL-SR-29': [
    'The SEPA creditor identifier (BT-90) stands once.',
    "L'identifiant créancier SEPA (BT-90) figure une seule fois.",
  ],
  'UBL-SR-30': ['A document allowance has one reason (BT-97).', 'Une remise de document a un seul motif (BT-97).'],
  'UBL-SR-31': ['A document charge has one reason (BT-104).', 'Une charge de document a un seul motif (BT-104).'],
  'UBL-SR-32': [
    'A VAT breakdown has one exemption reason (BT-120).',
    "Une ventilation de TVA a un seul motif d'exonération (BT-120).",
  ],
  'UBL-SR-33': [
    'A supporting document has one description (BT-123).',
    'Une pièce jointe a une seule description (BT-123).',
  ],
  'UBL-SR-34': ['A line has one note (BT-127).', 'Une ligne a une seule note (BT-127).'],
  'UBL-SR-35': ['A line names one order line (BT-132).', 'Une ligne nomme une seule ligne de commande (BT-132).'],
  'UBL-SR-36': ['A line has one period (BG-26).', 'Une ligne a une seule période (BG-26).'],
  'UBL-SR-37': ['A price has one discount (BT-147).', 'Un prix a une seule remise (BT-147).'],
  'UBL-SR-39': ['The project (BT-11) stands once.', 'Le projet (BT-11) figure une seule fois.'],
  'UBL-SR-40': [
    'The buyer trading name (BT-45) stands once.',
    "Le nom commercial de l'acheteur (BT-45) figure une seule fois.",
  ],
  'UBL-SR-42': ['The seller has two tax registrations at most.', 'Le vendeur a deux enregistrements fiscaux au plus.'],
  'UBL-SR-43': [
    'Only an invoiced object (type 130) has a type or a scheme.',
    'Seul un objet facturé (type 130) porte un type ou un schéma.',
  ],
  'UBL-SR-44': [
    'All payment means carry the same remittance information (BT-83).',
    'Tous les moyens portent la même référence (BT-83).',
  ],
  'UBL-SR-45': ['The due date (BT-9) stands once.', "L'échéance (BT-9) figure une seule fois."],
  'UBL-SR-46': [
    'The payment means text (BT-82) stands once.',
    'Le libellé du moyen de paiement (BT-82) figure une seule fois.',
  ],
  'UBL-SR-47': [
    'All payment means have the same code (BT-81).',
    'Tous les moyens de paiement ont le même code (BT-81).',
  ],
  'UBL-SR-48': ['A line has exactly one VAT category.', 'Une ligne a exactement une catégorie de TVA.'],
  'UBL-SR-49': ['The VAT point date code (BT-8) stands once.', "Le code d'exigibilité (BT-8) figure une seule fois."],
  'UBL-SR-50': ['An item has one description (BT-154).', 'Un article a une seule description (BT-154).'],
  'UBL-SR-51': ['An address has one third line.', 'Une adresse a une seule troisième ligne.'],
  'UBL-SR-52': ['A line names one object (BT-128).', 'Une ligne nomme un seul objet (BT-128).'],
  'UBL-SR-23': [
    'The tax representative has one VAT identifier (BT-63).',
    'Le représentant fiscal a un seul numéro de TVA (BT-63).',
  ],
  'UBL-SR-54': ['One payment card at most (BG-18).', 'Une carte de paiement au plus (BG-18).'],
  'UBL-SR-55': ['One payment mandate at most (BG-19).', 'Un mandat de prélèvement au plus (BG-19).'],
  'UBL-SR-56': ['The tender or lot (BT-17) stands once.', "L'appel d'offres ou lot (BT-17) figure une seule fois."],
  'UBL-SR-53': [
    'A tax registration has an identifier and a scheme.',
    'Un enregistrement fiscal porte un identifiant et un schéma.',
  ],
  'UBL-DT-01': ['An amount has at most two decimals.', 'Un montant a deux décimales au plus.'],
  'CII-DT-097': [
    'A date of format 102 has eight digits: YYYYMMDD.',
    'Une date au format 102 a huit chiffres : AAAAMMJJ.',
  ],
  'UBL-DT-06': ['An embedded object says its type (mimeCode).', 'Un objet joint porte son type (mimeCode).'],
  'UBL-DT-07': ['An embedded object says its file name.', 'Un objet joint porte son nom de fichier.'],
};

const CII: Texts = {
  'CII-SR-003': ['The business process (BT-23) stands once.', 'Le cadre (BT-23) figure une seule fois.'],
  'CII-SR-009': [
    'The specification (BT-24) stands exactly once.',
    'La spécification (BT-24) figure exactement une fois.',
  ],
  'CII-SR-010': [
    'The specification identifier (BT-24) stands exactly once.',
    "L'identifiant de spécification (BT-24) figure exactement une fois.",
  ],
  'CII-SR-014': [
    'The type of document (BT-3) stands exactly once.',
    'Le type de document (BT-3) figure exactement une fois.',
  ],
  'CII-SR-030': ['A note has one content (BT-22).', 'Une note a un seul contenu (BT-22).'],
  'CII-SR-039': ['A line has one note (BT-127).', 'Une ligne a une seule note (BT-127).'],
  'CII-SR-040': ['The note of a line has one content.', "La note d'une ligne a un seul contenu."],
  'CII-SR-046': [
    'An item standard identifier (BT-157) has a scheme.',
    "Un identifiant standard d'article (BT-157) porte un schéma.",
  ],
  'CII-SR-069': ['An item attribute has exactly one name (BT-160).', 'Un attribut a exactement un nom (BT-160).'],
  'CII-SR-072': ['An item attribute has exactly one value (BT-161).', 'Un attribut a exactement une valeur (BT-161).'],
  'CII-SR-090': [
    'A country of origin has exactly one code (BT-159).',
    "Un pays d'origine a exactement un code (BT-159).",
  ],
  'CII-SR-119': [
    'A price has discounts only, with their amount (BT-147).',
    'Un prix ne porte que des remises, avec leur montant (BT-147).',
  ],
  'CII-SR-439': ['A line has exactly one net price (BT-146).', 'Une ligne a exactement un prix net (BT-146).'],
  'CII-SR-440': ['A price discount has one amount (BT-147).', 'Une remise de prix a un seul montant (BT-147).'],
  'CII-SR-441': ['A line has at most one net price (BT-146).', 'Une ligne a un prix net au plus (BT-146).'],
  'CII-SR-449': [
    'A deliver-to location has one identifier (BT-71).',
    'Un lieu de livraison a un seul identifiant (BT-71).',
  ],
  'CII-SR-450': [
    'The buyer has one identifier, private or global (BT-46).',
    "L'acheteur a un identifiant, privé ou global (BT-46).",
  ],
  'CII-SR-451': [
    'The payee has one identifier, private or global (BT-60).',
    'Le bénéficiaire a un identifiant, privé ou global (BT-60).',
  ],
  'CII-SR-452': ['The payment terms stand once.', 'Les conditions de paiement figurent une seule fois.'],
  'CII-SR-453': [
    'The text of payment terms (BT-20) stands once.',
    'Le texte des conditions (BT-20) figure une seule fois.',
  ],
  'CII-SR-454': ['A line has one VAT category (BG-30).', 'Une ligne a une seule catégorie de TVA (BG-30).'],
  'CII-SR-455': ['The seller has one contact (BG-6).', 'Le vendeur a un seul contact (BG-6).'],
  'CII-SR-456': ['The buyer has one contact (BG-9).', "L'acheteur a un seul contact (BG-9)."],
  'CII-SR-457': ['The tender or lot (BT-17) stands once.', "L'appel d'offres ou lot (BT-17) figure une seule fois."],
  'CII-SR-458': ['The invoiced object (BT-18) stands once.', "L'objet facturé (BT-18) figure une seule fois."],
  'CII-SR-459': [
    'The seller has one electronic address (BT-34).',
    'Le vendeur a une seule adresse électronique (BT-34).',
  ],
  'CII-SR-460': [
    'The buyer has one electronic address (BT-49).',
    "L'acheteur a une seule adresse électronique (BT-49).",
  ],
  'CII-SR-461': ['The VAT point date (BT-7) stands once.', "La date d'exigibilité (BT-7) figure une seule fois."],
  'CII-SR-462': [
    'The VAT point date code (BT-8) is the same everywhere.',
    "Le code d'exigibilité (BT-8) est partout le même.",
  ],
  'CII-SR-463': ['An allowance or charge says which it is.', "Une remise ou charge dit ce qu'elle est."],
  'CII-SR-464': ['One service provider (BT-86) per means.', 'Un seul prestataire (BT-86) par moyen.'],
  'CII-SR-465': [
    'The seller contact is a person or a department (BT-41).',
    'Le contact du vendeur est une personne ou un service (BT-41).',
  ],
  'CII-SR-466': [
    'The buyer contact is a person or a department (BT-56).',
    "Le contact de l'acheteur est une personne ou un service (BT-56).",
  ],
  'CII-SR-467': [
    'All payment means have the same code (BT-81).',
    'Tous les moyens de paiement ont le même code (BT-81).',
  ],
  'CII-SR-468': [
    'All payment means have the same text (BT-82).',
    'Tous les moyens de paiement ont le même libellé (BT-82).',
  ],
  'CII-SR-469': [
    'The remittance information (BT-83) stands once.',
    'La référence de paiement (BT-83) figure une seule fois.',
  ],
  'CII-SR-470': ['A credit transfer (30, 58) has an account (BT-84).', 'Un virement (30, 58) porte un compte (BT-84).'],
  'CII-SR-475': [
    'One description (BT-123) among the supporting documents.',
    'Une seule description (BT-123) parmi les pièces jointes.',
  ],
  'CII-SR-476': [
    'One supporting document has an attached file (BT-125).',
    'Une seule pièce jointe porte un fichier (BT-125).',
  ],
};

const MODEL: Texts = {
  'BR-AF-09': [
    'IGIC (BT-117) is its taxable amount (BT-116) × rate (BT-119).',
    "L'IGIC (BT-117) est sa base (BT-116) × taux (BT-119).",
  ],
  'BR-AG-09': [
    'IPSI (BT-117) is its taxable amount (BT-116) × rate (BT-119).',
    "L'IPSI (BT-117) est sa base (BT-116) × taux (BT-119).",
  ],
  'BR-CL-03': ['The currency of an amount is a code of ISO 4217.', "La devise d'un montant est un code ISO 4217."],
};

/** Texts of rules that only a syntax has, or that the model of an invoice cannot break. */
export const SYNTAX_TEXTS: Texts = { ...MODEL, ...UBL, ...CII };

/** For the long tables of data types and single totals. */
export const FAMILY_TEXTS: Texts = {
  'CII-DT': [
    'An attribute or element stands here that the standard does not use, or a date is not YYYYMMDD.',
    "Un attribut ou élément figure ici que la norme n'emploie pas, ou une date n'est pas AAAAMMJJ.",
  ],
  'CII-SR': [
    'The element stands more often than the standard allows.',
    "L'élément figure plus souvent que la norme ne l'admet.",
  ],
};
