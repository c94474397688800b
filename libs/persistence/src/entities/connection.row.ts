import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `books.connection`: an adapter with its configuration, and where its source was left. */
@Entity({ schema: 'books', name: 'connection' })
export class ConnectionRow {
  @PrimaryColumn('uuid', { name: 'company_id' }) companyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') adapter!: string;
  @Column('jsonb') config!: Record<string, unknown>;
  @Column('text') state!: 'hold' | 'released' | 'disabled';
  @Column('date', { name: 'release_from', nullable: true }) releaseFrom!: string | null;
  @Column('jsonb', { name: 'source_cursor', nullable: true }) sourceCursor!: Record<
    string,
    string | number | boolean
  > | null;
  @Column('timestamptz', { name: 'last_run_at', nullable: true }) lastRunAt!: Date | null;
  @Column('text', { name: 'last_error', nullable: true }) lastError!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false }) createdAt!: Date;
}
