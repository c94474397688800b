import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { OperationsContext } from '@lettrage/operations';
import { Route } from '../http/answer.js';
import { OPERATIONS } from '../tokens.js';

@ApiTags('connections')
@Controller('v1/adapters')
export class AdaptersController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get()
  @Route({
    summary: 'Adapters: what they can do and how they are configured',
    allow: 'signed-in',
    answer: 'Adapter',
    list: 'whole',
  })
  async list() {
    return { items: await this.context.adapters.registry.manifests() };
  }
}
