import type { Problem } from '@lettrage/domain';
import type {
  AdviceReport,
  CustomersImport,
  CompanySummary,
  ImportInvoicesReport,
  ImportOpenItemsReport,
  ImportStatementReport,
  ReconcileReport,
} from '@lettrage/operations';
import { people, pick } from './print.js';
import { isTranslated, said } from './language.js';

type Lang = 'en' | 'fr';

/** A report of open items, for a person. */
export function openItemsLines(outcome: ImportOpenItemsReport, lang: Lang): string[] {
  const { report } = outcome;
  if (!report)
    return [
      pick(lang, `${outcome.file}: refused, nothing was stored`, `${outcome.file} : refusé, rien n'a été enregistré`),
      ...problemLines(outcome.problems),
    ];
  const counts: [number, string, string][] = [
    [report.read, 'read', 'lus'],
    [report.new, 'new', 'nouveaux'],
    [report.known, 'already known', 'déjà connus'],
    [report.changed, 'changed', 'modifiés'],
    [report.gone, 'gone', 'disparus'],
    [report.settledThere, 'settled there', 'soldés là-bas'],
    [report.settledOnlyHere, 'settled only here', 'soldés ici seulement'],
    [report.conflictCount, 'conflicts to decide', 'conflits à trancher'],
    [report.refusedCount, 'refused', 'refusés'],
  ];
  const shown = counts.filter(([count], index) => index < 3 || count > 0);
  return [
    `${outcome.file}${outcome.dryRun ? pick(lang, ' (dry run, nothing stored)', ' (à blanc, rien enregistré)') : ''}: ${shown.map(([count, en, fr]) => `${count} ${pick(lang, en, fr)}`).join(', ')}`,
    ...[...report.conflicts, ...report.refused]
      .slice(0, 20)
      .map((finding) => `  ${finding.customer} ${finding.number}: ${said(finding.message)}`),
    ...report.missing.map((one) => `  ${one.count} × ${one.what}: ${said(one.consequence)}`),
    ...problemLines(outcome.problems),
  ];
}

/** A report of e-invoices, for a person: what is aside with its problems, the rest counted. */
export function invoiceImportLines({ documents, dryRun, report }: ImportInvoicesReport, lang: Lang): string[] {
  const of = (state: string): number => documents.filter((document) => document.state === state).length;
  const counts = pick(
    lang,
    `${documents.length} documents: ${of('taken')} taken over, ${of('paid')} with nothing due, ${of('aside')} kept aside`,
    `${documents.length} documents : ${of('taken')} repris, ${of('paid')} sans reste dû, ${of('aside')} mis de côté`,
  );
  const aside = documents.filter(({ state }) => state === 'aside');
  return [
    `${counts}${dryRun ? pick(lang, ' (dry run, nothing stored)', ' (à blanc, rien enregistré)') : ''}`,
    ...aside.flatMap(({ file, number, problems }) => [
      `${file}${number ? ` (${number})` : ''}`,
      ...problemLines(problems),
    ]),
    pick(
      lang,
      `Open items: ${report.new} new, ${report.known} already known, ${report.changed} changed`,
      `Postes ouverts : ${report.new} nouveaux, ${report.known} déjà connus, ${report.changed} modifiés`,
    ),
    ...report.missing.map((one) => `  ${one.count} × ${one.what}: ${said(one.consequence)}`),
  ];
}

/** A report of customers, for a person. */
export function customersLines(outcome: CustomersImport, lang: Lang): string[] {
  const { file, report, problems } = outcome;
  const counts = report
    ? pick(
        lang,
        `${report.read} read, ${report.new} new, ${report.known} already known, ${report.changed} changed`,
        `${report.read} lus, ${report.new} nouveaux, ${report.known} déjà connus, ${report.changed} modifiés`,
      )
    : pick(lang, 'refused, nothing was stored', "refusé, rien n'a été enregistré");
  return [
    `${file}${outcome.dryRun ? pick(lang, ' (dry run)', ' (à blanc)') : ''}: ${counts}`,
    ...problemLines(problems),
  ];
}

