import ts from 'typescript';

/** A file as the rules see it; `path` is relative to the repository, with slashes. */
export class CheckedFile {
  private parsed: ts.SourceFile | undefined;
  private listed: ts.Node[] | undefined;

  constructor(
    readonly path: string,
    /** Undefined for a file too large to be source or with bytes that are no text. */
    readonly text: string | undefined,
    readonly bytes: number,
  ) {}

  /** `ts` for `money.spec.ts`, the last ending. */
  get ending(): string {
    return /\.([^./]+)$/.exec(this.path)?.[1] ?? '';
  }

  get isTypeScript(): boolean {
    return this.text !== undefined && (this.ending === 'ts' || this.ending === 'tsx');
  }

  get isCode(): boolean {
    return this.text !== undefined && ['ts', 'tsx', 'mjs', 'cjs', 'js'].includes(this.ending);
  }

  /** Tests, measurements and what only they use: they may read clocks and write long tables. */
  get isTest(): boolean {
    return /\.(spec|bench)\.tsx?$|\/(testing|bench)\/|^test\//.test(this.path);
  }

  /** The syntax tree, parsed once for all rules. */
  get tree(): ts.SourceFile {
    this.parsed ??= ts.createSourceFile(this.path, this.text ?? '', ts.ScriptTarget.ES2023, true);
    return this.parsed;
  }

  /** Every node of the tree, outer ones first; listed once for all rules. */
  get nodes(): readonly ts.Node[] {
    this.listed ??= nodesBelow(this.tree);
    return this.listed;
  }
}

/** The node and everything in it, outer ones first. */
export function nodesBelow(node: ts.Node): ts.Node[] {
  const list: ts.Node[] = [];
  const visit = (each: ts.Node): void => {
    list.push(each);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return list;
}

/** One place that does not keep to the style. `line` counts from 1. */
export interface Breach {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** A rule of style: its name, and the places of a file where it is broken. */
export interface TidyRule {
  readonly name: string;
  /** Finds the breaches as line and message. */
  find(file: CheckedFile): Iterable<{ readonly line: number; readonly message: string }>;
}

/** All breaches of the rules in the files, in the order of the files. */
export function findBreaches(files: Iterable<CheckedFile>, rules: readonly TidyRule[]): Breach[] {
  const breaches: Breach[] = [];
  for (const file of files) {
    for (const rule of rules) {
      for (const found of rule.find(file)) breaches.push({ rule: rule.name, path: file.path, ...found });
    }
  }
  return breaches;
}

/** The line of a position in a text, from 1. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
