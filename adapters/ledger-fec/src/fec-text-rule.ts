/**
 * The rule for texts, stated in the manifest and in the notice, so that one text field is one field of one line:
 * line breaks, tabs and other control characters become one blank, NUL and invisible format characters go, `|` becomes
 * `/`, typographic signs their plain form, emoji and (in ISO 8859-15) characters the set lacks their base letter or `?`.
 */
export const TEXT_RULE =
  'Tabulations, fins de ligne et caractères de contrôle deviennent une espace ; les caractères NUL et invisibles sont ' +
  'retirés ; « | » devient « / » ; les signes typographiques prennent leur forme simple ; les émojis, et en ' +
  'ISO 8859-15 les caractères absents du jeu, sont remplacés par leur lettre de base ou « ? ».';
