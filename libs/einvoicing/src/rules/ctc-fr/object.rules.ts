import { isFilled, placed, type InvoiceFacts, type Placed } from '../facts.js';
import type { Identifier, ItemAttribute } from '../../model/index.js';
import { ruleForEach, type BilingualText, type Rule } from '../rule.js';

const attributes = ({ lines }: InvoiceFacts): Placed<ItemAttribute>[] =>
  lines.flatMap(([path, line]) => placed(`${path}/BG-32`, line.itemInformation?.attributes));

const filledIfPresent = (text: string | undefined): boolean => text === undefined || isFilled(text);

/** All objects invoiced with the schemes that may come once. */
const objectsOf = (
  first: Identifier | undefined,
  further: readonly Identifier[] | undefined,
): readonly Identifier[] => [...(first ? [first] : []), ...(further ?? [])];

function* headerObjects({ invoice }: InvoiceFacts): Iterable<readonly [string, readonly Identifier[]]> {
  yield ['/BT-18', objectsOf(invoice.invoicedObjectIdentifier, invoice.furtherInvoicedObjectIdentifiers)];
}

function* lineObjects({ lines }: InvoiceFacts): Iterable<readonly [string, readonly Identifier[]]> {
  for (const [path, line] of lines)
    yield [`${path}/BT-128`, objectsOf(line.objectIdentifier, line.furtherObjectIdentifiers)];
}

function onceEach(
  id: string,
  term: string,
  text: BilingualText,
  found: (f: InvoiceFacts) => Iterable<readonly [string, readonly Identifier[]]>,
): Rule {
  return ruleForEach(id, [term], text, found, (objects) =>
    ['AFL', 'AVV'].every((scheme) => objects.filter((object) => object.scheme === scheme).length <= 1),
  );
}

function filled(
  id: string,
  term: string,
  found: (f: InvoiceFacts) => Iterable<readonly [string, readonly Identifier[]]>,
): Rule {
  const text = {
    en: `An object of scheme AFL or AVV (${term}) has an identifier.`,
    fr: `Un objet de schéma AFL ou AVV (${term}) porte un identifiant.`,
  };
  return ruleForEach(
    id,
    [term],
    text,
    (f) => [...found(f)].flatMap(([path, objects]) => placed(path, objects)),
    (object) => !['AFL', 'AVV'].includes(object.scheme ?? '') || isFilled(object.value),
  );
}

/** Attributes of items and objects invoiced. */
export const FRENCH_OBJECT_RULES: readonly Rule[] = [
  ruleForEach(
    'BR-FR-27',
    ['BT-160'],
    {
      en: 'An item attribute (BG-32) has a name (BT-160) or a code.',
      fr: "Un attribut d'article (BG-32) porte un nom (BT-160) ou un code.",
    },
    attributes,
    ({ name, code }) => (name !== undefined || code !== undefined) && filledIfPresent(name) && filledIfPresent(code),
  ),
  ruleForEach(
    'BR-FR-28',
    ['BT-161'],
    {
      en: 'An item attribute (BG-32) has either a value (BT-161) or a measured value with its unit.',
      fr: "Un attribut d'article (BG-32) porte soit une valeur (BT-161), soit une valeur mesurée avec son unité.",
    },
    attributes,
    ({ value, measuredValue, measuredValueUnit }) => {
      const isMeasured = measuredValue !== undefined && measuredValueUnit !== undefined;
      return (value !== undefined) !== isMeasured;
    },
  ),
  onceEach(
    'BR-FR-29',
    'BT-18',
    {
      en: 'Among the objects invoiced (BT-18) there is one of scheme AFL and one of AVV at most.',
      fr: 'Parmi les objets facturés (BT-18), un seul au plus est de schéma AFL et un seul de schéma AVV.',
    },
    headerObjects,
  ),
  filled('BR-FR-29', 'BT-18', headerObjects),
  onceEach(
    'BR-FR-30',
    'BT-128',
    {
      en: 'Among the objects of a line (BT-128) there is one of scheme AFL and one of AVV at most.',
      fr: "Parmi les objets d'une ligne (BT-128), un seul au plus est de schéma AFL et un seul de schéma AVV.",
    },
    lineObjects,
  ),
  filled('BR-FR-30', 'BT-128', lineObjects),
];
