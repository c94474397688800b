import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `books.inbox_statement`: a statement of an account nobody has added yet, kept whole. */
@Entity({ schema: 'books', name: 'inbox_statement' })
export class InboxStatementRow {
  @PrimaryColumn('uuid', { name: 'company_id' }) companyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'file_name' }) fileName!: string;
  @Column('bytea') sha256!: Buffer;
  @Column('text') format!: string;
  @Column('jsonb') account!: Record<string, string>;
  @Column('text', { nullable: true }) currency!: string | null;
  @Column('date', { name: 'from_day', nullable: true }) fromDay!: string | null;
  @Column('date', { name: 'to_day', nullable: true }) toDay!: string | null;
  @Column('integer', { name: 'line_count' }) lineCount!: number;
  @Column('text', { name: 'line_sum' }) lineSum!: string;
  /** Fetched only when asked for: it can be large. */
  @Column('bytea', { select: false }) content!: Buffer;
  @Column({ type: 'timestamptz', name: 'received_at', insert: false, update: false }) receivedAt!: Date;
}
