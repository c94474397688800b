import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import {
  addToCustomerGroup,
  listCustomerGroupChanges,
  listCustomerGroups,
  removeFromCustomerGroup,
  undoCustomerGroupChange,
  type OperationsContext,
} from '@lettrage/operations';
import { ArrayMaxSize, IsArray, IsString, IsUUID, Length } from 'class-validator';
import { Route } from '../http/answer.js';
import type { Caller } from '../http/caller.js';
import { Optional } from '../http/fields.js';
import { CalledBy } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

class MembersDto {
  @ApiProperty({ description: 'Code of the group; it is made if there is none', example: 'CARON' })
  @IsString()
  @Length(1, 100)
  group!: string;
  @ApiProperty({ description: 'Codes of customers who pay for each other', example: ['C0012', 'C0013'] })
  @IsArray()
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  @Length(1, 100, { each: true })
  customers!: string[];
  @Optional({ description: 'What the group is called' }) @IsString() @Length(1, 200) name?: string;
}

class UndoGroupingDto {
  @ApiProperty({ description: 'Id of the change' }) @IsUUID() change!: string;
}

/** Customers that pay for each other. */
@ApiTags('books')
@Controller('v1/companies/:companyId/customer-groups')
export class CustomerGroupsController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get()
  @Route({
    summary: 'Groups of customers that pay for each other',
    allow: 'read',
    answer: 'CustomerGroup',
    list: 'whole',
  })
  async list(@Param('companyId') companyId: string) {
    return { items: await listCustomerGroups(this.context, companyId) };
  }

  @Post()
  @Route({
    summary: 'Puts customers into a group; what waits is decided again',
    allow: 'write',
    answer: 'CustomerGroup',
    once: true,
  })
  add(@Param('companyId') companyId: string, @Body() body: MembersDto, @CalledBy() caller: Caller) {
    return addToCustomerGroup(this.context, companyId, { ...body, by: caller.name });
  }

  @Delete(':group/members/:customer')
  @Route({ summary: 'Takes a customer, by code, out of a group; imports don’t put him back', allow: 'write' })
  async remove(
    @Param('companyId') companyId: string,
    @Param('group') group: string,
    @Param('customer') customer: string,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    await removeFromCustomerGroup(this.context, companyId, { group, customers: [customer], by: caller.name });
  }

  @Get('changes')
  @Route({
    summary: 'What persons changed of the groups, latest first',
    allow: 'read',
    answer: 'CustomerGroupChange',
    list: 'whole',
  })
  async changes(@Param('companyId') companyId: string) {
    return { items: await listCustomerGroupChanges(this.context, companyId) };
  }

  @Post('undo')
  @Route({
    summary: 'Takes a change of a group back',
    allow: 'write',
    answer: 'CustomerGroup',
    list: 'whole',
    once: true,
  })
  async undo(@Param('companyId') companyId: string, @Body() body: UndoGroupingDto, @CalledBy() caller: Caller) {
    await undoCustomerGroupChange(this.context, companyId, { change: body.change, by: caller.name });
    return { items: await listCustomerGroups(this.context, companyId) };
  }
}
