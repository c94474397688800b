import type { OpenItem } from '@lettrage/domain';
import type { CompanyLife, World } from './company-life.js';
import type { Random } from './random.js';

/** One thing that happens to a company; it chooses what it needs from the world, or does nothing. */
export type Step = (life: CompanyLife, random: Random, world: World, memory: Memory) => Promise<void>;

/** What the other side remembers: the open items as its last snapshot had them. */
export interface Memory {
  readonly rows: OpenItem[];
}
