import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { OperationsContext } from '@lettrage/operations';
import { Allow } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

@ApiTags('connections')
@Controller('v1/adapters')
export class AdaptersController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get()
  @Allow('signed-in')
  @ApiOperation({ summary: 'Adapters: what they can do and how they are configured' })
  async list() {
    return { items: await this.context.adapters.registry.manifests() };
  }
}
