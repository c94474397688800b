import type { Command } from 'commander';
import { dayOption } from '../input.js';
import type { CommandContext } from '../main.js';
import { pick, print, table } from '../output/print.js';
import { withRuntime } from '../with-runtime.js';
import { registerAccountChain } from './account-chain.command.js';
import { registerPeople } from './people.command.js';

/** `lettrage company|account|user|key`: what a company consists of and who may do what. */
export function registerSetup(program: Command, context: CommandContext): void {
  registerCompany(program.command('company').description('companies'));
  const account = program.command('account').description('bank accounts');
  registerAccount(account);
  registerAccountChain(account, context);
  registerPeople(program);
}

function registerCompany(company: Command): void {
  company
    .command('add')
    .description('adds a company; it starts by proposing only')
    .argument('<name>')
    .option('--siren <siren>', '9 digits')
    .option('--vat-number <number>')
    .option('--currency <code>', 'currency of its books', 'EUR')
    .option('--fiscal-year-end <MM-DD>', 'last day of the financial year', '12-31')
    .option('--cut-over <day>', 'earlier lines and receipts are history; default: first of January of this year')
    .option('--books-complete', 'all its books are here: a FEC may bear the legal name')
    .option('--posting <mode>', 'propose (a person confirms) or auto (what is proven is posted)', 'propose')
    .addHelpText(
      'after',
      '\nExample:\n  lettrage company add "Atelier Garonne" --siren 732829320 --cut-over 2026-09-01',
    )
    .action(async (name: string, options: CompanyOptions, command: Command) => {
      const { addCompany } = await import('@lettrage/operations');
      const id = await withRuntime((context) =>
        addCompany(context, {
          name,
          currency: options.currency,
          fiscalYearEnd: options.fiscalYearEnd,
          posting: options.posting === 'auto' ? 'auto' : 'propose',
          ...(options.siren ? { siren: options.siren } : {}),
          ...(options.vatNumber ? { vatNumber: options.vatNumber } : {}),
          ...(options.cutOver ? { cutOverDay: dayOption(options.cutOver, '--cut-over') } : {}),
          ...(options.booksComplete ? { booksComplete: true } : {}),
        }),
      );
      print(command, { id, name }, (lang) => [
        lang === 'fr' ? `Société ${name} ajoutée : ${id}` : `Company ${name} added: ${id}`,
        lang === 'fr' ? 'Ensuite : lettrage account add IBAN' : 'Next: lettrage account add IBAN',
      ]);
    });
  registerCompanies(company);
}

function registerCompanies(company: Command): void {
  company
    .command('import')
    .description('adds many companies from a CSV file: name,siren,vat_number,currency,fiscal_year_end,cut_over,ibans')
    .argument('<file>')
    .addHelpText('after', '\nExample:\n  lettrage company import companies.csv')
    .action(async (file: string, _options: unknown, command: Command) => {
      const { importCompanies } = await import('@lettrage/operations');
      const report = await withRuntime((context) => importCompanies(context, file));
      print(command, report, (lang) => [
        pick(
          lang,
          `${report.added.length} added, ${report.known.length} already known`,
          `${report.added.length} ajoutées, ${report.known.length} déjà connues`,
        ),
        ...report.added.map((one) => `  ${one.id}  ${one.name}`),
      ]);
    });
  company
    .command('list')
    .description('lists the companies')
    .addHelpText('after', '\nExample:\n  lettrage company list --json')
    .action(async (_options: unknown, command: Command) => {
      const { listCompanies } = await import('@lettrage/operations');
      const companies = await withRuntime((context) => listCompanies(context));
      print(command, companies, (lang) =>
        companies.length === 0
          ? [
              pick(
                lang,
                'There are no companies yet. Next: lettrage company add NAME --siren …',
                'Aucune société. Ensuite : lettrage company add NOM --siren …',
              ),
            ]
          : table([
              ['ID', 'SIREN', pick(lang, 'POSTING', 'LETTRAGE'), pick(lang, 'NAME', 'NOM')],
              ...companies.map((one) => [
                one.id,
                one.siren ?? '',
                one.posting === 'auto' ? 'auto' : pick(lang, 'propose', 'proposé'),
                `${one.name}${one.demonstration ? pick(lang, ' (demonstration)', ' (démonstration)') : ''}`,
              ]),
            ]),
      );
    });
  registerChanges(company);
}

