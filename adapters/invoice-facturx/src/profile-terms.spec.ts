import type { PDFRawStream } from '@cantoo/pdf-lib';
import { PDFArray, PDFDict, PDFDocument, PDFName, decodePDFRawStream } from '@cantoo/pdf-lib';
import { describe, expect, it } from '@jest/globals';
import { checkInvoiceXml, computeTotals, draftInvoice, type Invoice } from '@lettrage/einvoicing';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { WRITABLE } from './facturx.profiles.js';
import { facturxReader } from './facturx.reader.js';
import { facturxWriter } from './facturx.writer.js';

const AT = { format: 'facturx', at: '2026-10-05T08:00:00Z' } as const;
const SCHEMAS = fileURLToPath(new URL('../../../../shared/data/xsd/factur-x/', import.meta.url));

/** An invoice with terms of every profile. */
function invoice(): Invoice {
  const base = draftInvoice({
    number: 'FA1',
    issueDate: '2026-10-05',
    dueDate: '2026-11-04',
    seller: { name: 'Vendeur', siren: '732829320', address: { city: 'Lyon', postCode: '69001', countryCode: 'FR' } },
    buyer: { name: 'Acheteur', siren: '404833048', address: { countryCode: 'FR' } },
    lines: [
      { name: 'Conseil', quantity: '1', price: '10', description: 'Une heure' },
      { name: 'Autre', quantity: '2', price: '5', vatRate: '10' },
    ],
    payment: { iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP' },
    deliveryDate: '2026-10-02',
  });
  const [first, ...others] = base.lines!;
  return computeTotals({
    ...base,
    purchaseOrderReference: 'C1',
    projectReference: 'P1',
    payer: { name: 'Payeur', electronicAddress: { value: '732829320', scheme: '0225' } },
    invoicer: { name: 'Facturant' },
    salesAgent: { name: 'Agent' },
    precedingInvoiceReferences: [{ reference: 'FA0', issueDate: '2026-09-01', typeCode: '380' }],
    paymentInstalments: [
      { dueDate: '2026-11-04', amount: '10.00' },
      { dueDate: '2026-12-04', amount: '12.90' },
    ],
    documentLevelCharges: [{ amount: '0.50', reason: 'Port', vatCategoryCode: 'S', vatRate: '20.00' }],
    lines: [
      {
        ...first!,
        allowances: [{ amount: '1.00', reason: 'Remise' }],
        despatchAdviceReference: 'BL1',
        lineSubtypeCode: 'DETAIL',
        deliveryInformation: { deliverToPartyName: 'Entrepôt', actualDeliveryDate: '2026-10-02' },
        itemInformation: { ...first!.itemInformation, attributes: [{ name: 'Couleur', value: 'bleu' }] },
      },
      ...others,
    ],
  });
}

const read = async (profile: string, of: Invoice = invoice()) => {
  const { bytes, problems } = await facturxWriter.write(of, { ...AT, profile });
  return { bytes, problems, back: await facturxReader.read(bytes, {}) };
};

describe.each(WRITABLE)('profile $id', (profile) => {
  it('names itself in BT-24 and in the XMP, and relates the XML to the page', async () => {
    const { bytes, back } = await read(profile.id);
    expect(back.problems).toEqual([]);
    expect(back.profile).toBe(profile.id);
    const { catalog } = await PDFDocument.load(bytes, { updateMetadata: false });
    const xmp = new TextDecoder().decode(
      decodePDFRawStream(catalog.lookup(PDFName.of('Metadata')) as PDFRawStream).decode(),
    );
    expect(xmp).toContain(`<fx:ConformanceLevel>${profile.conformanceLevel}</fx:ConformanceLevel>`);
    const file = catalog.lookup(PDFName.of('AF'), PDFArray).lookup(0, PDFDict);
    expect(file.lookup(PDFName.of('AFRelationship'), PDFName).decodeText()).toBe(profile.relationship);
  });

  it('passes the check of its profile; MINIMUM has no place for what the French reform wants', async () => {
    const { back } = await read(profile.id);
    const fatal = checkInvoiceXml(back.xml!, { isFacturx: back.isFacturx! }).problems.filter(
      (problem) => problem.severity === 'fatal',
    );
    const french = fatal.filter(({ rule }) => rule.startsWith('BR-FR-'));
    expect(fatal.filter((problem) => !french.includes(problem))).toEqual([]);
    expect(french.length > 0).toBe(profile.id === 'minimum');
  });

  it('says each term it leaves out, and no other', async () => {
    const { problems, back } = await read(profile.id);
    const said = problems.map(({ location }) => location);
    const has = (location: string): boolean => said.includes(location);
    expect(has('/lines')).toBe(['minimum', 'basicwl'].includes(profile.id));
    expect(has('/projectReference')).toBe(!['en16931', 'extended'].includes(profile.id));
    expect(has('/payer')).toBe(profile.id !== 'extended');
    expect(has('/lines/0/despatchAdviceReference')).toBe(['basic', 'en16931'].includes(profile.id));
    expect(back.invoice?.projectReference).toBe(has('/projectReference') ? undefined : 'P1');
  });

  const schema = `${SCHEMAS}${profile.id}/Factur-X_${profile.id.toUpperCase()}.xsd`;
  (existsSync(schema) ? it : it.skip)('is accepted by its schema', async () => {
    xmlRegisterFsInputProviders();
    const validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(schema), { url: schema }));
    const { back } = await read(profile.id);
    expect(() => validator.validate(XmlDocument.fromString(back.xml!))).not.toThrow();
  });
});

describe('what is asked', () => {
  it('is EN 16931 by default, and understood as people write it', async () => {
    expect((await facturxReader.read((await facturxWriter.write(invoice(), AT)).bytes, {})).profile).toBe('en16931');
    expect((await read('BASIC WL')).back.profile).toBe('basicwl');
  });

  it('is refused if it is no profile', async () => {
    await expect(read('comfort')).rejects.toThrow(/"comfort" is none of them/);
  });

  it('is fatal if the amounts would not add up without a term the profile lacks', async () => {
    const rounded = computeTotals({ ...invoice(), documentTotals: { roundingAmount: '0.01' } });
    const fatal = async (profile: string) =>
      (await read(profile, rounded)).problems.filter(({ severity }) => severity === 'fatal').map((one) => one.location);
    expect(await fatal('basic')).toEqual(['/documentTotals/roundingAmount']);
    expect(await fatal('minimum')).toEqual([]);
    expect(await fatal('en16931')).toEqual([]);
  });
});
