import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `books.customer`: somebody who owes. */
@Entity({ schema: 'books', name: 'customer' })
export class CustomerRow {
  @PrimaryColumn('uuid', { name: 'company_id' }) companyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) siren!: string | null;
  @Column('text', { name: 'vat_number', nullable: true }) vatNumber!: string | null;
  @Column('text', { name: 'group_code', nullable: true }) groupCode!: string | null;
  @Column('boolean', { name: 'group_kept', default: false }) groupKept!: boolean;
  @Column('text', { name: 'ledger_account', nullable: true }) ledgerAccount!: string | null;
  @Column('jsonb') address!: Record<string, string>;
  @Column('uuid', { name: 'connection_id', nullable: true }) connectionId!: string | null;
  @Column('text', { name: 'external_id', nullable: true }) externalId!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false }) createdAt!: Date;
}
