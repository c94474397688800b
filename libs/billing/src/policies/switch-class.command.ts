import type { RuleClass } from './rule-class.js';

/** Whether decisions of a class are posted without a person; `ceiling` in minor units of the company's currency. */
export interface SwitchClassCommand {
  /** User id, key id, or a name a person recognises. */
  readonly by: string;
  readonly class: RuleClass;
  readonly automatic: boolean;
  readonly ceiling?: bigint;
  readonly reason?: string;
}