/** A report of an import of advices, for a person. */
export function adviceLines(report: AdviceReport, lang: Lang): string[] {
  const counts = report.refused
    ? pick(lang, 'refused, nothing was stored', "refusé, rien n'a été enregistré")
    : pick(
        lang,
        `${report.read} read, ${report.new} new, ${report.known} already known`,
        `${report.read} lus, ${report.new} nouveaux, ${report.known} déjà connus`,
      );
  return [
    `${report.file ?? ''}${report.dryRun ? pick(lang, ' (dry run)', ' (à blanc)') : ''}: ${counts}`,
    ...problemLines(report.problems),
  ];
}

/** A report of a statement import, for a person. */
export function statementLines(report: ImportStatementReport, lang: Lang): string[] {
  const states = {
    stored: pick(lang, 'stored', 'enregistré'),
    preview: pick(lang, 'would be stored', 'serait enregistré'),
    known: pick(lang, 'this file was imported before', 'ce fichier a déjà été importé'),
    inbox: pick(lang, 'waits in the inbox', 'attend dans la corbeille'),
    refused: pick(lang, 'REFUSED, nothing of it was stored', "REFUSÉ, rien n'en a été enregistré"),
  };
  const lines = [`${report.file} (${report.format})`];
  for (const one of report.statements) {
    const currency = one.currency ?? '';
    const balance =
      one.opening === undefined
        ? ''
        : `, ${people(one.opening, currency, lang)} → ${people(one.closing ?? '?', currency, lang)}${one.balanced === false ? pick(lang, ' (DOES NOT BALANCE)', ' (NE TOMBE PAS JUSTE)') : ''}`;
    lines.push(
      `  ${one.account || pick(lang, 'no account named', 'aucun compte indiqué')} ${one.from ?? ''}…${one.to ?? ''}: ${one.count} ${pick(lang, 'lines', 'lignes')}, ${people(one.sum, currency, lang)}${balance}`,
    );
    const { stored, known, held, history } = one.lines;
    const detail =
      one.state === 'stored' || one.state === 'preview'
        ? ` (${stored} ${pick(lang, 'new', 'nouvelles')}, ${known} ${pick(lang, 'already known', 'déjà connues')}${held ? `, ${held} ${pick(lang, 'held as possible doubles', 'retenues : doublons possibles')}` : ''}${history ? `, ${history} ${pick(lang, 'before the cut-over day', 'avant la date de reprise')}` : ''})`
        : '';
    lines.push(`    ${states[one.state]}${detail}${chainOf(one, lang)}`);
    lines.push(...problemLines(one.problems).map((line) => `  ${line}`));
  }
  return [...lines, ...totalLines(report, lang), ...problemLines(report.problems)];
}

/** How a statement hangs on those before it, where that is worth a word. */
function chainOf(statement: ImportStatementReport['statements'][number], lang: Lang): string {
  const words = [
    ...(statement.chain === 'overlaps' ? [pick(lang, 'overlaps others', 'en chevauche d’autres')] : []),
    ...(statement.closes ?? []).map((days) => pick(lang, `closes the gap ${days}`, `comble le trou ${days}`)),
  ];
  return words.length === 0 ? '' : `; ${words.join(', ')}`;
}

/** Accounts that have several statements in the file, each in one line. */
function totalLines(report: ImportStatementReport, lang: Lang): string[] {
  return report.accounts
    .filter(({ statements }) => statements > 1)
    .map((one) => {
      const currency = one.currency ?? '';
      const balances =
        one.opening === undefined || one.closing === undefined
          ? ''
          : `, ${people(one.opening, currency, lang)} → ${people(one.closing, currency, lang)}`;
      const gaps = one.gaps > 0 ? pick(lang, `, ${one.gaps} gaps`, `, ${one.gaps} trou(s)`) : '';
      const refused = one.refused > 0 ? pick(lang, `, ${one.refused} refused`, `, ${one.refused} refusées`) : '';
      return `  = ${one.account} ${one.from ?? ''}…${one.to ?? ''}: ${one.statements} ${pick(lang, 'statements', 'relevés')}${balances}, ${one.stored} ${pick(lang, 'new', 'nouvelles')}, ${one.known} ${pick(lang, 'already known', 'déjà connues')}, ${one.held} ${pick(lang, 'held', 'retenues')}${refused}${gaps}`;
    });
}

