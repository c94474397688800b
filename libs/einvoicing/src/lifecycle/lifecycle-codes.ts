import { codes } from '../codes/code-list.js';
import type { BilingualText } from '../rules/rule.js';

/** Who may set a status. */
export type StatusSetter = 'platform' | 'seller' | 'buyer' | 'either';

/** One status of an invoice's life (XP Z12-012, MDT-105). */
export interface LifecycleStatus {
  readonly code: string;
  /** MDT-106, in French as the messages carry it. */
  readonly label: BilingualText;
  readonly setBy: StatusSetter;
  /** MDT-77: 305 transmission between platforms, 23 processing by the companies. */
  readonly phase: '23' | '305';
  /** MDT-88 (UNTDID 1373); absent where none is settled, and then not written. */
  readonly statusCode?: string;
  readonly mandatory?: true;
  /** A reason (MDT-113) must be given. */
  readonly needsReason?: true;
  /** Nothing may follow. */
  readonly final?: true;
}

type More = Partial<Pick<LifecycleStatus, 'statusCode' | 'mandatory' | 'needsReason' | 'final'>>;
const status = (
  code: string,
  fr: string,
  en: string,
  setBy: StatusSetter,
  phase: '23' | '305',
  more: More = {},
): LifecycleStatus => ({ code, label: { fr, en }, setBy, phase, ...more });

/** The statuses of XP Z12-012 V1.4. Other codes exist between two parties and are only warned about. */
export const LIFECYCLE_STATUSES: ReadonlyMap<string, LifecycleStatus> = new Map(
  [
    status('200', 'Déposée', 'Deposited', 'platform', '305', { statusCode: '10', mandatory: true }),
    status('201', 'Émise par la plateforme', 'Sent by the platform', 'platform', '305', { statusCode: '51' }),
    status('202', 'Reçue par la plateforme', 'Received by the platform', 'platform', '305', { statusCode: '43' }),
    status('203', 'Mise à disposition', 'Made available', 'platform', '305', { statusCode: '48' }),
    status('204', 'Prise en charge', 'Taken charge of', 'buyer', '23', { statusCode: '45' }),
    status('205', 'Approuvée', 'Approved', 'buyer', '23', { statusCode: '1' }),
    status('206', 'Approuvée partiellement', 'Partly approved', 'buyer', '23', { statusCode: '49', needsReason: true }),
    status('207', 'En litige', 'Disputed', 'buyer', '23', { statusCode: '46', needsReason: true }),
    status('208', 'Suspendue', 'Suspended', 'buyer', '23', { statusCode: '39', needsReason: true }),
    status('209', 'Complétée', 'Completed', 'seller', '23', { statusCode: '37' }),
    status('210', 'Refusée', 'Refused', 'buyer', '23', {
      statusCode: '50',
      mandatory: true,
      needsReason: true,
      final: true,
    }),
    status('211', 'Paiement transmis', 'Payment sent', 'buyer', '23', { statusCode: '47' }),
    status('212', 'Encaissée', 'Cashed', 'seller', '23', { statusCode: '47', mandatory: true }),
    status('213', 'Rejetée', 'Rejected', 'platform', '305', {
      statusCode: '8',
      mandatory: true,
      needsReason: true,
      final: true,
    }),
    status('214', 'Visée', 'Endorsed', 'buyer', '23'),
    status('220', 'Annulée', 'Cancelled', 'either', '23'),
    status('221', 'Erreur de routage', 'Routing error', 'platform', '305'),
    status('224', 'Demande de paiement direct', 'Direct payment asked for', 'seller', '23'),
    status('225', 'Affacturée', 'Factored', 'seller', '23'),
    status('226', 'Affacturée confidentiel', 'Factored, confidential', 'seller', '23'),
    status('227', 'Changement de compte à payer', 'Other account to pay', 'seller', '23'),
    status('228', 'Non affacturée', 'Not factored', 'seller', '23'),
    status('250', 'Réception', 'Received', 'platform', '305'),
    status('251', 'Réception', 'Received', 'platform', '305'),
    status('300', 'E-reporting', 'E-reporting', 'platform', '305'),
    status('301', 'E-reporting', 'E-reporting', 'platform', '305'),
    status('400', 'Annuaire', 'Directory', 'platform', '305'),
    status('401', 'Annuaire', 'Directory', 'platform', '305'),
    status('500', 'Recevable', 'Admissible', 'platform', '305'),
    status('501', 'Irrecevable', 'Inadmissible', 'platform', '305', { needsReason: true }),
    status('601', 'Statut technique', 'Technical status', 'platform', '305'),
  ].map((one) => [one.code, one]),
);

