import type { Translation } from '../translator.js';

/** Sentences of a PDF an invoice is put into, and of official rule sheets run beside ours. */
export const INVOICE_PDF: readonly Translation[] = [
  ['EDIFACT INVOIC does not carry it: it is lost.', 'L’INVOIC EDIFACT ne le porte pas : il est perdu.'],
  [
    '--pdf is for --to facturx; {0} is no format inside a PDF.',
    '--pdf va avec --to facturx ; {0} n’est pas un format logé dans un PDF.',
  ],
  ['The logo has {0} bytes; {1} are the most.', 'Le logo fait {0} octets ; le maximum est de {1}.'],
  [
    'The logo has the colours of a press (CMYK); save it as a PNG or as a JPEG in RGB.',
    'Le logo a des couleurs d’imprimerie (CMJN) ; enregistrez-le en PNG ou en JPEG RVB.',
  ],
  [
    'The logo cannot be read as an image; it must be a PNG or a JPEG.',
    'Le logo n’est pas lisible comme image ; il faut un PNG ou un JPEG.',
  ],
  [
    '--logo is for pages drawn here: with --to facturx and without --pdf.',
    '--logo vaut pour les pages dessinées ici : avec --to facturx et sans --pdf.',
  ],
  [
    '{0} has {1} bytes; a logo has at most {2}. Save it smaller.',
    '{0} fait {1} octets ; un logo en a {2} au plus. Enregistrez-le plus petit.',
  ],
  [
    '--pdf takes one invoice, since a PDF shows one; {0} were given.',
    '--pdf prend une seule facture, car un PDF en montre une ; {0} sont données.',
  ],
  [
    '{0} holds no compiled rule sheet such as cii-en16931.sef.json.',
    '{0} ne contient aucune feuille de règles compilée, par exemple cii-en16931.sef.json.',
  ],
  [
    'The document is no CII or UBL: there is no official sheet for it.',
    'Le document n’est ni CII ni UBL : il n’y a pas de feuille officielle pour lui.',
  ],
  [
    'The PDF already holds an invoice ("{0}"): give the PDF without it.',
    'Le PDF contient déjà une facture (« {0} ») : donnez le PDF sans elle.',
  ],
  ['The PDF is damaged ({0}). Save it anew.', 'Le PDF est endommagé ({0}). Enregistrez-le à nouveau.'],
  ['The PDF cannot be read ({0}). Save it anew.', 'Le PDF est illisible ({0}). Enregistrez-le à nouveau.'],
  [
    'The PDF cannot become PDF/A-3b (ISO 19005-3, {0}): {1}',
    'Le PDF ne peut devenir PDF/A-3b (ISO 19005-3, {0}) : {1}',
  ],
  [
    'The font {0} is not embedded. Print the PDF again with all fonts embedded.',
    'La police {0} n’est pas incorporée. Imprimez le PDF à nouveau avec toutes ses polices.',
  ],
  ['It contains JavaScript. Export it without scripts.', 'Il contient du JavaScript. Exportez-le sans scripts.'],
  ['It contains an action "{0}". Export it without.', 'Il contient une action « {0} ». Exportez-le sans elle.'],
  [
    'It acts by itself when it is opened or viewed (/AA). Export it without.',
    'Il agit de lui-même à l’ouverture ou à la lecture (/AA). Exportez-le sans cela.',
  ],
  ['It contains a {0} annotation. Take it out.', 'Il contient une annotation {0}. Retirez-la.'],
  [
    'A {0} annotation is not printed or can be hidden. Flatten the PDF.',
    'Une annotation {0} ne s’imprime pas ou peut être masquée. Aplatissez le PDF.',
  ],
  [
    'A {0} annotation has no appearance of its own. Flatten the PDF.',
    'Une annotation {0} n’a pas d’apparence propre. Aplatissez le PDF.',
  ],
  ['It uses transfer functions. Export it anew.', 'Il emploie des fonctions de transfert. Exportez-le à nouveau.'],
  ['It uses an unknown blend mode "{0}".', 'Il emploie un mode de fusion inconnu « {0} ».'],
  ['It contains PostScript. Export it anew.', 'Il contient du PostScript. Exportez-le à nouveau.'],
  ['It shows pages of another file. Export it anew.', 'Il montre des pages d’un autre fichier. Exportez-le à nouveau.'],
  [
    'It refers to images in other files (OPI). Export it anew.',
    'Il renvoie à des images d’autres fichiers (OPI). Exportez-le à nouveau.',
  ],
  ['An image has alternates. Export it anew.', 'Une image a des variantes. Exportez-le à nouveau.'],
  [
    'An image is interpolated. Export it without smoothing of images.',
    'Une image est interpolée. Exportez-le sans lissage des images.',
  ],
  [
    'It is compressed with LZW. Save it anew with a current program.',
    'Il est compressé en LZW. Enregistrez-le à nouveau avec un programme actuel.',
  ],
  [
    'A part of it is encrypted. Save it without protection.',
    'Une partie en est chiffrée. Enregistrez-le sans protection.',
  ],
  ['A part of it stands in another file.', 'Une partie en est dans un autre fichier.'],
  ['It is an XFA form. Print it to a PDF of its own.', 'C’est un formulaire XFA. Imprimez-le dans un PDF.'],
  [
    'Its form fields are drawn by the reader. Flatten the form.',
    'Ses champs de formulaire sont dessinés par le lecteur. Aplatissez le formulaire.',
  ],
  [
    'It is drawn by the reader. Print it to a PDF of its own.',
    'Il est dessiné par le lecteur. Imprimez-le dans un PDF.',
  ],
  ['It demands features of the reader. Export it anew.', 'Il exige des fonctions du lecteur. Exportez-le à nouveau.'],
  [
    'Its layers switch by themselves. Export it without layers.',
    'Ses calques changent d’eux-mêmes. Exportez-le sans calques.',
  ],
  ['Its layers have no name. Export it without layers.', 'Ses calques n’ont pas de nom. Exportez-le sans calques.'],
  [
    'It uses colours for printing (CMYK) without a profile of its own. Export it in RGB or as PDF/A.',
    'Il emploie des couleurs d’impression (CMJN) sans profil propre. Exportez-le en RVB ou en PDF/A.',
  ],
  [
    'saxon-js is not installed: run npm install saxon-js@2 beside Lettrage.',
    'saxon-js n’est pas installé : lancez npm install saxon-js@2 à côté de Lettrage.',
  ],
  ['The engine gave no answer.', 'Le moteur n’a donné aucune réponse.'],
  ['The engine took longer than {0} s.', 'Le moteur a dépassé {0} s.'],
  ['The engine ended with code {0}.', 'Le moteur s’est terminé avec le code {0}.'],
  ['The report of the sheet cannot be read: {0}.', 'Le compte rendu de la feuille est illisible : {0}.'],
  ['The folder of rule sheets {0} cannot be read: {1}.', 'Le dossier des feuilles de règles {0} est illisible : {1}.'],
];
