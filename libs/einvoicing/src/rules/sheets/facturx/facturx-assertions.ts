/** Numbers of the assertions of the Factur-X sheets (FX-SCH-A-…), by what they say and the element they say it of. */
export const ASSERTIONS: Readonly<Record<'one' | 'most' | 'least' | 'required', string>> = {
  // Exactly once
  one: `
    ActualAmount:184 ApplicableTradeTax:278 AssociatedDocumentLineDocument:266 BICID:292 BasisAmount:177
    BilledQuantity:276 BuyerTradeParty:28 CalculatedAmount:176 CategoryCode:178 CategoryTradeTax:185
    ChargeAmount:273 ChargeIndicator:183 CompleteNumber:289 Content:160 CountryID:35 Description:294
    DuePayableAmount:44 GrandTotalAmount:43 GuidelineSpecifiedDocumentContextParameter:25 IBANID:195 ID:19
    InvoiceCurrencyCode:38 IssuerAssignedID:29 LineID:270 LineTotalAmount:189 Name:30
    NetPriceProductTradePrice:272 OccurrenceDateTime:171 PostalTradeAddress:32 SellerTradeParty:27
    SpecifiedLineTradeAgreement:268 SpecifiedLineTradeDelivery:269 SpecifiedTaxRegistration:169
    SpecifiedTradeProduct:267 SpecifiedTradeSettlementHeaderMonetarySummation:39
    SpecifiedTradeSettlementLineMonetarySummation:279 TaxBasisTotalAmount:41 TypeCode:20 URIID:168
    Value:295`,
  // At most once
  most: `
    AdditionalReferencedDocument:293 AllowanceTotalAmount:191 AttachmentBinaryObject:284
    BusinessProcessSpecifiedDocumentContextParameter:24 ChargeTotalAmount:190 CountrySubDivisionName:167
    DefinedTradeContact:288 Description:187 DirectDebitMandateID:188 GlobalID:164 ID:163 IncludedNote:271
    Information:291 Name:283 PayeePartyCreditorFinancialAccount:194 PaymentReference:172
    ReceivableSpecifiedTradeAccountingAccount:175 RoundingAmount:290 SpecifiedTaxRegistration:166
    SpecifiedTradePaymentTerms:174 SubjectCode:161 TotalPrepaidAmount:193 URIUniversalCommunication:165`,
  // At least once
  least: `
    ApplicableTradeTax:173 IncludedSupplyChainTradeLineItem:265`,
  // An attribute that is required
  required: `
    @filename:286 @format:21 @listID:296 @mimeCode:285 @schemeID:37`,
};
