import type { Problem } from '@lettrage/domain';

/** What any adapter may offer besides: a cheap check that writes nothing, and what the remote holds. */
export interface AdapterDiagnostics {
  /** Problems for the user (who must act, on what); empty when everything works. */
  check?(): Promise<readonly Problem[]>;
  /** What can be chosen there: bank accounts, journals, company names. */
  discover?(): Promise<readonly { readonly kind: string; readonly id: string; readonly title: string }[]>;
}
