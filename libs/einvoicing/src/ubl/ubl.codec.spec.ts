import { describe, expect, it } from '@jest/globals';
import { readCii, writeCii } from '../cii/cii.codec.js';
import type { Invoice } from '../model/index.js';
import { lostTerms } from '../model/lost-terms.js';
import { exampleInvoice } from '../testing/example.js';
import { changed, richInvoice } from '../testing/rich-invoice.js';
import { looksLikeUbl, readUbl, writeUbl } from './ubl.codec.js';

const back = (invoice: Invoice): Invoice => readUbl(writeUbl(invoice).xml).invoice!;
const kept = (invoice: Invoice): string[] => lostTerms(invoice, back(invoice), 'UBL').map(({ location }) => location!);

describe('UBL', () => {
  it('carries every core term, and comes back from CII as it went', () => {
    expect(back(richInvoice())).toEqual(richInvoice());
    expect(readCii(writeCii(back(richInvoice())).xml).invoice).toEqual(readCii(writeCii(richInvoice()).xml).invoice);
  });

  it('writes credit notes as such, with their due date', () => {
    const credit = changed(richInvoice(), 'invoiceTypeCode', '381');
    const { xml } = writeUbl(credit);
    expect(xml).toMatch(/<CreditNote[\s>]|<cn:CreditNote[\s>]/);
    expect(xml).toContain('cbc:CreditedQuantity');
    expect(back(credit).paymentDueDate).toBe(credit.paymentDueDate);
  });

  it('keeps the subject code of a note inside its text', () => {
    const invoice = { ...exampleInvoice(), notes: [{ subjectCode: 'PMT', note: '40 €' }, { note: 'Merci' }] };
    expect(writeUbl(invoice).xml).toContain('<cbc:Note>#PMT#40 €</cbc:Note>');
    expect(back(invoice).notes).toEqual(invoice.notes);
  });

  it('keeps a sales order without purchase order, and the creditor of a direct debit', () => {
    const invoice: Invoice = {
      ...exampleInvoice(),
      salesOrderReference: 'V1',
      paymentInstructions: {
        paymentMeansTypeCode: '59',
        directDebit: { mandateReferenceIdentifier: 'M1', bankAssignedCreditorIdentifier: 'FR72ZZZ123456' },
      },
    };
    expect(kept(invoice)).toEqual([]);
  });

  it('keeps what a line is and what it is a part of in a reference to the invoice itself', () => {
    const previous = [{ reference: 'FA2026-000001', issueDate: '2026-01-05' }];
    const group = { lineSubtypeCode: 'GROUP', vatAmount: '20.00', precedingInvoiceReferences: previous };
    const lines = exampleInvoice().lines!.map((line, index) => ({
      ...line,
      ...(index === 0 ? group : { lineSubtypeCode: 'DETAIL', parentLineIdentifier: '1' }),
    }));
    for (const type of ['380', '381']) {
      const invoice = { ...exampleInvoice(), invoiceTypeCode: type, lines };
      expect(back(invoice).lines).toEqual(lines);
    }
  });

  it('takes a reference to a line of an invoice before for no part of its own', () => {
    const invoice = changed(exampleInvoice(), 'lines.0.precedingInvoiceReferences', [{ reference: 'FA0' }]);
    expect(back(invoice).lines![0]).toMatchObject({ precedingInvoiceReferences: [{ reference: 'FA0' }] });
    expect(back(invoice).lines![0]!.lineSubtypeCode).toBeUndefined();
  });

  it('has the parties behind seller and buyer in EXTENDED-CTC-FR alone, where a manufacturer sells the item', () => {
    const roles = ['payer', 'invoicer', 'invoicee', 'salesAgent', 'buyerAgent'];
    const parties = Object.fromEntries(roles.map((role) => [role, { name: role, vatIdentifier: `FR${role}` }]));
    const given = changed({ ...exampleInvoice(), ...parties }, 'lines.0.itemSeller', { name: 'Vendeur' });
    const extended = 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr';
    expect(kept(changed(given, 'processControl.specificationIdentifier', extended))).toEqual([]);
    const lost = roles.flatMap((role) => [`/${role}/name`, `/${role}/vatIdentifier`]);
    expect(kept(given).sort()).toEqual([...lost, '/lines/0/itemSeller/name'].sort());
  });

  it('says what it cannot carry', () => {
    const invoice = changed(exampleInvoice(), 'lines.0.lineStatusCode', '1');
    const lost = lostTerms(invoice, back(invoice), 'UBL');
    expect(lost).toEqual([expect.objectContaining({ severity: 'warning', location: '/lines/0/lineStatusCode' })]);
    expect(lost[0]!.message).toContain('UBL');
  });

  it('names the elements it does not read', () => {
    const xml = writeUbl(exampleInvoice()).xml.replace('<cbc:ID>', '<cbc:UUID>1</cbc:UUID><cbc:ID>');
    expect(readUbl(xml).problems).toEqual([expect.objectContaining({ rule: 'ubl-not-read', severity: 'warning' })]);
  });

  it('is recognised by its namespace, whatever its prefix', () => {
    expect(looksLikeUbl(writeUbl(exampleInvoice()).xml)).toBe(true);
    expect(looksLikeUbl(writeCii(exampleInvoice()).xml)).toBe(false);
  });
});
