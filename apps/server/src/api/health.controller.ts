import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { OperationsContext } from '@lettrage/operations';
import { Route } from '../http/answer.js';
import { HttpProblem } from '../http/http-problem.js';
import { OPERATIONS } from '../tokens.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Get('live')
  @Route({ summary: 'The process answers', allow: 'public', answer: 'Status' })
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  @Route({ summary: 'The database answers and has every migration', allow: 'public', answer: 'Status' })
  async ready() {
    const health = await this.context.database.health();
    if (health.ok) return { status: 'ok' };
    // Anyone may ask: what the database said, and where it is, goes to the log only.
    this.context.log.warn({ reason: health.message }, 'not ready');
    throw new HttpProblem(
      503,
      'not-ready',
      'The database does not answer, or lacks a migration; the log says which.',
      [],
      { 'retry-after': '2' },
    );
  }
}
