export { createTranslator, type Translation, type Translator } from './translator.js';
export { french } from './french.js';
export { sentenceOf, withSentences } from './sentences.js';
