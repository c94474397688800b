import { Body, Controller, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { RULE_CLASSES } from '@lettrage/billing';
import {
  addOwnRule,
  explainLearned,
  forgetLearned,
  listLearned,
  listOwnRules,
  listRuleClasses,
  removeOwnRule,
  switchRuleClass,
  tryOwnRule,
  type OperationsContext,
} from '@lettrage/operations';
import { CATEGORIES, parseDay, type Category } from '@lettrage/domain';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { Optional, OptionalDay } from '../http/fields.js';
import { badField, badParameter } from '../http/http-problem.js';
import { limitOf } from '../http/page.js';
import { CalledBy } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

const CLASSES = [...RULE_CLASSES, 'all'] as const;
const AMOUNT = /^\d{1,15}(\.\d{1,4})?$/;
const RATE = /^\d{1,2}(\.\d{1,2})?$/;
const ACCOUNT = /^\d{3}[0-9A-Za-z]{0,17}$/;

class SwitchDto {
  @ApiProperty() @IsBoolean() automatic!: boolean;
  @Optional({ description: 'Largest amount posted, in the currency of the books' }) @Matches(AMOUNT) ceiling?: string;
  @Optional() @IsString() @Length(1, 500) reason?: string;
}

class ShareVatDto {
  @ApiProperty({ example: '20' }) @Matches(RATE) rate!: string;
  @ApiProperty() @Matches(ACCOUNT) account!: string;
}

class ShareDto {
  @ApiProperty() @Matches(ACCOUNT) account!: string;
  @Optional({ description: 'A fixed amount, in the currency of the line' }) @Matches(AMOUNT) amount?: string;
  @Optional({ description: 'Percent of the whole line' }) @Matches(/^\d{1,3}(\.\d{1,4})?$/) percent?: string;
  @Optional({ description: 'Takes what the others leave: one share of each split does' }) @IsBoolean() rest?: boolean;
  @Optional({ type: ShareVatDto, description: 'VAT inside the share' })
  @ValidateNested()
  @Type(() => ShareVatDto)
  vat?: ShareVatDto;
}

class TrialDto {
  @ApiProperty({ description: 'Regular expression (RE2), tried on the capitals of the payer’s name and the text' })
  @IsString()
  @Length(1, 500)
  pattern!: string;
  @Optional({ description: 'Code of the customer who pays' }) @IsString() @Length(1, 100) customer?: string;
  @Optional({ enum: CATEGORIES }) @IsIn([...CATEGORIES]) category?: Category;
  @Optional({ description: 'Counterpart, with a category' }) @Matches(ACCOUNT) account?: string;
  @Optional({ description: 'VAT inside the amount, in percent' }) @Matches(RATE) vatRate?: string;
  @Optional({ description: 'Account of that VAT' }) @Matches(ACCOUNT) vatAccount?: string;
  @Optional({ type: [ShareDto], description: 'Several accounts instead of these, each with its VAT' })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ShareDto)
  split?: ShareDto[];
  @OptionalDay('Lines from this day on') from?: string;
}

class RuleDto extends TrialDto {
  @ApiProperty() @IsString() @Length(1, 100) name!: string;
  @Optional({ description: 'Confirmations without a contradiction before it may post; 3 unless said' })
  @IsInt()
  @Min(1)
  @Max(1000)
  needed?: number;
}

class ForgetDto {
  @ApiProperty({ description: 'An account number, or a key of the list' }) @IsString() @Length(1, 200) payer!: string;
  @Optional({ description: 'Code: only that it pays for this customer' }) @IsString() @Length(1, 100) customer?: string;
}

