/**
 * Lets Node run our TypeScript sources without a build:
 * `node --conditions=@lettrage/source --import ./tools/ts/register.mjs tools/demo-data/main.ts`.
 */
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
