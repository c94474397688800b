import type { payoutsEn } from './payouts.en.js';

/** Textes français des versements des prestataires de paiement. */
export const payoutsFr: Readonly<Record<keyof typeof payoutsEn, string>> = {
  'nav.payouts': 'Versements',
  'payouts.title': 'Versements des prestataires de paiement',
  'payouts.dropTitle': 'Un relevé de Stripe, PayPal, SumUp ou GoCardless',
  'payouts.dropHint':
    'Déposez le CSV ici. Il dit de quels encaissements se compose un versement ; l’envoyer deux fois est sans risque.',
  'payouts.report':
    '{file} : {stored} nouveaux, {known} connus, {tied} encaissements sur {charges} liés à leur facture.',
  'payouts.differs': 'Déjà enregistrés avec d’autres montants, qui restent : {ids}',
  'payouts.none': 'Aucun versement pour l’instant.',
  'payouts.back': 'Tous les versements',
  'payouts.arrival': 'Arrivée',
  'payouts.payout': 'Versement',
  'payouts.gross': 'Brut',
  'payouts.fees': 'Frais',
  'payouts.net': 'Versé',
  'payouts.state': 'État',
  'payouts.waiting': 'attend sa ligne de banque',
  'payouts.booked': 'comptabilisé',
  'payouts.open': '{count} sans facture',
  'payouts.movements': 'Mouvements',
  'payouts.movement': 'Mouvement',
  'payouts.names': 'Cite',
  'payouts.lines': 'Lignes de banque de ce montant',
  'payouts.noLine':
    'Pas encore de ligne de banque de ce montant ; le versement est comptabilisé tout seul quand elle arrive.',
  'payouts.book': 'Comptabiliser sur cette ligne',
  'payouts.takeBack': 'Annuler',
  'payouts.takeBackSure': 'Annuler {reference} ? Sa ligne revient à l’examen et ses encaissements sont retirés.',
  'payouts.suspense': 'En attente',
  'payouts.suspenseText': 'Ces mouvements sont comptabilisés, mais on ne sait pas encore ce qu’ils paient.',
  'payouts.invoice': 'Facture',
  'payouts.customer': 'ou code client',
  'payouts.assign': 'Affecter',
};
