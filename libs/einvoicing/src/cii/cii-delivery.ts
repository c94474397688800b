import type { DeliveryInformation } from '../model/index.js';
import type { Binding } from '../xml/xml-binding.js';
import { group, object, text } from '../xml/xml-binding.js';
import { day } from './cii-date.js';
import { ADDRESS, partyIdentifier } from './cii-party.js';

/** BG-13 without its period, of the invoice or of a line. */
export const DELIVERY: readonly Binding<DeliveryInformation>[] = [
  group('ram:ShipToTradeParty', [
    partyIdentifier('deliverToLocationIdentifier'),
    text('ram:Name', 'deliverToPartyName'),
    object('ram:PostalTradeAddress', 'deliverToAddress', ADDRESS),
  ]),
  group('ram:ActualDeliverySupplyChainEvent', [day('ram:OccurrenceDateTime', 'actualDeliveryDate')]),
];
