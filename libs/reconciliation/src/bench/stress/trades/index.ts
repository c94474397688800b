import { ANYTHING, type Trade } from '../stress.js';
import { ABROAD } from './abroad.js';
import { LETTING } from './letting.js';
import { SUBSCRIPTION } from './subscription.js';
import { WHOLESALE } from './wholesale.js';

/** The kinds of business whose books are made hard, each in its own way. */
export const TRADES: readonly Trade[] = [ANYTHING, WHOLESALE, SUBSCRIPTION, LETTING, ABROAD];
