import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { giveAdvice, listAdvice, withdrawAdvice, type OperationsContext } from '@lettrage/operations';
import { IsObject } from 'class-validator';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { CalledBy } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

class GiveAdviceDto {
  @ApiProperty({
    description: 'As in files: `kind` (remittance, cheque-slip, direct-debits), `payer`, `date`, `total` and `items`',
    type: 'object',
    additionalProperties: true,
    example: {
      kind: 'cheque-slip',
      date: '2026-02-09',
      total: '300.00',
      items: [
        { invoice: 'FA2026-000101', amount: '120.00' },
        { invoice: 'FA2026-000202', amount: '180.00' },
      ],
    },
  })
  @IsObject()
  advice!: Record<string, unknown>;
}

/** What persons say that receipts are made of. */
@ApiTags('review')
@Controller('v1/companies/:companyId/advice')
export class AdviceController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get()
  @Route({
    summary: 'Advices that were imported or typed, the latest first',
    allow: 'read',
    answer: 'GivenAdvice',
    list: 'whole',
  })
  async list(@Param('companyId') companyId: string) {
    return { items: await listAdvice(this.context, companyId) };
  }

  @Post()
  @Route({
    summary: 'Keeps an advice; what waits is decided again with it, and the same one again is known',
    allow: 'write',
    answer: 'GivenAdvice',
    once: true,
  })
  give(@Param('companyId') companyId: string, @Body() body: GiveAdviceDto, @CalledBy() caller: Caller) {
    return giveAdvice(this.context, companyId, body.advice, caller.name);
  }

  @Delete(':id')
  @Route({ summary: 'Takes an advice back; what was decided by it stays', allow: 'write' })
  async withdraw(@Param('companyId') companyId: string, @Param('id') id: string): Promise<void> {
    await withdrawAdvice(this.context, companyId, id);
  }
}
