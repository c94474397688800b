import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { OperationsContext } from '@lettrage/operations';
import { HttpProblem } from '../http/http-problem.js';
import { Allow } from '../http/policy.js';
import { OPERATIONS } from '../tokens.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get('live')
  @Allow('public')
  @ApiOperation({ summary: 'The process answers' })
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  @Allow('public')
  @ApiOperation({ summary: 'The database answers and has every migration' })
  async ready() {
    const health = await this.context.database.health();
    if (!health.ok) throw new HttpProblem(503, 'not-ready', health.message ?? 'The database does not answer.');
    return { status: 'ok' };
  }
}
