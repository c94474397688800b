import type { Command } from 'commander';
import type { CommandContext } from '../main.js';
import { registerAdapters } from './adapters.command.js';
import { registerAdvice } from './advice.command.js';
import { registerAutomatic } from './automatic.command.js';
import { registerBooks } from './books.command.js';
import { registerClaims } from './claim.command.js';
import { registerConnections } from './connection.command.js';
import { registerDemo } from './demo.command.js';
import { registerEinvoice } from './einvoice.command.js';
import { registerExport } from './export.command.js';
import { registerHeld } from './held.command.js';
import { registerIndicators } from './indicators.command.js';
import { registerInbox } from './inbox.command.js';
import { registerImport } from './import.command.js';
import { registerLearned } from './learned.command.js';
import { registerInvoices } from './invoice.command.js';
import { registerLedger } from './ledger.command.js';
import { registerMandates } from './mandate.command.js';
import { registerMatch } from './match.command.js';
import { registerPayments } from './payment.command.js';
import { registerPayouts } from './payout.command.js';
import { registerQueue } from './queue.command.js';
import { registerRates } from './rate.command.js';
import { registerCustomers } from './customer.command.js';
import { registerReports } from './report.command.js';
import { registerReview } from './review.command.js';
import { registerRules } from './rule.command.js';
import { registerSchedules } from './schedule.command.js';
import { registerServe } from './serve.command.js';
import { registerSetup } from './setup.command.js';
import { registerStatement } from './statement.command.js';
import { registerStatus } from './status.command.js';

/** Adds commands to the program; `context` takes what they tell it. */
export type Register = (program: Command, context: CommandContext) => void;

/** All commands, in the order help lists them. */
export const ALL_COMMANDS: readonly Register[] = [
  registerDemo,
  registerServe,
  registerSetup,
  registerImport,
  registerInbox,
  registerReview,
  registerQueue,
  registerAutomatic,
  registerRules,
  registerLearned,
  registerAdvice,
  registerHeld,
  registerBooks,
  registerExport,
  registerClaims,
  registerSchedules,
  registerCustomers,
  registerReports,
  registerRates,
  registerIndicators,
  registerConnections,
  registerStatement,
  registerMatch,
  registerPayments,
  registerMandates,
  registerPayouts,
  registerLedger,
  registerEinvoice,
  registerInvoices,
  registerStatus,
  registerAdapters,
];
