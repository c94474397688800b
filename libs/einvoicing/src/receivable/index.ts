export { openItemsOf, sirenOfParty, type Receivable } from './open-items-of.js';
