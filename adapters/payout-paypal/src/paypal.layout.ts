import type { ReportLayout } from '@lettrage/formats';

/** Where the report comes from; the remedy of a missing column. */
export const WHERE =
  'In PayPal, open Activity, Reports, Activity report, choose "Balance affecting" and all columns, and download it as CSV.';

/** The activity report. PayPal writes its header in the language of the account. */
export const LAYOUT: ReportLayout = {
  id: 'activity',
  title: 'PayPal activity',
  columns: {
    date: ['Date'],
    time: ['Time', 'Heure'],
    zone: ['Time zone', 'TimeZone', 'Fuseau horaire'],
    name: ['Name', 'Nom'],
    type: ['Type'],
    status: ['Status', 'État', 'Statut'],
    currency: ['Currency', 'Devise'],
    gross: ['Gross', 'Avant commission', 'Brut'],
    fee: ['Fee', 'Commission', 'Frais'],
    net: ['Net'],
    transaction: ['Transaction ID', 'Numéro de transaction'],
    reference: ['Reference Txn ID', 'Numéro de la transaction de référence', 'Numéro de transaction de référence'],
    invoice: ['Invoice Number', 'Numéro de facture', 'Invoice ID'],
    custom: ['Custom Number', 'Numéro de client', 'Numéro personnalisé'],
    title: ['Item Title', "Titre de l'objet"],
    subject: ['Subject', 'Objet'],
    note: ['Note', 'Remarque'],
    email: ['From Email Address', "De l'adresse email"],
    balance: ['Balance', 'Solde'],
    code: ['Transaction Event Code', 'Code de transaction', "Code d'événement de la transaction"],
    impact: ['Balance Impact', 'Impact sur le solde'],
  },
  required: ['date', 'type', 'status', 'currency', 'gross', 'fee', 'net', 'transaction'],
};
