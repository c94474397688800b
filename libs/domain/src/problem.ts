/** What every check, import and reader reports about bad input (interfaces: Problems). */
export interface Problem {
  readonly severity: 'fatal' | 'error' | 'warning';
  /** The standard's own rule identifier where it has one, else a kebab-case code of ours. */
  readonly rule: string;
  /** What is wrong and what to do about it, in one or two sentences for a person. */
  readonly message: string;
  /** Line, XPath or column. */
  readonly location?: string;
}

/**
 * Bad input, as data: the exception that carries {@link Problem}s up to whoever talks to the person.
 * Nothing has been stored when it is thrown.
 */
export class InputError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
    this.name = 'InputError';
  }
}

/** True if any problem is more than a warning. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity !== 'warning');
}
