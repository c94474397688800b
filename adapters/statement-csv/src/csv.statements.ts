import type { Movement } from './csv.movement.js';
import { CsvStatement, type CsvContext } from './csv.statement.js';

/** Parts the movements of one file by account and currency: one statement each, in the order in which they turn up. */
export class CsvStatements {
  /** Movements taken. */
  count = 0;
  private readonly statements = new Map<string, CsvStatement>();
  private streaming = false;

  constructor(private readonly context: CsvContext) {}

  add(movement: Movement): void {
    const account = movement.account ?? this.context.above.account;
    const key = `${account ?? ''}\u001f${movement.currency}`;
    let statement = this.statements.get(key);
    if (!statement) {
      statement = new CsvStatement(account, movement.currency, this.context);
      this.statements.set(key, statement);
    }
    this.count++;
    const full = statement.add(movement);
    // Statements are printed one after the other, so only the first can be handed on while others may follow.
    if (full && !this.streaming && statement === this.statements.values().next().value) {
      this.streaming = true;
      statement.stream();
    }
  }

  end(): void {
    for (const statement of this.statements.values()) statement.end();
  }
}
