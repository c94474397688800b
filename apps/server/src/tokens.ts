/** Injection token of the {@link import('@lettrage/operations').OperationsContext}. */
export const OPERATIONS = Symbol('operations');
