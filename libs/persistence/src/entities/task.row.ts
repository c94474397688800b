import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `books.task`: what a person has to do. */
@Entity({ schema: 'books', name: 'task' })
export class TaskRow {
  @PrimaryColumn('uuid', { name: 'company_id' }) companyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') kind!: string;
  @Column('text', { name: 'once_key' }) onceKey!: string;
  @Column('text') message!: string;
  @Column('jsonb') data!: Record<string, unknown>;
  @Column('text') state!: 'open' | 'done' | 'dismissed';
  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false }) createdAt!: Date;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Column('text', { name: 'closed_by', nullable: true }) closedBy!: string | null;
}
