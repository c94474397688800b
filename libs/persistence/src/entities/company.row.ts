import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `books.company`: settings of a company, and the head of its chain of events. */
@Entity({ schema: 'books', name: 'company' })
export class CompanyRow {
  @PrimaryColumn('uuid', { name: 'company_id' }) companyId!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) siren!: string | null;
  @Column('text', { name: 'vat_number', nullable: true }) vatNumber!: string | null;
  @Column('text') country!: string;
  @Column('text') currency!: string;
  @Column('text', { name: 'time_zone' }) timeZone!: string;
  @Column('jsonb') address!: Record<string, string>;
  @Column('text', { name: 'fiscal_year_end' }) fiscalYearEnd!: string;
  @Column('date', { name: 'cut_over_day' }) cutOverDay!: string;
  @Column('text') posting!: 'propose' | 'auto';
  @Column('boolean', { name: 'books_complete' }) booksComplete!: boolean;
  @Column('date', { name: 'locked_through', nullable: true }) lockedThrough!: string | null;
  @Column('jsonb') settings!: Record<string, unknown>;
  @Column({ type: 'bigint', name: 'head_position', insert: false, update: false }) headPosition!: bigint;
  @Column({ type: 'bytea', name: 'head_hash', insert: false, update: false }) headHash!: Buffer;
  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false }) createdAt!: Date;
}
