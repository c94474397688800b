import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { RULE_CLASSES } from '@lettrage/billing';
import { CATEGORIES, type Category } from '@lettrage/domain';
import {
  acceptGroup,
  ACCEPTED_AT_ONCE,
  listQueueGroups,
  nextToDecide,
  rememberPayer,
  type OperationsContext,
} from '@lettrage/operations';
import { isUuid } from '@lettrage/persistence';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsUUID, Max, Min } from 'class-validator';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { Optional } from '../http/fields.js';
import { badField, notFound } from '../http/http-problem.js';
import { oneOf, optionalUuid } from '../http/page.js';
import { CalledBy } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

class AcceptGroupDto {
  @Optional({ enum: RULE_CLASSES, description: 'All proven proposals of a class' })
  @IsIn([...RULE_CLASSES])
  ruleClass?: (typeof RULE_CLASSES)[number];
  @Optional({ description: 'Of the class, those of one customer' }) @IsUUID() customerId?: string;
  @Optional({ enum: CATEGORIES, description: 'Of the class, those of one category' })
  @IsIn([...CATEGORIES])
  category?: Category;
  @Optional({ type: [String], description: 'Instead of a class: these lines' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  transactionIds?: string[];
  @Optional({
    description: `Accepted by this request at most; ${ACCEPTED_AT_ONCE} unless said. Repeat while lines are left.`,
  })
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}

class RememberDto {
  @ApiProperty({ description: 'Whose account it is' }) @IsUUID() customerId!: string;
}

/** The queue of a person who decides: what comes next, and many at once. Single commands stand beside it. */
@ApiTags('review')
@Controller('v1/companies/:companyId')
export class ReviewQueueController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get('review/next')
  @Route({
    summary: 'The oldest line that waits, with its proposal, evidence and alternatives',
    allow: 'read',
    answer: 'NextLine',
    query: {
      after: 'Id of the line before: the one that follows it, to pass over what cannot be decided now',
      class: `Lines of one class of rules: ${RULE_CLASSES.join(', ')}`,
      customer: 'Lines proposed for one customer, by id',
    },
  })
  next(
    @Param('companyId') companyId: string,
    @Query('after') after?: string,
    @Query('class') ruleClass?: string,
    @Query('customer') customer?: string,
  ) {
    const previous = optionalUuid(after, 'after');
    const customerId = optionalUuid(customer, 'customer');
    return nextToDecide(this.context, companyId, {
      ...(previous && { after: previous }),
      ...(ruleClass && { ruleClass: oneOf(ruleClass, RULE_CLASSES, 'class') }),
      ...(customerId && { customerId }),
    });
  }

  @Get('review/groups')
  @Route({
    summary: 'Proven proposals that wait, by class and category: what can be accepted at once',
    allow: 'read',
    answer: 'QueueGroup',
    list: 'whole',
  })
  async groups(@Param('companyId') companyId: string) {
    return { items: await listQueueGroups(this.context, companyId) };
  }

  @Post('review/accept-group')
  @Route({
    summary: 'Accepts the proven proposals of a group, or of lines named, each whole or not at all',
    allow: 'write',
    answer: 'GroupAccepted',
    once: true,
  })
  async acceptGroup(@Param('companyId') companyId: string, @Body() body: AcceptGroupDto, @CalledBy() caller: Caller) {
    const { ruleClass, customerId, category, transactionIds, limit } = body;
    if ((ruleClass === undefined) === (transactionIds === undefined))
      throw badField('ruleClass', 'say either a class of rules or transactionIds');
    const what =
      transactionIds === undefined
        ? { ruleClass: ruleClass!, ...(customerId && { customerId }), ...(category && { category }) }
        : { transactionIds };
    return acceptGroup(this.context, companyId, what, { by: caller.name, ...(limit && { limit }) });
  }

  @Post('transactions/:id/remember-payer')
  @Route({
    summary: 'Keeps the account the line was paid from with a customer, and decides again what waits',
    allow: 'write',
    answer: 'RememberedPayer',
    once: true,
  })
  rememberPayer(@Param('companyId') companyId: string, @Param('id') id: string, @Body() body: RememberDto) {
    if (!isUuid(id)) throw notFound('This line');
    return rememberPayer(this.context, companyId, { transactionId: id, customerId: body.customerId });
  }
}
