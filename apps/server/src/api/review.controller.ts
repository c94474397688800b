import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Choice, DecisionOutcome } from '@lettrage/billing';
import { CATEGORIES, formatMinor, parseDay, parseMinor, type AdjustmentKind, type Category } from '@lettrage/domain';
import {
  billingOf,
  decideHeldLine,
  heldLines,
  projectJournal,
  reconcile,
  reopenHeldLine,
  requestProjections,
  type OperationsContext,
} from '@lettrage/operations';
import { isUuid, TransactionQueries, type CompanyTransaction } from '@lettrage/persistence';
import { IsBoolean, IsIn, IsObject, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { Optional } from '../http/fields.js';
import { badField, HttpProblem, notFound } from '../http/http-problem.js';
import { limitOf, pageOf, placeOf } from '../http/page.js';
import { CalledBy } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

const ADJUSTMENTS: readonly AdjustmentKind[] = ['discount', 'bank-fee', 'rounding', 'write-off', 'exchange'];

class AcceptDto {
  @ApiProperty({
    description:
      '{"kind":"proposal"}, {"kind":"alternative","index":0} or {"kind":"custom","customerId","allocations":[{"itemId","amount","adjustment"}]}',
    type: 'object',
    additionalProperties: true,
  })
  @IsObject()
  choice!: Record<string, unknown>;
}

class SetAsideDto {
  @ApiProperty({ enum: CATEGORIES }) @IsIn([...CATEGORIES]) category!: Category;
  @Optional({ description: 'Ledger account, instead of the chart’s of the category' })
  @Matches(/^\d{3}[0-9A-Za-z]{0,17}$/)
  account?: string;
}

class OnAccountDto {
  @ApiProperty() @IsUUID() customerId!: string;
}

class UndoDto {
  @Optional() @IsString() @Length(1, 500) reason?: string;
}

class HeldLineDto {
  @ApiProperty({ description: 'true: the same money as the line it resembles; false: a line of its own' })
  @IsBoolean()
  same!: boolean;
}

class ReconcileDto {
  @Optional() @IsBoolean() dryRun?: boolean;
}

/** What a person decides about bank lines. Each is one command of billing; a refusal has changed nothing. */
@ApiTags('review')
@Controller('v1/companies/:companyId')
export class ReviewController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Post('reconcile')
  @Route({
    summary: 'Matches the undecided lines and posts what is proven',
    allow: 'write',
    answer: 'Reconciliation',
    once: true,
  })
  reconcile(@Param('companyId') companyId: string, @Body() body: ReconcileDto) {
    return reconcile(this.context, companyId, body.dryRun ? { dryRun: true } : {});
  }

  @Post('transactions/:id/accept')
  @Route({
    summary: 'Accepts the proposal, an alternative, or allocations of one’s own',
    allow: 'write',
    answer: 'Decided',
    once: true,
  })
  async accept(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Body() body: AcceptDto,
    @CalledBy() caller: Caller,
  ) {
    return this.decide(companyId, id, async (tx) => {
      // Amounts are in the currency of the account, which need not be the company's.
      const line = await new TransactionQueries(tx).get(id);
      if (!line) throw notFound('This line');
      if (line.state === 'matched' || line.state === 'set-aside') {
        throw new HttpProblem(409, 'already-decided', 'The line is decided already: undo that first.');
      }
      const { currency } = line;
      return billingOf(this.context, tx).accept({
        transactionId: id,
        choice: choiceOf(body.choice, currency),
        by: caller.name,
      });
    });
  }

  @Post('transactions/:id/set-aside')
  @Route({ summary: 'The line pays no item', allow: 'write', answer: 'Decided', once: true })
  async setAside(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Body() body: SetAsideDto,
    @CalledBy() caller: Caller,
  ) {
    return this.decide(companyId, id, (tx) =>
      billingOf(this.context, tx).setAside({ transactionId: id, by: caller.name, ...body }),
    );
  }

  @Post('transactions/:id/on-account')
  @Route({ summary: 'The line is credit of a customer', allow: 'write', answer: 'Decided', once: true })
  async onAccount(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Body() body: OnAccountDto,
    @CalledBy() caller: Caller,
  ) {
    return this.decide(companyId, id, (tx) =>
      billingOf(this.context, tx).putOnAccount({ transactionId: id, customerId: body.customerId, by: caller.name }),
    );
  }

  @Post('transactions/:id/reopen')
  @Route({ summary: 'A set-aside line goes back to review', allow: 'write', answer: 'Reopened', once: true })
  async reopen(@Param('companyId') companyId: string, @Param('id') id: string, @CalledBy() caller: Caller) {
    requireUuid(id, 'This line');
    await this.withBooks(companyId, (tx) => billingOf(this.context, tx).reopen({ transactionId: id, by: caller.name }));
    return { id, state: 'new' };
  }

  @Post('transactions/:id/same-or-different')
  @Route({
    summary: 'Says whether a held line is the same money as another',
    allow: 'write',
    answer: 'HeldLine',
    once: true,
  })
  heldLine(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Body() body: HeldLineDto,
    @CalledBy() caller: Caller,
  ) {
    return this.context.database.withCompany(companyId, (tx) =>
      decideHeldLine(tx, { id, same: body.same, by: caller.name }),
    );
  }

  @Post('transactions/:id/same-or-different/undo')
  @Route({
    summary: 'Takes the answer on a line back: it is held again',
    allow: 'write',
    answer: 'HeldLine',
    once: true,
  })
  heldAgain(@Param('companyId') companyId: string, @Param('id') id: string) {
    return this.context.database.withCompany(companyId, (tx) => reopenHeldLine(tx, id));
  }

  @Get('held-lines')
  @Route({
    summary: 'Lines that may be the same money as another, each with the line it resembles',
    allow: 'read',
    answer: 'SuspectedDouble',
    list: 'pages',
  })
  async heldLines(
    @Param('companyId') companyId: string,
    @Query('cursor') cursor?: string,
    @Query('limit') limit?: string,
  ) {
    const size = limitOf(limit);
    const [after] = placeOf(cursor, ['uuid']) ?? [];
    const items = await this.context.database.withCompany(companyId, (tx) =>
      heldLines(tx, { limit: size, ...(after === undefined ? {} : { after }) }),
    );
    return pageOf(items, size, ({ line }) => [line.id]);
  }

  @Post('decisions/:id/undo')
  @Route({
    summary: 'Takes back all allocations of a decision; nothing else changes',
    allow: 'write',
    answer: 'Undone',
    once: true,
  })
  async undoDecision(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Body() body: UndoDto,
    @CalledBy() caller: Caller,
  ) {
    requireUuid(id, 'This decision');
    return this.undo(companyId, { decisionId: id }, body, caller);
  }

  @Post('allocations/:id/undo')
  @Route({ summary: 'Takes back one allocation; nothing else changes', allow: 'write', answer: 'Undone', once: true })
  async undoAllocation(
    @Param('companyId') companyId: string,
    @Param('id') id: string,
    @Body() body: UndoDto,
    @CalledBy() caller: Caller,
  ) {
    requireUuid(id, 'This allocation');
    return this.undo(companyId, { allocationIds: [id] }, body, caller);
  }

  private async undo(
    companyId: string,
    what: { decisionId: string } | { allocationIds: string[] },
    body: UndoDto,
    caller: Caller,
  ) {
    const day = parseDay(this.context.now().toISOString().slice(0, 10));
    return this.withBooks(companyId, (tx) =>
      billingOf(this.context, tx).undo({
        ...what,
        by: caller.name,
        day,
        ...(body.reason ? { reason: body.reason } : {}),
      }),
    );
  }

  private async decide(
    companyId: string,
    id: string,
    work: (tx: CompanyTransaction) => Promise<DecisionOutcome>,
  ): Promise<DecisionOutcome> {
    requireUuid(id, 'This line');
    const outcome = await this.withBooks(companyId, work);
    if (outcome.outcome === 'applied') return outcome;
    if (outcome.outcome === 'stale') throw new HttpProblem(409, 'stale', `${outcome.reason} Look at the line again.`);
    if (outcome.code === 'not-found') throw new HttpProblem(404, 'not-found', outcome.reason);
    throw new HttpProblem(409, outcome.code, outcome.reason);
  }

  /** One transaction, and the projections it asks for: entries and deliveries follow in the background. */
  private async withBooks<T>(companyId: string, work: (tx: CompanyTransaction) => Promise<T>): Promise<T> {
    const result = await this.context.database.withCompany(companyId, async (tx) => {
      const done = await work(tx);
      await requestProjections(tx);
      return done;
    });
    // What was decided is stored: entries that can't be made now are made by the lane that the transaction asked for.
    await projectJournal(this.context, companyId).catch((error: unknown) =>
      this.context.log.warn({ err: error, companyId }, 'entries will follow'),
    );
    return result;
  }
}

