/** Reports as Stripe writes them, with invented data. */
const HEADER =
  'automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,created,available_on,currency,gross,fee,net,reporting_category,source_id,description,charge_id,payment_intent_id,customer_name,payment_metadata[order_id]';

/** A payout with charges, a refund, a dispute, Stripe's own fee and a reserve: 268.10 reach the bank. */
export const ITEMISED = [
  HEADER,
  'po_1,2026-02-05 00:00:00,txn_1,2026-02-01 10:00:00,2026-02-05 00:00:00,eur,120.00,2.05,117.95,charge,ch_1,Invoice FA2026-000101,ch_1,pi_1,ACME SARL,FA2026-000101',
  'po_1,2026-02-05 00:00:00,txn_2,2026-02-02 23:30:00,2026-02-05 00:00:00,eur,"1,200.50",18.26,"1,182.24",charge,ch_2,"Payment for ""order, 7""",ch_2,pi_2,"Dupont, Jean",',
  'po_1,2026-02-05 00:00:00,txn_3,2026-02-03 09:00:00,2026-02-05 00:00:00,eur,-50.00,0.00,-50.00,refund,re_1,REFUND FOR CHARGE,ch_0,pi_0,,',
  'po_1,2026-02-05 00:00:00,txn_4,2026-02-03 09:00:00,2026-02-05 00:00:00,eur,-80.00,15.00,-95.00,dispute,dp_1,Chargeback withdrawal,ch_9,pi_9,,',
  'po_1,2026-02-05 00:00:00,txn_5,2026-02-03 09:00:00,2026-02-05 00:00:00,eur,-2.00,0.00,-2.00,fee,,Radar,,,,',
  'po_1,2026-02-05 00:00:00,txn_6,2026-02-03 09:00:00,2026-02-05 00:00:00,eur,-0.40,0.00,-0.40,tax,,VAT on Radar,,,,',
  'po_1,2026-02-05 00:00:00,txn_7,2026-02-03 09:00:00,2026-02-05 00:00:00,eur,-884.69,0.00,-884.69,risk_reserved_funds,,Reserve,,,,',
  'po_1,2026-02-05 00:00:00,txn_8,2026-02-05 00:00:00,2026-02-05 00:00:00,eur,-268.10,0.00,-268.10,payout,po_1,STRIPE PAYOUT,,,,',
  'po_2,2026-02-06 00:00:00,txn_9,2026-02-04 10:00:00,2026-02-06 00:00:00,jpy,1200,43,1157,charge,ch_10,,ch_10,pi_10,,',
  ',,txn_10,2026-02-07 10:00:00,2026-02-12 00:00:00,eur,10.00,0.40,9.60,charge,ch_11,Not paid out yet,ch_11,pi_11,,',
  '',
].join('\n');

/** The dashboard's export of the balance, newest first. */
export const HISTORY = [
  'id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Description,Transfer,Transfer Date (UTC),invoice (metadata)',
  'txn_b,charge,ch_b,60.00,1.15,58.85,eur,2026-01-03 10:00,2026-01-05 00:00,,po_b,2026-01-07 00:00,FA2026-000102',
  'txn_a,adjustment,dp_a,-20.00,15.00,-35.00,eur,2026-01-02 10:00,2026-01-05 00:00,Chargeback,po_b,2026-01-07 00:00,',
  '',
].join('\r\n');
