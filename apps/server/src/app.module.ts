import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { OperationsContext } from '@lettrage/operations';
import { AccessController } from './api/access.controller.js';
import { AdaptersController } from './api/adapters.controller.js';
import { AdviceController } from './api/advice.controller.js';
import { AutomaticController } from './api/automatic.controller.js';
import { BooksController } from './api/books.controller.js';
import { ClaimsController } from './api/claims.controller.js';
import { CompaniesController } from './api/companies.controller.js';
import { ConnectionsController } from './api/connections.controller.js';
import { ExportSchedulesController } from './api/export-schedules.controller.js';
import { ExportsController } from './api/exports.controller.js';
import { DispatchesController } from './api/dispatches.controller.js';
import { HealthController } from './api/health.controller.js';
import { HooksController } from './api/hooks.controller.js';
import { InboxController } from './api/inbox.controller.js';
import { PayoutsController } from './api/payouts.controller.js';
import { CustomerGroupsController } from './api/customer-groups.controller.js';
import { ErasureController, RatesController, RevaluationsController } from './api/rates.controller.js';
import { PaymentOrdersController } from './api/payment-orders.controller.js';
import { ReportsController } from './api/reports.controller.js';
import { ReviewController } from './api/review.controller.js';
import { ReviewQueueController } from './api/review-queue.controller.js';
import { SessionController } from './api/session.controller.js';
import { StatementProfilesController } from './api/statement-profiles.controller.js';
import { StatusesController } from './api/statuses.controller.js';
import { UploadsController } from './api/uploads.controller.js';
import { AuthGuard } from './http/auth.guard.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { ProblemFilter } from './http/problem.filter.js';
import { OPERATIONS } from './tokens.js';

export const CONTROLLERS = [
  HealthController,
  SessionController,
  CompaniesController,
  UploadsController,
  StatementProfilesController,
  PaymentOrdersController,
  ReviewController,
  ReviewQueueController,
  AutomaticController,
  BooksController,
  InboxController,
  ExportsController,
  ExportSchedulesController,
  ClaimsController,
  PayoutsController,
  CustomerGroupsController,
  AdviceController,
  ErasureController,
  RatesController,
  RevaluationsController,
  ReportsController,
  ConnectionsController,
  HooksController,
  StatusesController,
  DispatchesController,
  AccessController,
  AdaptersController,
];

/** The HTTP application over one {@link OperationsContext}. */
@Module({})
export class AppModule {
  static over(context: OperationsContext): DynamicModule {
    return {
      module: AppModule,
      controllers: CONTROLLERS,
      providers: [
        { provide: OPERATIONS, useValue: context },
        { provide: APP_FILTER, useValue: new ProblemFilter(context.log) },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
    };
  }
}
