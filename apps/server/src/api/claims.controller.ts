import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { parseDay } from '@lettrage/domain';
import { actOnClaims, type ClaimAction, type OperationsContext } from '@lettrage/operations';
import { ArrayMaxSize, IsArray, IsIn, IsString, Length } from 'class-validator';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { Optional, OptionalDay } from '../http/fields.js';
import { badField } from '../http/http-problem.js';
import { CalledBy } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

/** What each kind needs, and what it may have. */
const KINDS: Readonly<
  Record<ClaimAction['kind'], { readonly needs: readonly string[]; readonly may: readonly string[] }>
> = {
  'write-off': { needs: ['item'], may: ['amount'] },
  doubtful: { needs: ['item'], may: ['allowance', 'reason'] },
  'expected-again': { needs: ['item'], may: ['reason'] },
  'late-charges': { needs: ['payment'], may: ['lateInterest', 'indemnity'] },
  'take-back': { needs: ['uses'], may: [] },
  refund: { needs: ['line', 'payment'], may: [] },
  payout: { needs: ['line', 'provider', 'reference', 'payments', 'fee'], may: ['feeVat'] },
};

class ClaimDto {
  @ApiProperty({
    enum: Object.keys(KINDS),
    description:
      'write-off: item, amount; doubtful: item, allowance, reason; expected-again: item, reason; late-charges: payment, lateInterest, indemnity; take-back: uses; refund: line, payment; payout: line, provider, reference, payments, fee, feeVat',
  })
  @IsIn(Object.keys(KINDS))
  kind!: ClaimAction['kind'];
  @OptionalDay('The day it counts for, where no bank line says; today') day?: string;
  @Optional({ description: 'Number or id of an item' }) @IsString() @Length(1, 200) item?: string;
  @Optional({ description: 'Id or reference of a bank line' }) @IsString() @Length(1, 200) line?: string;
  @Optional({ description: 'Id of a payment, its id elsewhere, or its bank line' })
  @IsString()
  @Length(1, 200)
  payment?: string;
  @Optional({ type: [String] }) @IsArray() @ArrayMaxSize(10_000) @IsString({ each: true }) payments?: string[];
  @Optional({ type: [String] }) @IsArray() @ArrayMaxSize(1_000) @IsString({ each: true }) uses?: string[];
  @Optional() @IsString() @Length(1, 100) provider?: string;
  @Optional() @IsString() @Length(1, 200) reference?: string;
  @Optional() @IsString() @Length(1, 500) reason?: string;
  @Optional() @IsString() @Length(1, 30) amount?: string;
  @Optional() @IsString() @Length(1, 30) allowance?: string;
  @Optional() @IsString() @Length(1, 30) lateInterest?: string;
  @Optional() @IsString() @Length(1, 30) indemnity?: string;
  @Optional() @IsString() @Length(1, 30) fee?: string;
  @Optional() @IsString() @Length(1, 30) feeVat?: string;
}

/** Claims that are lost, doubtful or late, and money that comes through a provider or goes back. */
@ApiTags('claims')
@Controller('v1/companies/:companyId/claims')
export class ClaimsController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Post()
  @Route({
    summary: 'Writes off, makes doubtful, charges for being late, gives back, or books a provider’s payout',
    allow: 'write',
    answer: 'ClaimBooked',
    once: true,
  })
  act(@Param('companyId') companyId: string, @Body() body: ClaimDto, @CalledBy() caller: Caller) {
    const { day, ...action } = body;
    const { needs, may } = KINDS[body.kind];
    const given = Object.entries(action).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    for (const name of needs) if (!given.includes(name)) throw badField(name, `is needed for ${body.kind}`);
    for (const name of given)
      if (name !== 'kind' && !needs.includes(name) && !may.includes(name))
        throw badField(name, `is not for ${body.kind}`);
    return actOnClaims(this.context, companyId, action as ClaimAction, {
      by: caller.name,
      ...(day === undefined ? {} : { day: parseDay(day) }),
    });
  }
}
