/**
 * The sentences this project says to people, as templates: `{0}`, `{1}`… stand for what is filled in. Found in the
 * sources: what errors and problems are made with, and what stands under `message`, `reason`, `why` or `remedy`. A spec
 * holds the French list to them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROOMS = ['libs', 'adapters', 'apps/cli', 'apps/server'];
const PASSED_BY = new Set([
  'node_modules',
  'dist',
  'testing',
  'bench',
  'conformance',
  'migrations',
  'scaffold',
  'messages',
  'hostile',
  'web',
]);
const KEYS = new Set(['message', 'reason', 'why', 'remedy', 'detail']);
/** Errors of programs, not of people: a person never reads them unless the program is wrong. */
const INTERNAL = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'Map',
  'Set',
  'RegExp',
  'URL',
  'Command',
  'CommanderError',
]);
const SAYS =
  /(problem|warn|refus|error|fail|fault|reject|invalid|unreadable|unsuited|sentence|message|issue|complain|finding)/i;

/** @returns {Map<string, string>} each sentence with the file that says it first */
export function sentences() {
  const found = new Map();
  for (const room of ROOMS) {
    for (const file of sources(join(ROOT, room))) {
      const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
      visit(source, (text) => {
        if (isSentence(text) && !found.has(text)) found.set(text, relative(ROOT, file));
      });
    }
  }
  return found;
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (PASSED_BY.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.ts$/.test(entry.name) && !/\.(spec|bench|d|fr|template)\.ts$/.test(entry.name)) yield path;
  }
}

function visit(node, say) {
  if (ts.isNewExpression(node) && !INTERNAL.has(node.expression.getText()))
    for (const each of node.arguments ?? []) texts(each, say);
  if (ts.isCallExpression(node) && SAYS.test(calledName(node))) for (const each of node.arguments) texts(each, say);
  if (ts.isPropertyAssignment(node) && KEYS.has(node.name.getText())) texts(node.initializer, say);
  if (ts.isVariableDeclaration(node) && KEYS.has(node.name.getText()) && node.initializer) texts(node.initializer, say);
  ts.forEachChild(node, (child) => visit(child, say));
}

function calledName(node) {
  const { expression } = node;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

/** The texts an expression can come to: both ends of a choice, the text itself. */
function texts(node, say) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) say(node.text);
  else if (ts.isTemplateExpression(node)) {
    say(node.head.text + node.templateSpans.map((span, i) => `{${i}}${span.literal.text}`).join(''));
    for (const span of node.templateSpans) texts(span.expression, say);
  } else if (ts.isConditionalExpression(node)) {
    texts(node.whenTrue, say);
    texts(node.whenFalse, say);
  } else if (ts.isParenthesizedExpression(node)) texts(node.expression, say);
  else if (ts.isBinaryExpression(node)) {
    texts(node.left, say);
    texts(node.right, say);
  }
}

/** Two words of small letters beside each other: not a name, a code, a path or SQL. */
function isSentence(text) {
  const words = text.replace(/\{\d+\}/g, ' x ');
  return (
    /[a-z]{2,}[,;:]? +[a-z(“"]+/.test(words) && !/^\s*(select|insert|update|delete|create|with|alter)\b/i.test(text)
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rooms = new Map();
  for (const [text, file] of sentences()) {
    const room = file.split('/').slice(0, 2).join('/');
    rooms.set(room, [...(rooms.get(room) ?? []), text]);
  }
  if (process.argv[2]) for (const text of rooms.get(process.argv[2]) ?? []) console.log(JSON.stringify(text));
  else for (const [room, list] of rooms) console.log(String(list.length).padStart(5), room);
}