function registerChanges(company: Command): void {
  company
    .command('set')
    .description('changes a company: posting mode, cut-over day, complete books, locked period')
    .option('--company <id>', 'id, SIREN or name')
    .option('--posting <mode>', 'propose or auto')
    .option('--books-complete <yes|no>')
    .option('--logo <file>', 'PNG or JPEG of at most 64 KB on invoices drawn here; none takes it away')
    .option('--lock <day>', 'closes the books up to this day; corrections go to the next open day')
    .addHelpText('after', '\nExample:\n  lettrage company set --posting auto\n  lettrage company set --logo logo.png')
    .action(
      async (
        options: { company?: string; posting?: string; booksComplete?: string; lock?: string; logo?: string },
        command: Command,
      ) => {
        const { changeCompany, logoSetting, resolveCompany } = await import('@lettrage/operations');
        const changed = await withRuntime(async (context) => {
          const chosen = await resolveCompany(context, options.company);
          const { logo } = options;
          const kept = logo === undefined || logo === 'none' ? null : await logoSetting(logo);
          return changeCompany(context, chosen.id, {
            ...(options.posting ? { posting: options.posting === 'auto' ? 'auto' : 'propose' } : {}),
            ...(options.booksComplete ? { booksComplete: options.booksComplete === 'yes' } : {}),
            ...(logo !== undefined ? { settings: { logo: kept } } : {}),
            ...(options.lock ? { lockedThrough: dayOption(options.lock, '--lock') } : {}),
          });
        });
        print(command, changed, (lang) => [
          pick(
            lang,
            `${changed.name}: posting ${changed.posting}, books ${changed.booksComplete ? 'complete' : 'partial'} here`,
            `${changed.name} : lettrage ${changed.posting === 'auto' ? 'automatique' : 'proposé'}, comptabilité ${changed.booksComplete ? 'complète' : 'partielle'} ici`,
          ),
        ]);
      },
    );
}

interface CompanyOptions {
  siren?: string;
  vatNumber?: string;
  currency: string;
  fiscalYearEnd: string;
  cutOver?: string;
  booksComplete?: boolean;
  posting: string;
}

function registerAccount(account: Command): void {
  account
    .command('add')
    .description('adds a bank account; its statements are routed to the company by it')
    .argument('<iban>', 'IBAN, or the number a bank gives an account without one')
    .option('--company <id>', 'id, SIREN or name')
    .option('--currency <code>', 'currency of the account', 'EUR')
    .option('--label <text>')
    .option('--journal <code>', 'bank journal of its entries', 'BQ')
    .option('--ledger-account <number>', 'account of the chart', '512000')
    .addHelpText('after', '\nExample:\n  lettrage account add "FR76 3000 6000 0112 3456 7890 189" --journal BQ1')
    .action(
      async (
        iban: string,
        options: { company?: string; currency: string; label?: string; journal: string; ledgerAccount: string },
        command: Command,
      ) => {
        const { addBankAccount, resolveCompany } = await import('@lettrage/operations');
        const plain = iban.replace(/\s/g, '').toUpperCase();
        const added = await withRuntime(async (context) => {
          const company = await resolveCompany(context, options.company);
          return addBankAccount(context, company.id, {
            ...(/^[A-Z]{2}\d{2}/.test(plain) ? { iban: plain } : { number: plain }),
            currency: options.currency,
            journal: options.journal,
            ledgerAccount: options.ledgerAccount,
            ...(options.label ? { label: options.label } : {}),
          });
        });
        print(command, added, (lang) => [
          lang === 'fr' ? `Compte ${plain} ajouté (${added.id})` : `Account ${plain} added (${added.id})`,
        ]);
      },
    );
  account
    .command('list')
    .description('lists the bank accounts of a company')
    .option('--company <id>', 'id, SIREN or name')
    .addHelpText('after', '\nExample:\n  lettrage account list --company 732829320')
    .action(async (options: { company?: string }, command: Command) => {
      const { accountsOf, resolveCompany } = await import('@lettrage/operations');
      const accounts = await withRuntime(async (context) =>
        accountsOf(context, [(await resolveCompany(context, options.company)).id]),
      );
      print(
        command,
        accounts.map((one) => one.account),
        (lang) =>
          table([
            lang === 'fr'
              ? ['COMPTE', 'DEVISE', 'JOURNAL', 'COMPTE PCG', 'LIBELLÉ']
              : ['ACCOUNT', 'CURRENCY', 'JOURNAL', 'LEDGER', 'LABEL'],
            ...accounts.map(({ account: one }) => [
              one.iban ?? one.number ?? '',
              one.currency,
              one.journal,
              one.ledgerAccount,
              one.label,
            ]),
          ]),
      );
    });
}
