import type { AboveFacts } from './above-facts.js';
import type { Movement, RowResult } from './movement.js';
import { TableStatement, type StatementContext } from './table-statement.js';

type StatedLine = Extract<RowResult, { kind: 'balance' }>;

/** Parts the movements of one file by account and currency: one statement each, in the order in which they turn up. */
export class TableStatements {
  /** Movements taken. */
  count = 0;
  private readonly statements = new Map<string, TableStatement>();
  private streaming = false;
  private current: TableStatement | undefined;
  private currentAccount: string | undefined;
  private currentCurrency: string | undefined;

  constructor(
    /** What the lines above the table say; a caption further down may name another account. */
    private facts: AboveFacts,
    private readonly context: StatementContext,
  ) {}

  /** A caption between the movements that opens the section of another account. */
  section(facts: AboveFacts): void {
    if (facts.account === undefined || facts.account === this.facts.account) return;
    this.facts = facts;
    this.current = undefined;
  }

  add(movement: Movement): void {
    const statement = this.of(movement.account ?? this.facts.account, movement.currency);
    this.count++;
    const full = statement.add(movement);
    // Statements are printed one after the other, so only the first can be handed on while others may follow.
    if (full && !this.streaming && statement === this.statements.values().next().value) {
      this.streaming = true;
      statement.stream();
    }
  }

  /** A line that states a balance: of the account it names, else of the statement in hand, else of the one to come. */
  balance({ minor, date, account }: StatedLine, currency: string): void {
    const statement =
      account === undefined
        ? (this.current ?? this.of(this.facts.account, currency))
        : this.of(account, this.current?.currency ?? currency);
    statement.stated.push({ minor, date, after: statement.count });
  }

  end(): void {
    for (const statement of this.statements.values()) statement.end();
  }

  private of(account: string | undefined, currency: string): TableStatement {
    if (this.current && account === this.currentAccount && currency === this.currentCurrency) return this.current;
    const key = `${account ?? ''}\u001f${currency}`;
    let statement = this.statements.get(key);
    if (!statement) {
      statement = new TableStatement(account, currency, this.facts, this.context);
      this.statements.set(key, statement);
    }
    [this.current, this.currentAccount, this.currentCurrency] = [statement, account, currency];
    return statement;
  }
}