function requireUuid(id: string, what: string): void {
  if (!isUuid(id)) throw notFound(what);
}

/** Checks what cannot be said by decorators, naming the field. */
function choiceOf(choice: Record<string, unknown>, currency: string): Choice {
  if (choice['kind'] === 'proposal') return { kind: 'proposal' };
  if (choice['kind'] === 'alternative' && Number.isSafeInteger(choice['index']) && (choice['index'] as number) >= 0) {
    return { kind: 'alternative', index: choice['index'] as number };
  }
  if (choice['kind'] !== 'custom' || !Array.isArray(choice['allocations']))
    throw badField('choice.kind', 'must be proposal, alternative (with index) or custom (with allocations)');
  const { customerId } = choice;
  if (customerId !== undefined && (typeof customerId !== 'string' || !isUuid(customerId)))
    throw badField('choice.customerId', 'must be a UUID');
  return {
    kind: 'custom',
    ...(typeof customerId === 'string' ? { customerId } : {}),
    allocations: (choice['allocations'] as unknown[]).map((entry, index) =>
      allocationOf(entry, `choice.allocations[${index}]`, currency),
    ),
  };
}

function allocationOf(entry: unknown, at: string, currency: string) {
  const { itemId, amount, adjustment } = (entry ?? {}) as Record<string, unknown>;
  if (typeof itemId !== 'string' || !isUuid(itemId)) throw badField(`${at}.itemId`, 'must be a UUID');
  return {
    itemId,
    amount: amountOf(amount, `${at}.amount`, currency),
    ...(adjustment === undefined ? {} : { adjustment: adjustmentOf(adjustment, `${at}.adjustment`, currency) }),
  };
}

function adjustmentOf(entry: unknown, at: string, currency: string): { kind: AdjustmentKind; amount: bigint } {
  const { kind, amount } = (entry ?? {}) as Record<string, unknown>;
  const known = ADJUSTMENTS.find((each) => each === kind);
  if (!known) throw badField(`${at}.kind`, `must be one of ${ADJUSTMENTS.join(', ')}`);
  return { kind: known, amount: amountOf(amount, `${at}.amount`, currency) };
}

function amountOf(amount: unknown, at: string, currency: string): bigint {
  try {
    if (typeof amount === 'string') return parseMinor(amount, currency);
  } catch {
    // Said below, with the field.
  }
  throw badField(at, `must be a decimal string such as "${formatMinor(120_000n, currency)}"`);
}
