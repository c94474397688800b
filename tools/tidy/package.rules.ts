import ts from 'typescript';
import type { CheckedFile, TidyRule } from './tidy-rule.js';

/** What a package says of itself, as its package.json and tsconfig.json have it. */
export interface PackageFacts {
  /** Its folder: `libs/billing`. */
  readonly folder: string;
  /** Names in dependencies and peerDependencies. */
  readonly declared: ReadonlySet<string>;
  /** Folders of the projects that tsconfig.json refers to. */
  readonly references: ReadonlySet<string>;
}

/**
 * Imports of our own packages are declared and referred to. npm links every room into one folder and dependency-cruiser
 * follows the link to the source, so neither misses what a package forgot to declare; an install of it alone would.
 */
export function declaredRooms(packages: readonly PackageFacts[]): TidyRule {
  return {
    name: 'declared-rooms',
    *find(file: CheckedFile) {
      if (!file.isTypeScript || file.isTest) return;
      const owner = packages.find(({ folder }) => file.path.startsWith(`${folder}/src/`));
      if (!owner) return;
      for (const { name, line } of importedRooms(file)) {
        if (owner.folder.endsWith(`/${name}`))
          yield { line, message: `@lettrage/${name} imports itself by name; use a relative path` };
        else if (!owner.declared.has(`@lettrage/${name}`))
          yield { line, message: `@lettrage/${name} is not in ${owner.folder}/package.json` };
        else if (![...owner.references].some((folder) => folder.endsWith(`/${name}`))) {
          yield { line, message: `@lettrage/${name} is not among the references of ${owner.folder}/tsconfig.json` };
        }
      }
    },
  };
}

function importedRooms(file: CheckedFile): { name: string; line: number }[] {
  return ts.preProcessFile(file.text as string, true, true).importedFiles.flatMap(({ fileName, pos }) => {
    const name = /^@lettrage\/([^/]+)/.exec(fileName)?.[1];
    return name ? [{ name, line: file.tree.getLineAndCharacterOfPosition(pos).line + 1 }] : [];
  });
}