/** What is posted without a person, and what speaks for it: classes of rules, the company's own rules, learned payers. */
@ApiTags('automatic posting')
@Controller('v1/companies/:companyId')
export class AutomaticController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get('automatic')
  @Route({
    summary: 'Classes of rules: whether each posts by itself, and what it would have posted',
    allow: 'read',
    answer: 'RuleClass',
    list: 'whole',
  })
  async classes(@Param('companyId') companyId: string) {
    return { items: await listRuleClasses(this.context, companyId) };
  }

  @Post('automatic/:class')
  @Route({
    summary: 'Lets a class of rules (or all) post by itself up to an amount, or propose only',
    allow: 'write',
    answer: 'RuleClass',
    list: 'whole',
    once: true,
  })
  async switch(
    @Param('companyId') companyId: string,
    @Param('class') name: string,
    @Body() body: SwitchDto,
    @CalledBy() caller: Caller,
  ) {
    if (!CLASSES.some((known) => known === name)) throw badParameter('class', `must be one of ${CLASSES.join(', ')}.`);
    return { items: await switchRuleClass(this.context, companyId, { class: name, ...body, by: caller.name }) };
  }

  @Get('rules')
  @Route({
    summary: 'The company’s own rules, in the order they are asked',
    allow: 'read',
    answer: 'OwnRule',
    list: 'whole',
  })
  async rules(@Param('companyId') companyId: string) {
    return { items: await listOwnRules(this.context, companyId) };
  }

  @Post('rules')
  @Route({
    summary: 'Adds a rule; it proposes only until enough of its proposals are confirmed',
    allow: 'write',
    answer: 'OwnRule',
    status: 201,
    once: true,
  })
  addRule(@Param('companyId') companyId: string, @Body() body: RuleDto, @CalledBy() caller: Caller) {
    const { name, needed } = body;
    return addOwnRule(this.context, companyId, {
      name,
      ...(needed === undefined ? {} : { needed }),
      ...saidBy(body),
      by: caller.name,
    });
  }

  @Post('rules/try')
  @Route({
    summary: 'What a rule would have matched in the past, and how those lines were decided; stores nothing',
    allow: 'read',
    answer: 'RuleTrial',
  })
  tryRule(@Param('companyId') companyId: string, @Body() body: TrialDto) {
    const from = body.from === undefined ? {} : { from: parseDay(body.from) };
    return tryOwnRule(this.context, companyId, { ...saidBy(body), ...from });
  }

  @Delete('rules/:id')
  @Route({ summary: 'Removes a rule, by id or name; what was decided stays', allow: 'write' })
  async removeRule(@Param('companyId') companyId: string, @Param('id') id: string): Promise<void> {
    await removeOwnRule(this.context, companyId, id);
  }

  @Get('learned-payers')
  @Route({
    summary: 'Who is known to pay for whom, from confirmed payments',
    allow: 'read',
    answer: 'LearnedPayer',
    list: 'whole',
    query: {
      customer: 'Code of a customer',
      q: 'Part of an account number or a name',
      after: 'Key of the last payer seen',
      limit: 'Payers at most, 1 to 200; 50 unless said otherwise',
    },
  })
  async learned(
    @Param('companyId') companyId: string,
    @Query('customer') customer?: string,
    @Query('q') text?: string,
    @Query('after') after?: string,
    @Query('limit') limit?: string,
  ) {
    const filter = {
      limit: limitOf(limit),
      ...(customer && { customer }),
      ...(text && { text }),
      ...(after && { after }),
    };
    return { items: await listLearned(this.context, companyId, filter) };
  }

  @Get('learned-payers/why')
  @Route({
    summary: 'The payments that taught whom a payer pays for',
    allow: 'read',
    answer: 'LearnedPayerReasons',
    list: 'whole',
    query: { payer: 'An account number, or a key of the list' },
  })
  async why(@Param('companyId') companyId: string, @Query('payer') payer?: string) {
    if (!payer) throw badParameter('payer', 'must be an account number or a key of the list.');
    return { items: await explainLearned(this.context, companyId, payer) };
  }

  @Post('learned-payers/forget')
  @Route({
    summary: 'Forgets whom a payer pays for; payments from now on teach it anew',
    allow: 'write',
    answer: 'LearnedPayer',
    list: 'whole',
    once: true,
  })
  async forget(@Param('companyId') companyId: string, @Body() body: ForgetDto, @CalledBy() caller: Caller) {
    return { items: await forgetLearned(this.context, companyId, { ...body, by: caller.name }) };
  }
}

function saidBy({ pattern, customer, category, account, vatRate, vatAccount, split }: TrialDto) {
  if ((vatRate === undefined) !== (vatAccount === undefined))
    throw badField(
      vatRate === undefined ? 'vatRate' : 'vatAccount',
      'goes with the other: VAT has a rate and an account',
    );
  return {
    pattern,
    ...(customer === undefined ? {} : { customer }),
    ...(category === undefined ? {} : { category }),
    ...(account === undefined ? {} : { account }),
    ...(vatRate === undefined || vatAccount === undefined ? {} : { vat: { rate: vatRate, account: vatAccount } }),
    ...(split === undefined ? {} : { split }),
  };
}
