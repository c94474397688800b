import { lineAt, type CheckedFile, type TidyRule } from './tidy-rule.js';

const FILE_LINES = 400;
const BLOB_BYTES = 1_000_000;

/** Breaches wherever the pattern is found in the text of a file; `pattern` needs the flag g. */
function* matches(file: CheckedFile, pattern: RegExp, message: (found: string) => string) {
  for (const match of file.text?.matchAll(pattern) ?? []) {
    yield { line: lineAt(file.text as string, match.index), message: message(match[0]) };
  }
}

const fileLength: TidyRule = {
  name: 'file-length',
  *find(file) {
    // A migration is never edited again, and read as one piece.
    if (!file.isCode || file.path.includes('/migrations/')) return;
    const lines = (file.text as string).trimEnd().split('\n').length;
    if (lines > FILE_LINES) yield { line: FILE_LINES, message: `${lines} lines; a file has ${FILE_LINES} at most` };
  },
};

const blobSize: TidyRule = {
  name: 'blob-size',
  *find(file) {
    if (file.bytes > BLOB_BYTES)
      yield { line: 1, message: `${file.bytes} bytes; make it in the test, or keep it out of the repository` };
  },
};

const fileName: TidyRule = {
  name: 'file-name',
  *find(file) {
    const name = file.path.split('/').at(-1) as string;
    if (!file.isCode || name.startsWith('.')) return;
    // A React component's file bears the component's name, as everyone who reads React expects.
    if (/^[A-Z][A-Za-z0-9]*\.tsx$/.test(name)) return;
    if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(name)) {
      yield { line: 1, message: `"${name}" is not thing.role.ts in kebab-case` };
    }
  },
};

const jestGlobals: TidyRule = {
  name: 'jest-globals',
  *find(file) {
    if (!/\.spec\.tsx?$/.test(file.path)) return;
    if (!/from '@jest\/globals'/.test(file.text ?? ''))
      yield { line: 1, message: "import describe, it and expect from '@jest/globals'" };
  },
};

const noSkippedTest: TidyRule = {
  name: 'no-skipped-test',
  *find(file) {
    if (!/\.spec\.tsx?$/.test(file.path) || file.path.startsWith('tools/tidy/')) return;
    // A test that needs sample data beside the checkout says so with `exists ? it : it.skip`.
    const skipped =
      /(?<!\? (?:it|test|describe) : )\b(?:it|test|describe)\.(?:skip|only|todo)\b|\b(?:fit|xit|xtest|fdescribe|xdescribe)\(/g;
    yield* matches(file, skipped, (found) => `${found} leaves tests out`);
  },
};

const noUnfinished: TidyRule = {
  name: 'no-unfinished',
  *find(file) {
    if (!file.isCode && !['yml', 'yaml', 'sh', 'sql', 'css', 'html'].includes(file.ending)) return;
    // Written in two parts so that this file does not find itself.
    const words = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'].join('|')})\\b`, 'g');
    yield* matches(file, words, (found) => `${found}: finish it, or file an issue`);
  },
};

const noMachinePath: TidyRule = {
  name: 'no-machine-path',
  *find(file) {
    if (file.path === 'package-lock.json' || file.path.startsWith('tools/tidy/')) return;
    const paths = /(?<![\w.~/:-])\/(?:work|Users\/\w+|home\/\w+)\/[\w.-]+|\b[A-Z]:\\Users\\\w+/g;
    yield* matches(file, paths, (found) => `${found} exists on one machine only`);
  },
};

/** Rules about names, sizes and words, for files of any kind. */
export const textRules: readonly TidyRule[] = [
  fileLength,
  blobSize,
  fileName,
  jestGlobals,
  noSkippedTest,
  noUnfinished,
  noMachinePath,
];
