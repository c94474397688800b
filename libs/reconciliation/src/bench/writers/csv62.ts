import { formatMinor, parseMinor, type TransactionLine } from '@lettrage/domain';

/** Writes booked lines as a French bank's CSV export: days, debit and credit columns, one label, running balance. */
export function csv62(lines: readonly TransactionLine[], opening: bigint): string {
  let balance = opening;
  const rows = lines.map(({ amount, currency, bookingDate, remittance = '' }) => {
    const minor = parseMinor(amount, currency);
    balance += minor;
    const day = bookingDate.split('-').reverse().join('/');
    const [debit, credit] = minor < 0n ? [french(minor), ''] : ['', french(minor)];
    return [day, day, debit, credit, `"${remittance.replace(/"/g, '""')}"`, french(balance)].join(';');
  });
  return ['Date;Date de valeur;Débit;Crédit;Libellé;Solde', ...rows, ''].join('\n');
}

function french(minor: bigint): string {
  return formatMinor(minor, 'EUR').replace('.', ',');
}
