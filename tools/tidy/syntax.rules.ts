import ts from 'typescript';
import { nodesBelow, type CheckedFile, type TidyRule } from './tidy-rule.js';

const FUNCTION_LINES = 70;

/** Libraries that take time, ids and settings as arguments; adapters get them from their context. */
const WITHOUT_SURROUNDINGS =
  /^(libs\/(domain|formats|einvoicing|reconciliation|ledger|receivables|billing)|adapters\/[^/]+)\/src\//;

const AMOUNT_WORDS = new Set(
  'amount amounts total totals debit debits credit credits minor balance balances open cash settled unpaid price'.split(
    ' ',
  ),
);

/** A number that only speaks about amounts: how many, how long, where. */
const COUNT_WORDS = new Set(
  'count counts length lengths size index position line lines column columns row rows digits decimals day days date dates year month time at number numbers items seq sequence month width start end port'.split(
    ' ',
  ),
);

function lineOf(file: CheckedFile, node: ts.Node): number {
  return file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line + 1;
}

const functionLength: TidyRule = {
  name: 'function-length',
  *find(file) {
    if (!file.isTypeScript) return;
    for (const node of file.nodes) {
      if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || isSuite(node)) continue;
      const first = lineOf(file, node);
      const lines = file.tree.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - first;
      if (lines > FUNCTION_LINES)
        yield { line: first, message: `${lines} lines; a function has ${FUNCTION_LINES} at most` };
    }
  },
};

/** The function handed to `describe` is a list of tests, not an algorithm. */
function isSuite(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());
}

const noFloatAmount: TidyRule = {
  name: 'no-float-amount',
  *find(file) {
    if (!file.isTypeScript || file.isTest) return;
    for (const node of file.nodes) {
      const converted = convertedToFloat(node);
      const amount = converted && amountName(converted);
      if (amount)
        yield { line: lineOf(file, node), message: `"${amount}" becomes a float; use parseMinor or decimal.js` };
    }
  },
};

/** What `Number(x)`, `parseFloat(x)`, `Number.parseFloat(x)`, `+x` or `x.toNumber()` turns into a float. */
function convertedToFloat(node: ts.Node): ts.Node | undefined {
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken) return node.operand;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression: called } = node;
  if (ts.isPropertyAccessExpression(called) && called.name.text === 'toNumber') return called.expression;
  return /^(Number|parseFloat|Number\.parseFloat)$/.test(node.expression.getText()) ? node.arguments[0] : undefined;
}

/** The first name in the expression that stands for an amount; `amountCount` and `credits.length` do not. */
function amountName(expression: ts.Node): string | undefined {
  const names = nodesBelow(expression)
    .filter((node) => ts.isIdentifier(node) || ts.isStringLiteral(node))
    .map((node) => node.text);
  const words = (name: string): string[] => name.split(/[^A-Za-z]+|(?=[A-Z])/).map((word) => word.toLowerCase());
  if (words(names.at(-1) ?? '').some((word) => COUNT_WORDS.has(word))) return undefined;
  return names.find(
    (name) => words(name).some((word) => AMOUNT_WORDS.has(word)) && !words(name).some((word) => COUNT_WORDS.has(word)),
  );
}

const noSurroundings: TidyRule = {
  name: 'no-surroundings',
  *find(file) {
    if (!file.isTypeScript || file.isTest || !WITHOUT_SURROUNDINGS.test(file.path)) return;
    for (const node of file.nodes) {
      const used = surroundings(node);
      if (used) yield { line: lineOf(file, node), message: `${used}: time, chance and settings come in as arguments` };
    }
  },
};

const FORBIDDEN_MEMBERS =
  /^(Date\.now|Math\.random|process\.\w+|performance\.\w+|crypto\.(randomUUID|getRandomValues|randomBytes)|globalThis\.(process|fetch|performance))$/;
const FORBIDDEN_CALLS = /^(Date|fetch|randomUUID|randomBytes|randomInt|setInterval)$/;

function surroundings(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && FORBIDDEN_MEMBERS.test(node.getText())) return node.getText();
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && FORBIDDEN_CALLS.test(node.expression.getText()))
    return `${node.expression.getText()}()`;
  return undefined;
}

const docstrings: TidyRule = {
  name: 'docstring',
  *find(file) {
    if (!file.isTypeScript || file.isTest || !file.path.startsWith('libs/')) return;
    const documented = new Set<string>();
    for (const statement of file.tree.statements) {
      const name = exportedName(statement);
      if (name === undefined) continue;
      // Of the overloads of a function the first one speaks for all.
      if (ts.getJSDocCommentsAndTags(statement).length > 0) documented.add(name);
      if (!documented.has(name))
        yield { line: lineOf(file, statement), message: `${name} is exported and has no docstring` };
    }
  },
};

/** The name of an exported function or class, also of a function held by a constant. */
function exportedName(statement: ts.Statement): string | undefined {
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!isExported) return undefined;
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return statement.name?.text ?? 'default';
  if (!ts.isVariableStatement(statement)) return undefined;
  const [declaration] = statement.declarationList.declarations;
  const value = declaration?.initializer;
  const isFunction = value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value));
  return declaration && isFunction ? declaration.name.getText() : undefined;
}

/** Rules about the code itself, on its syntax tree. */
export const syntaxRules: readonly TidyRule[] = [functionLength, noFloatAmount, noSurroundings, docstrings];
