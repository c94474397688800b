import { userInfo } from 'node:os';

/** Who acts, as it is kept with what is done: the user of the machine. */
export function callerName(): string {
  return `${userInfo().username} (command line)`;
}
