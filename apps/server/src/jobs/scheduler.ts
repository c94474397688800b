import { Injectable, Module, type DynamicModule, Inject } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Interval, ScheduleModule } from '@nestjs/schedule';
import {
  askAboutSilentAccounts,
  LANE,
  makeDueReports,
  writeAnchor,
  type OperationsContext,
} from '@lettrage/operations';
import { ExportScheduleStore, IdempotencyStore, Lanes } from '@lettrage/persistence';
import { OPERATIONS } from '../tokens.js';

/** Every process ticks; a tick is a row unique by name and slot of the database's clock, and only its writer works. */
@Injectable()
export class Ticks {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  /** Once a minute: what waits for its next attempt is looked at, in every company. */
  @Interval(15_000)
  async deliverDue(): Promise<void> {
    await this.once('deliver-due', 60, async () => {
      const lanes = new Lanes(this.context.database);
      for (const { companyId } of await this.context.database.system.companies())
        await lanes.want({ companyId, kind: LANE.deliver, key: '' });
    });
  }

  /** Every quarter of an hour: connected systems are asked for what is new. */
  @Interval(60_000)
  async syncSources(): Promise<void> {
    await this.once('sync', 900, async () => {
      const lanes = new Lanes(this.context.database);
      for (const { companyId } of await this.context.database.system.companies())
        await lanes.want({ companyId, kind: LANE.sync, key: '' });
    });
  }

  /** Once a day: accounts whose statements have stopped coming are asked about. */
  @Interval(3_600_000)
  async watchAccounts(): Promise<void> {
    await this.once('silent-accounts', 86_400, async () => {
      for (const { companyId } of await this.context.database.system.companies())
        await askAboutSilentAccounts(this.context, companyId);
    });
  }

  /** Once a day: ticks, sessions, sign-ins and answers kept for idempotency keys are forgotten after 30 days. */
  @Interval(3_600_000)
  async prune(): Promise<void> {
    await this.once('prune', 86_400, async () => {
      const { database } = this.context;
      await database.system.prune(30);
      for (const { companyId } of await database.system.companies()) {
        await database.withCompany(companyId, (tx) => new IdempotencyStore(tx).prune(30));
      }
    });
  }

  /** Every five minutes: scheduled exports that are due, or to be tried again, are made in every company that has one. */
  @Interval(60_000)
  async exportDue(): Promise<void> {
    await this.once('export-due', 300, async () => {
      const { database } = this.context;
      const lanes = new Lanes(database);
      for (const { companyId } of await database.system.companies()) {
        const due = await database.withCompany(companyId, (tx) => new ExportScheduleStore(tx).due(this.context.now()));
        if (due.length > 0) await lanes.want({ companyId, kind: LANE.export, key: '' });
      }
    });
  }

  /** Once an hour: payment reports (flux 10) that are due soon are made and go their way. */
  @Interval(600_000)
  async paymentReports(): Promise<void> {
    await this.once('payment-reports', 3_600, async () => {
      for (const { companyId } of await this.context.database.system.companies())
        await makeDueReports(this.context, companyId);
    });
  }

  /** Once a day: the anchor of every company's event log is written, which `lettrage verify` compares the log with. */
  @Interval(600_000)
  async anchor(): Promise<void> {
    await this.once('anchor', 86_400, async () => {
      for (const { companyId } of await this.context.database.system.companies()) {
        await writeAnchor(this.context, companyId);
      }
    });
  }

  private async once(name: string, everySeconds: number, work: () => Promise<void>): Promise<void> {
    try {
      if ((await this.context.database.system.tick(name, everySeconds)) !== undefined) await work();
    } catch (error) {
      this.context.log.error({ err: error, tick: name }, 'a tick failed; the next one comes');
    }
  }
}

@Module({})
class SchedulerModule {
  static over(context: OperationsContext): DynamicModule {
    return {
      module: SchedulerModule,
      imports: [ScheduleModule.forRoot()],
      providers: [{ provide: OPERATIONS, useValue: context }, Ticks],
    };
  }
}

/** Starts the ticks of this process. */
export async function startScheduler(context: OperationsContext): Promise<{ stop(): Promise<void> }> {
  const app = await NestFactory.createApplicationContext(SchedulerModule.over(context), {
    logger: ['error'],
    abortOnError: false,
  });
  return { stop: () => app.close() };
}