const QUALITY = `AUTRE CMD_ERR SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR PU_ERR REM_ERR QTE_ERR ART_ERR MODPAI_ERR
  QUALITE_ERR LIVR_INCOMP`;
const REFUSAL = `TX_TVA_ERR MONTANTTOTAL_ERR CALCUL_ERR NON_CONFORME DOUBLON DEST_ERR TRANSAC_INC EMMET_INC CONTRAT_TERM
  DOUBLE_FACT CMD_ERR ADR_ERR REF_CT_ABSENT`;
const INADMISSIBLE = `IRR_VIDE_F IRR_TYPE_F IRR_SYNTAX IRR_TAILLE_PJ IRR_NOM_PJ IRR_VID_PJ IRR_EXT_DOC IRR_TAILLE_F
  IRR_ANTIVIRUS IRR_NOM_F`;
const REJECTION = `MONTANTTOTAL_ERR CALCUL_ERR DOUBLON DEST_INC ADR_ERR REJ_SEMAN REJ_UNI REJ_COH REJ_ADR REJ_CONT_B2G
  REJ_REF_PJ REJ_ASS_PJ`;
const SUSPENSION = 'JUSTIF_ABS COORD_BANC_ERR CMD_ERR SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR';
const DISPUTE = `${QUALITY} ${REFUSAL} COORD_BANC_ERR DEST_INC`;
const PUBLIC_REFUSAL = `${REFUSAL} RETRAIT_MAN_SERV ST_CT_NON_DECLAR SUPPR_COMP_AVOIR TRANSF_PMNT_REGIE AUTRE COORD_BANC_ERR
  LIVR_INCOMP`;

/** MDT-113 by status, where the list is closed. */
export const REASONS_OF_STATUS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['200', codes('NON_TRANSMISE')],
  ['206', codes(QUALITY)],
  ['207', codes(DISPUTE)],
  ['208', codes(SUSPENSION)],
  ['210', codes(REFUSAL)],
  ['213', codes(REJECTION)],
  ['221', codes('ROUTAGE_ERR')],
  ['501', codes(INADMISSIBLE)],
]);

/** MDT-113 of a refusal (210) that comes from the public sector. */
export const PUBLIC_REFUSAL_REASONS = codes(PUBLIC_REFUSAL);

/** Every reason of the rule set. */
export const STATUS_REASONS = codes(
  `${DISPUTE} ${PUBLIC_REFUSAL} ${REJECTION} ${SUSPENSION} ${INADMISSIBLE} NON_TRANSMISE ROUTAGE_ERR CONTACT_ACHTR`,
);

/** MDT-121: NOA none, PIN more information, NIN new invoice, CNF full, CNP partial, CNA credit note, OTH other. */
export const REQUESTED_ACTIONS = codes('NOA PIN NIN CNF CNP CNA OTH');

/** MDT-207: MEN cashed, MPA paid, RAP left to pay, ESC discount, CBB account, DIV invalid value, DVA expected value… */
export const CHARACTERISTICS = codes('MEN MPA RAP ESC RAB REM MAP MAPTTC MNA MNATTC CBB DIV DVA MAJ');

/** Roles of the companies of an invoice: buyer, its representative, factor, seller, its representative, payee, payer, invoicer, invoicee. */
export const COMPANY_ROLES = codes('BY AB DL SE SR PE PR II IV');

/** MDT-2 between companies and platforms. */
export const PROCESSES = codes('REGULATED NON_REGULATED B2C B2CINT B2BINT OUTOFSCOPE');

/** MDT-88 allowed by phase (MDT-77). */
export const STATUS_CODES_OF_PHASE: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['305', codes('10 51 43 8 48')],
  ['23', codes('45 39 37 50 49 47 46 1 5')],
]);

/** MDT-3 between companies and platforms. */
export const CDV_INVOICE_PROFILE = 'urn.cpro.gouv.fr:1p0:CDV:invoice';
/** MDT-3 of a message for the public portal (PPF) alone. */
export const CDV_PPF_PROFILE = 'urn.cpro.gouv.fr:1p0:CDV:einvoicingF2';
