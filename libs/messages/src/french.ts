import { COMMAND_LINE } from './fr/command-line.fr.js';
import { createTranslator, type Translator } from './translator.js';

/** Every sentence that has a French form, room by room. */
export const FRENCH = [...COMMAND_LINE];

/** Puts a sentence into French. */
export const french: Translator = createTranslator(FRENCH);
