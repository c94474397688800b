import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `books.bank_account`: an account of the company at a bank, with its journal and ledger account. */
@Entity({ schema: 'books', name: 'bank_account' })
export class BankAccountRow {
  @PrimaryColumn('uuid', { name: 'company_id' }) companyId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { nullable: true }) iban!: string | null;
  @Column('text', { nullable: true }) number!: string | null;
  @Column('text', { nullable: true }) bic!: string | null;
  @Column('text') currency!: string;
  @Column('text') label!: string;
  @Column('text') journal!: string;
  @Column('text', { name: 'ledger_account' }) ledgerAccount!: string;
  @Column({ type: 'timestamptz', name: 'created_at', insert: false, update: false }) createdAt!: Date;
}