/** A report of a matching run, for a person. */
export function reconcileLines(report: ReconcileReport, currency: string, lang: Lang): string[] {
  const rows: [keyof ReconcileReport, string, string][] = [
    ['automatic', 'matched automatically', 'lettrées automatiquement'],
    [
      'confirmed',
      'confirmed payments recorded elsewhere, or explained by a payout',
      'confirment un règlement saisi ailleurs, ou un versement',
    ],
    ['returned', 'returned payments, invoices reopened', 'rejets, factures rouvertes'],
    ['setAside', 'no customer payment (fees, taxes, suppliers …)', 'hors clients (frais, impôts, fournisseurs…)'],
    [
      'wouldHavePosted',
      'proven, waiting for your confirmation (why: lettrage automatic list)',
      'prouvées, à confirmer (pourquoi : lettrage automatic list)',
    ],
    ['proposed', 'proposed, waiting for a person', 'proposées, à valider'],
    ['undecided', 'left', 'restantes'],
  ];
  return [
    `${report.lines} ${pick(lang, 'lines looked at', 'lignes examinées')}${report.dryRun ? pick(lang, ' (dry run, nothing stored)', ' (à blanc, rien enregistré)') : ''}`,
    ...rows.flatMap(([key, en, fr]) => {
      const tally = report[key] as { count: number; amount: string };
      return tally.count === 0
        ? []
        : [
            `  ${String(tally.count).padStart(6)}  ${people(tally.amount, currency, lang).padStart(18)}  ${pick(lang, en, fr)}`,
          ];
    }),
  ];
}

/** Where a company stands, for a person. */
export function summaryLines(summary: CompanySummary, lang: Lang): string[] {
  const { lines, amounts, openItems, currency } = summary;
  const row = (count: number, amount: string, en: string, fr: string): string =>
    `  ${String(count).padStart(6)}  ${(amount && people(amount, currency, lang)).padStart(18)}  ${pick(lang, en, fr)}`;
  return [
    row(lines.read, '', 'bank lines read', 'lignes bancaires lues'),
    row(
      lines.automatic + lines.byPerson,
      amounts.matched,
      `matched (${lines.automatic} by itself)`,
      `lettrées (${lines.automatic} automatiquement)`,
    ),
    row(lines.setAside, '', 'no customer payment', 'hors clients'),
    row(lines.proposed, amounts.proposed, 'proposed, waiting for you', 'proposées, à valider'),
    row(lines.left, amounts.left, 'left', 'restantes'),
    row(
      openItems.count,
      openItems.amount,
      `open items, of which ${people(openItems.overdue, currency, lang)} overdue`,
      `postes ouverts, dont ${people(openItems.overdue, currency, lang)} échus`,
    ),
    row(summary.entries, '', 'journal entries', 'écritures'),
    row(
      Object.values(summary.deliveries).reduce((a, b) => a + b, 0),
      '',
      `statuses (${byState(summary.deliveries, (state) => state) || 'none'})`,
      `statuts (${byState(summary.deliveries, (state) => STATES_FR[state] ?? state) || 'aucun'})`,
    ),
  ];
}

const STATES_FR: Readonly<Record<string, string>> = {
  held: 'retenus',
  pending: 'en attente',
  sending: 'en cours d’envoi',
  unknown: 'au sort inconnu',
  delivered: 'transmis',
  unsupported: 'non pris en charge là-bas',
  rejected: 'refusés',
  dead: 'abandonnés',
  cancelled: 'annulés',
};

function byState(counts: Readonly<Record<string, number>>, name: (state: string) => string): string {
  return Object.entries(counts)
    .map(([state, n]) => `${n} ${name(state)}`)
    .join(', ');
}

/** Problems, each on a line, with where it stands. */
export function problemLines(problems: readonly Problem[]): string[] {
  return problems.map(({ severity, location, message }) => {
    // Some messages begin with their place: it is not said twice.
    const isSaid =
      location !== undefined &&
      message
        .split(location)
        .slice(1)
        .some((rest) => !/^\d/.test(rest));
    const place = location === undefined || isSaid ? '' : `${location}: `;
    return `  ${isTranslated() ? SEVERITIES_FR[severity] : severity}: ${place}${said(message)}`;
  });
}

const SEVERITIES_FR: Record<Problem['severity'], string> = {
  fatal: 'bloquant',
  error: 'erreur',
  warning: 'attention',
};
