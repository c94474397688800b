import type { Translation } from '../translator.js';

/** Sentences of the statement readers. */
export const STATEMENTS: readonly Translation[] = [
  ['a transfer has two amounts', 'un virement a deux montants'],
  ['"{0}" says neither received nor paid', '« {0} » ne dit ni reçu ni payé'],
  [
    'the amount has a minus sign although its row says that money came in',
    'le montant porte un moins alors que sa ligne dit que l’argent est entré',
  ],
  ['neither debit nor credit is filled', 'ni débit ni crédit n’est rempli'],
  ['both debit "{0}" and credit "{1}" are filled', 'débit « {0} » et crédit « {1} » sont remplis tous les deux'],
  [
    'the debit "{0}" has another sign than the debits of this file; it is not guessed which way the money went',
    'le débit « {0} » n’a pas le signe des débits de ce fichier ; on ne devine pas le sens de l’argent',
  ],
  ['"{0}" has a sign twice', '« {0} » porte deux signes'],
  [
    'the file ends within this row; it is left out, ask for the file again',
    'le fichier s’arrête dans cette ligne ; elle est laissée de côté, redemandez le fichier',
  ],
  [
    'the row has {0} cells where the table has {1} columns; a separator inside a text, or an amount cut at its comma?',
    'la ligne a {0} cellules pour {1} colonnes ; un séparateur dans un texte, ou un montant coupé à sa virgule ?',
  ],
  [
    'the amount has a sign although a column of its own gives the direction',
    'le montant porte un signe alors qu’une colonne donne le sens',
  ],
  ['"{0}" is no state this profile knows', '« {0} » n’est pas un état connu de ce profil'],
  ['there is no profile "{0}"; known are {1}', 'le profil « {0} » n’existe pas ; connus : {1}'],
  [
    'the header fits {0}.{1} and {2}.{3}; choose one with --profile',
    'l’en-tête convient à {0}.{1} et à {2}.{3} ; choisissez avec --profile',
  ],
  [
    'the header of profile {0}.{1} is not in the first {2} lines',
    'l’en-tête du profil {0}.{1} n’est pas dans les {2} premières lignes',
  ],
  [
    'the file does not have the layout of profile "{0}" (its header is not in the first {1} lines)',
    'le fichier n’a pas la disposition du profil « {0} » (son en-tête n’est pas dans les {1} premières lignes)',
  ],
  [
    'the layout is not known: its columns hold days and amounts, but nothing proves which amount is which. A profile to check and keep: lettrage statement profile propose FILE',
    'la disposition est inconnue : ses colonnes ont des dates et des montants, mais rien ne prouve lequel est lequel. Un profil à vérifier et à garder : lettrage statement profile propose FICHIER',
  ],
  [
    'the layout is not known: no column for {0}. Columns found: {1}. Wanted: a date, an amount or debit and credit, and a label, under names such as Date, Montant, Libellé. For a profile to confirm and keep: lettrage statement profile propose FILE',
    'la disposition est inconnue : pas de colonne pour {0}. Colonnes trouvées : {1}. Il faut une date, un montant ou débit et crédit, et un libellé, sous des noms comme Date, Montant, Libellé. Pour un profil à confirmer et à garder : lettrage statement profile propose FICHIER',
  ],
  ['"{0}" is in {1}, the row in {2}', '« {0} » est en {1}, la ligne en {2}'],
  [
    '"{0}" is not a currency (expected an ISO 4217 code such as EUR)',
    '« {0} » n’est pas une devise (on attend un code ISO 4217 comme EUR)',
  ],
  ['the file says {0} lines, {1} were read', 'le fichier annonce {0} lignes, {1} ont été lues'],
  [
    'the file names no currency; amounts without one are read as {0}',
    'le fichier ne nomme aucune devise ; les montants sans devise sont lus en {0}',
  ],
  ['a file of {0} without a single movement', 'un fichier de {0} sans aucun mouvement'],
  ['{0} rows were refused; the rest is not read', '{0} lignes ont été refusées ; le reste n’est pas lu'],
  ['{0}: {1}; the movement is read without it', '{0} : {1} ; le mouvement est lu sans lui'],
  ['the header of profile {0} has no column for the {1}', 'l’en-tête du profil {0} n’a pas de colonne pour {1}'],
  [
    '{0}; nothing is guessed: read it again with --profile {1}',
    '{0} ; rien n’est deviné : relisez-le avec --profile {1}',
  ],
  ['the profile is not JSON: {0}', 'le profil n’est pas du JSON : {0}'],
  ['the profile is not usable: {0}', 'le profil est inutilisable : {0}'],
  ['the amount has no currency (attribute Ccy)', 'le montant n’a pas de devise (attribut Ccy)'],
  ['"{0}" has a sign, which belongs in CdtDbtInd', '« {0} » porte un signe, dont la place est dans CdtDbtInd'],
  ['"{0}" is neither CRDT nor DBIT', '« {0} » n’est ni CRDT ni DBIT'],
  ['the balance {0} has no amount', 'le solde {0} n’a pas de montant'],
  ['the balance {0} does not say CRDT or DBIT', 'le solde {0} ne dit ni CRDT ni DBIT'],
  [
    'the entry is information only (INFO) and is not counted',
    'le mouvement n’est qu’une information (INFO) et n’est pas compté',
  ],
  ['not all {0} details have an amount in {1}; {2}', 'les {0} détails n’ont pas tous un montant en {1} ; {2}'],
  ['a detail of the batch has no amount in {0}', 'un détail de la remise n’a pas de montant en {0}'],
  ['its {0} details and the entry differ by {1} {2}', 'ses {0} détails et le mouvement diffèrent de {1} {2}'],
  ['the entry has no amount', 'le mouvement n’a pas de montant'],
  ['the entry does not say CRDT or DBIT', 'le mouvement ne dit ni CRDT ni DBIT'],
  ['the entry has no status', 'le mouvement n’a pas d’état'],
  ['"{0}" is no status known here (BOOK, PDNG, INFO)', '« {0} » n’est pas un état connu ici (BOOK, PDNG, INFO)'],
  ['the entry has neither booking nor value date', 'le mouvement n’a ni date comptable ni date de valeur'],
  ['the message holds no statement', 'le message ne contient aucun relevé'],
  [
    '{0} entries name no day; they are read as of {1}, the day of the statement',
    '{0} mouvements ne nomment aucune date ; ils sont lus au {1}, date du relevé',
  ],
  [
    '{0} entries name no status; in a statement they are taken as booked',
    '{0} mouvements ne nomment aucun état ; dans un relevé ils sont pris comme comptabilisés',
  ],
  ['"{0}" is not a currency (expected an ISO 4217 code)', '« {0} » n’est pas une devise (on attend un code ISO 4217)'],
  ['the statement names no account', 'le relevé ne nomme aucun compte'],
  ["the account's IBAN {0} has wrong check digits or length", 'l’IBAN du compte {0} a une clé ou une longueur fausse'],
  [
    'the statement has no {0} balance, so its sum cannot be proven',
    'le relevé n’a pas de solde {0}, sa somme ne peut donc pas être prouvée',
  ],
  ['{0}line {1}: {2}', '{0}ligne {1} : {2}'],
  ['"{0}" is not a number of decimals', '« {0} » n’est pas un nombre de décimales'],
  ['"{0}" is not a booking date (expected DDMMYY)', '« {0} » n’est pas une date comptable (on attend JJMMAA)'],
  [
    'the file ends before the closing balance (07) of its last statement',
    'le fichier s’arrête avant le solde final (07) de son dernier relevé',
  ],
  ['the file is empty', 'le fichier est vide'],
  ['the file holds no statement', 'le fichier ne contient aucun relevé'],
  ['{0} records were refused; the rest is not read', '{0} enregistrements ont été refusés ; le reste n’est pas lu'],
  [
    '"{0}" is no record code (expected 01, 04, 05 or 07)',
    '« {0} » n’est pas un code d’enregistrement (on attend 01, 04, 05 ou 07)',
  ],
  [
    'the statement before has no closing balance (07), so its sum cannot be proven',
    'le relevé précédent n’a pas de solde final (07), sa somme ne peut donc pas être prouvée',
  ],
  [
    'the last statement of this account closes with {0}; is a statement missing?',
    'le dernier relevé de ce compte se termine à {0} ; manque-t-il un relevé ?',
  ],
  [
    'the statement has no opening balance (01), so its sum cannot be proven',
    'le relevé n’a pas de solde initial (01), sa somme ne peut donc pas être prouvée',
  ],
  [
    'this is no CFONB120 file: it begins with "{0}" (expected records of 120 characters that begin with 01, 04, 05 or 07)',
    'ce n’est pas un fichier CFONB120 : il commence par « {0} » (on attend des enregistrements de 120 caractères commençant par 01, 04, 05 ou 07)',
  ],
  ['{0}record {1}: {2}', '{0}enregistrement {1} : {2}'],
  [
    '"{0}" is not a value date (expected DDMMYY); it is left out',
    '« {0} » n’est pas une date de valeur (on attend JJMMAA) ; elle est laissée de côté',
  ],
  [
    'a complement (05) without its movement (04) is passed over',
    'un complément (05) sans son mouvement (04) est ignoré',
  ],
  [
    'opening {0} and the movements {1} do not make the closing balance {2}',
    'le solde initial {0} et les mouvements {1} ne font pas le solde final {2}',
  ],
  [
    '"{0}" is not a balance date (expected DDMMYY); it is left out',
    '« {0} » n’est pas une date de solde (on attend JJMMAA) ; elle est laissée de côté',
  ],
  ['the movement has no amount and is left out', 'le mouvement n’a pas de montant et est laissé de côté'],
  [
    '"{0}" is not an amount (expected a decimal comma)',
    '« {0} » n’est pas un montant (on attend une virgule décimale)',
  ],
  ['the movement is wrapped over two lines', 'le mouvement est coupé sur deux lignes'],
  [
    '"{0}" does not exist; it is read as {1}, the last day of that month',
    '« {0} » n’existe pas ; il est lu comme le {1}, dernier jour de ce mois',
  ],
  ['the file ends within a balance, which is left out', 'le fichier s’arrête dans un solde, qui est laissé de côté'],
  ['the file ends within a movement, which is left out', 'le fichier s’arrête dans un mouvement, laissé de côté'],
  [
    'a line is longer than a megabyte; nothing is read from there on',
    'une ligne dépasse un mégaoctet ; rien n’est lu à partir de là',
  ],
  [
    'this is no MT940 or MT942 message (expected a line that begins with :20:)',
    'ce n’est pas un message MT940 ou MT942 (on attend une ligne commençant par :20:)',
  ],
  [
    'the file holds control characters, which are passed over',
    'le fichier contient des caractères de contrôle, ignorés',
  ],
  ['{0} fields were refused; the rest is not read', '{0} champs ont été refusés ; le reste n’est pas lu'],
  [
    'the statement has no closing balance (:62F:), so its sum cannot be proven',
    'le relevé n’a pas de solde final (:62F:), sa somme ne peut donc pas être prouvée',
  ],
  [
    'the movement stands before any balance, so its currency is not known',
    'le mouvement précède tout solde, sa devise est donc inconnue',
  ],
  ['the statement names no account (:25:)', 'le relevé ne nomme aucun compte (:25:)'],
  [
    'the statement has no opening balance (:60F:), so its sum cannot be proven',
    'le relevé n’a pas de solde initial (:60F:), sa somme ne peut donc pas être prouvée',
  ],
  [
    '"{0}" is not a balance (expected C or D, YYMMDD, a currency and an amount with a comma)',
    '« {0} » n’est pas un solde (on attend C ou D, AAMMJJ, une devise et un montant avec une virgule)',
  ],
  ['the balance is in {0}, the statement in {1}', 'le solde est en {0}, le relevé en {1}'],
  [
    '"{0}" is not a total (expected a number, the currency and an amount)',
    '« {0} » n’est pas un total (on attend un nombre, la devise et un montant)',
  ],
  [
    'the file says {0} in all, {1} movements of {2} were read',
    'le fichier annonce {0} au total, {1} mouvements de {2} ont été lus',
  ],
  [
    '"{0}" is not written as the standard says (digits and a decimal comma); it is read as {1} {2}, and others like it in the same way',
    '« {0} » n’est pas écrit comme le veut la norme (des chiffres et une virgule décimale) ; il est lu comme {1} {2}, et les autres de même',
  ],
  [
    '"{0}" is not an amount in {1} (expected digits with a decimal comma)',
    '« {0} » n’est pas un montant en {1} (on attend des chiffres avec une virgule décimale)',
  ],
  [
    'entries in another currency ({0}) than the account ({1}): {2}; each is read in its own currency, and the sum and the check of the balances leave them out. Ask the bank for a statement of each currency before you import it',
    'écritures dans une autre devise ({0}) que le compte ({1}) : {2} ; chacune est lue dans sa devise, et la somme et le contrôle des soldes les laissent de côté. Demandez à la banque un relevé par devise avant de l’importer',
  ],
  [
    'A line of {0} over {1} {2} stands in a statement of an account in {3}; nothing of it was stored. Ask the bank for a statement of each currency, and add the account in each.',
    'Une ligne du {0} de {1} {2} figure dans le relevé d’un compte en {3} ; rien n’en a été enregistré. Demandez à la banque un relevé par devise, et ajoutez le compte dans chacune.',
  ],
  [
    'the file holds a document type (<!DOCTYPE), which no statement has',
    'le fichier contient un type de document (<!DOCTYPE), qu’aucun relevé n’a',
  ],
  [
    'a value is longer than 65,536 characters; nothing is read from there on',
    'une valeur dépasse 65 536 caractères ; rien n’est lu à partir de là',
  ],
  ['this is no OFX file (expected <OFX>)', 'ce n’est pas un fichier OFX (on attend <OFX>)'],
  [
    'the file ends before </OFX>; a movement it was cut in is left out',
    'le fichier s’arrête avant </OFX> ; un mouvement coupé est laissé de côté',
  ],
  ['the file holds no bank or card statement', 'le fichier ne contient aucun relevé de banque ou de carte'],
  ['the statement of a securities account is not read', 'le relevé d’un compte-titres n’est pas lu'],
  [
    '{0} messages hold neither account, balance nor movement; the rest is not read',
    '{0} messages n’ont ni compte, ni solde, ni mouvement ; le reste n’est pas lu',
  ],
  [
    '{0} statements hold neither movement nor closing balance (07); the rest is not read',
    '{0} relevés n’ont ni mouvement ni nouveau solde (07) ; le reste n’est pas lu',
  ],
  ['{0} movements were refused; the rest is not read', '{0} mouvements ont été refusés ; le reste n’est pas lu'],
  ['the statement names no currency', 'le relevé ne nomme aucune devise'],
  [
    "the amount is in {0}, not in the account's {1}; it and others like it are read in their own currency, and the sum leaves them out",
    'le montant est en {0}, pas en {1} comme le compte ; lui et les autres de même sont lus dans leur devise, et la somme les laisse de côté',
  ],
  ['the sheet "{0}" is not read: {1}', 'la feuille « {0} » n’est pas lue : {1}'],
  [
    '"{0}" may have decimals or thousands, and no other amount tells; read the file again with a profile that says it',
    '« {0} » peut avoir des décimales ou des milliers, et aucun autre montant ne le dit ; relisez le fichier avec un profil qui le précise',
  ],
  ['"{0}" is not a day (expected YYYYMMDD)', '« {0} » n’est pas un jour (on attend AAAAMMJJ)'],
  ['"{0}" is not an amount in {1}', '« {0} » n’est pas un montant en {1}'],
  ['qif.dmy or qif.mdy', 'qif.dmy ou qif.mdy'],
  ['qif.dmy-comma or qif.dmy-point (or qif.mdy-…)', 'qif.dmy-comma ou qif.dmy-point (ou qif.mdy-…)'],
  ['there is no QIF profile "{0}"; known are {1}', 'le profil QIF « {0} » n’existe pas ; connus : {1}'],
  ['{0}; nothing is read from there on', '{0} ; rien n’est lu à partir de là'],
  [
    'the file ends within a record (no ^ after it); that record is left out',
    'le fichier s’arrête dans un enregistrement (pas de ^ après lui) ; il est laissé de côté',
  ],
  [
    'the file holds no bank, cash or card account',
    'le fichier ne contient aucun compte de banque, de caisse ou de carte',
  ],
  ['QIF names no currency; its amounts are read as EUR', 'QIF ne nomme aucune devise ; ses montants sont lus en EUR'],
  ['the movements of a securities account are not read', 'les mouvements d’un compte-titres ne sont pas lus'],
  [
    'the header "!{0}" is not known; what is below it is not read',
    'l’en-tête « !{0} » est inconnu ; ce qui le suit n’est pas lu',
  ],
  [
    'this is no QIF file (expected a header such as !Type:Bank)',
    'ce n’est pas un fichier QIF (on attend un en-tête comme !Type:Bank)',
  ],
  ['the record has no day (line D)', 'l’enregistrement n’a pas de jour (ligne D)'],
  ['the record has no amount (line T)', 'l’enregistrement n’a pas de montant (ligne T)'],
  [
    'the parts add up to {0}, the record has {1}; the record counts',
    'les parts font {0}, l’enregistrement a {1} ; c’est l’enregistrement qui compte',
  ],
  ['a cell of row {0} is longer than {1} characters', 'une cellule de la ligne {0} dépasse {1} caractères'],
  ['it holds {0} parts, which no statement has', 'il contient {0} parties, ce qu’aucun relevé n’a'],
  [
    'it unpacks to far more than a statement holds. If it is sound, save the sheet as CSV and give that',
    'il se décompresse en bien plus qu’un relevé. S’il est sain, enregistrez la feuille en CSV et donnez-la',
  ],
  [
    'it is protected by a password. Open it in the spreadsheet program, save it without a password and give that',
    'il est protégé par un mot de passe. Ouvrez-le dans le tableur, enregistrez-le sans mot de passe et donnez-le',
  ],
  [
    'it is damaged and cannot be unpacked ({0}). Fetch it again',
    'il est abîmé et ne peut pas être décompressé ({0}). Récupérez-le de nouveau',
  ],
  ['it is no Excel workbook (it has no xl/workbook.xml)', 'ce n’est pas un classeur Excel (pas de xl/workbook.xml)'],
  ['a cell names the shared text {0}, which there is not', 'une cellule nomme le texte partagé {0}, qui n’existe pas'],
  ['it holds more text than a statement does', 'il contient plus de texte qu’un relevé'],
  ['the workbook cannot be read: {0}', 'le classeur est illisible : {0}'],
  ['the workbook is damaged: {0}', 'le classeur est abîmé : {0}'],
  ['the workbook holds no table', 'le classeur ne contient aucun tableau'],
  [
    'it is larger than {0} bytes. Save the sheet as CSV and give that',
    'il dépasse {0} octets. Enregistrez la feuille en CSV et donnez-la',
  ],
  [
    'it is a workbook of the old format (.xls). Open it in the spreadsheet program, save it as .xlsx or CSV and give that',
    'c’est un classeur de l’ancien format (.xls). Ouvrez-le dans le tableur, enregistrez-le en .xlsx ou CSV et donnez-le',
  ],
  ['it is no Excel workbook (.xlsx)', 'ce n’est pas un classeur Excel (.xlsx)'],
  [
    'its amounts have no sign, but by the balances some left the account, and no column says which; ask the bank for an export with signs or with columns for debit and credit',
    'ses montants n’ont pas de signe, mais d’après les soldes certains ont quitté le compte, et aucune colonne ne dit lesquels ; demandez à la banque un export avec signes ou avec colonnes débit et crédit',
  ],
];
