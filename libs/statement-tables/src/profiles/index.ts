import type { TableProfile } from '../profile.js';
import * as belgian from './belgian.profiles.js';
import * as dutch from './dutch.profiles.js';
import * as fintechs from './french-fintechs.profiles.js';
import * as french from './french-networks.profiles.js';
import * as german from './german.profiles.js';
import * as online from './online-banks.profiles.js';
import * as others from './other-countries.profiles.js';
import * as services from './payment-services.profiles.js';

/** The layouts known by name; `generic` reads others by the words in their header. */
export const PROFILES: readonly TableProfile[] = [french, fintechs, services, online, german, belgian, dutch, others]
  .flatMap((room): TableProfile[] => Object.values(room))
  .sort((a, b) => (a.id < b.id ? -1 : 1));
