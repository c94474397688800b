import type { DeliveryInformation } from '../model/index.js';
import type { Binding } from '../xml/xml-binding.js';
import { group, object, text } from '../xml/xml-binding.js';
import { ADDRESS } from './ubl-party.js';
import { day, identifier } from './ubl-values.js';

/** BG-13 without its period, of the invoice or of a line. */
export const DELIVERY: readonly Binding<DeliveryInformation>[] = [
  day('cbc:ActualDeliveryDate', 'actualDeliveryDate'),
  group('cac:DeliveryLocation', [
    identifier('cbc:ID', 'deliverToLocationIdentifier'),
    object('cac:Address', 'deliverToAddress', ADDRESS),
  ]),
  group('cac:DeliveryParty', [group('cac:PartyName', [text('cbc:Name', 'deliverToPartyName')])]),
];
