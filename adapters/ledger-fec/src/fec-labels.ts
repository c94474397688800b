import type { FecColumn } from './fec-columns.js';
import { owned, shown } from './fec-lines.js';
import type { FecRecord } from './fec-record.js';
import type { FecReport } from './fec-report.js';
import type { FecRule } from './fec-rules.js';

/** Accounts, auxiliaries and journals must keep one label; each that does not is told once. */
export class LabelCheck {
  private readonly accounts: Labels;
  private readonly auxiliaries: Labels;
  private readonly journals: Labels;

  constructor(report: FecReport) {
    this.accounts = new Labels('fec-account-labels', 'Account', 'CompteLib', report);
    this.auxiliaries = new Labels('fec-auxiliary-labels', 'Auxiliary', 'CompAuxLib', report);
    this.journals = new Labels('fec-journal-labels', 'Journal', 'JournalLib', report);
  }

  add(record: FecRecord): void {
    this.accounts.add(record.account, record.accountLabel, record.line);
    this.auxiliaries.add(record.auxiliary, record.auxiliaryLabel, record.line);
    this.journals.add(record.journal, record.journalLabel, record.line);
  }
}

class Labels {
  private readonly labels = new Map<string, string>();
  private readonly told = new Set<string>();
  /** Sound and looked at last: the journal of a line is mostly that of the line before. */
  private lastCode = '';
  private lastLabel = '';

  constructor(
    private readonly rule: FecRule,
    private readonly noun: string,
    private readonly column: FecColumn,
    private readonly report: FecReport,
  ) {}

  add(code: string, label: string, line: number): void {
    if (code === '' || (code === this.lastCode && label === this.lastLabel)) return;
    const known = this.labels.get(code);
    if (known === label) {
      this.lastCode = code;
      this.lastLabel = known;
      return;
    }
    if (label.trim() === '') return;
    if (known === undefined) this.labels.set(owned(code), owned(label));
    else if (!this.told.has(code)) {
      this.told.add(owned(code));
      const message = `${this.noun} ${shown(code)} is called "${shown(known)}" and "${shown(label)}".`;
      this.report.add(this.rule, message, this.report.place(line, this.column));
    }
  }
}
