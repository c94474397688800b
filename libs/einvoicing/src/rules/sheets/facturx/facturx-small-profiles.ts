/**
 * Elements of MINIMUM, BASIC WL and BASIC, as the schemas of Factur-X 1.09 give them: one line a type, its elements in order. Behind a colon the type
 * where it is not the name of the element; `?` at most once, `*` any number, `+` at least once, `{0,2}` so many times.
 * Types in small letters are values: `id`, `amount`, `measure`, `code`, `reason` with their attributes, `plain` without.
 */
export const MINIMUM = `
  CrossIndustryInvoice = ExchangedDocumentContext ExchangedDocument SupplyChainTradeTransaction
  ExchangedDocumentContext = BusinessProcessSpecifiedDocumentContextParameter:DocumentContextParameter?
    GuidelineSpecifiedDocumentContextParameter:DocumentContextParameter
  ExchangedDocument = ID:id TypeCode:plain IssueDateTime:dateTime
  SupplyChainTradeTransaction = ApplicableHeaderTradeAgreement:HeaderTradeAgreement
    ApplicableHeaderTradeDelivery:HeaderTradeDelivery ApplicableHeaderTradeSettlement:HeaderTradeSettlement
  DocumentContextParameter = ID:id
  HeaderTradeAgreement = BuyerReference:text? SellerTradeParty:TradeParty BuyerTradeParty:TradeParty
    BuyerOrderReferencedDocument:ReferencedDocument?
  HeaderTradeDelivery =
  HeaderTradeSettlement = InvoiceCurrencyCode:plain
    SpecifiedTradeSettlementHeaderMonetarySummation:TradeSettlementHeaderMonetarySummation
  TradeParty = Name:text SpecifiedLegalOrganization:LegalOrganization? PostalTradeAddress:TradeAddress?
    SpecifiedTaxRegistration:TaxRegistration{0,2}
  ReferencedDocument = IssuerAssignedID:id
  TradeSettlementHeaderMonetarySummation = TaxBasisTotalAmount:amount TaxTotalAmount:amount{0,2}
    GrandTotalAmount:amount DuePayableAmount:amount
  LegalOrganization = ID:id?
  TradeAddress = CountryID:plain
  TaxRegistration = ID:id
`;

export const BASIC_WL = `
  CrossIndustryInvoice = ExchangedDocumentContext ExchangedDocument SupplyChainTradeTransaction
  ExchangedDocumentContext = BusinessProcessSpecifiedDocumentContextParameter:DocumentContextParameter?
    GuidelineSpecifiedDocumentContextParameter:DocumentContextParameter
  ExchangedDocument = ID:id TypeCode:plain IssueDateTime:dateTime IncludedNote:Note*
  SupplyChainTradeTransaction = ApplicableHeaderTradeAgreement:HeaderTradeAgreement
    ApplicableHeaderTradeDelivery:HeaderTradeDelivery ApplicableHeaderTradeSettlement:HeaderTradeSettlement
  DocumentContextParameter = ID:id
  Note = Content:text SubjectCode:plain?
  HeaderTradeAgreement = BuyerReference:text? SellerTradeParty:TradeParty BuyerTradeParty:TradeParty
    SellerTaxRepresentativeTradeParty:TradeParty? BuyerOrderReferencedDocument:ReferencedDocument?
    ContractReferencedDocument:ReferencedDocument?
  HeaderTradeDelivery = ShipToTradeParty:TradeParty? ActualDeliverySupplyChainEvent:SupplyChainEvent?
    DespatchAdviceReferencedDocument:ReferencedDocument?
  HeaderTradeSettlement = CreditorReferenceID:id? PaymentReference:text? TaxCurrencyCode:plain?
    InvoiceCurrencyCode:plain PayeeTradeParty:TradeParty?
    SpecifiedTradeSettlementPaymentMeans:TradeSettlementPaymentMeans* ApplicableTradeTax:TradeTax+
    BillingSpecifiedPeriod:SpecifiedPeriod? SpecifiedTradeAllowanceCharge:TradeAllowanceCharge*
    SpecifiedTradePaymentTerms:TradePaymentTerms?
    SpecifiedTradeSettlementHeaderMonetarySummation:TradeSettlementHeaderMonetarySummation
    InvoiceReferencedDocument:ReferencedDocument*
    ReceivableSpecifiedTradeAccountingAccount:TradeAccountingAccount?
  TradeParty = ID:id* GlobalID:id* Name:text? SpecifiedLegalOrganization:LegalOrganization?
    PostalTradeAddress:TradeAddress? URIUniversalCommunication:UniversalCommunication?
    SpecifiedTaxRegistration:TaxRegistration{0,2}
  ReferencedDocument = IssuerAssignedID:id FormattedIssueDateTime:formatted?
  SupplyChainEvent = OccurrenceDateTime:dateTime
  TradeSettlementPaymentMeans = TypeCode:plain PayerPartyDebtorFinancialAccount:DebtorFinancialAccount?
    PayeePartyCreditorFinancialAccount:CreditorFinancialAccount?
  TradeTax = CalculatedAmount:amount? TypeCode:plain ExemptionReason:text? BasisAmount:amount?
    CategoryCode:plain ExemptionReasonCode:plain? DueDateTypeCode:plain? RateApplicablePercent:number?
  SpecifiedPeriod = StartDateTime:dateTime? EndDateTime:dateTime?
  TradeAllowanceCharge = ChargeIndicator:indicator CalculationPercent:number? BasisAmount:amount?
    ActualAmount:amount ReasonCode:plain? Reason:text? CategoryTradeTax:TradeTax
  TradePaymentTerms = Description:text? DueDateDateTime:dateTime? DirectDebitMandateID:id?
  TradeSettlementHeaderMonetarySummation = LineTotalAmount:amount ChargeTotalAmount:amount?
    AllowanceTotalAmount:amount? TaxBasisTotalAmount:amount TaxTotalAmount:amount{0,2}
    GrandTotalAmount:amount TotalPrepaidAmount:amount? DuePayableAmount:amount
  TradeAccountingAccount = ID:id
  LegalOrganization = ID:id? TradingBusinessName:text?
  TradeAddress = PostcodeCode:plain? LineOne:text? LineTwo:text? LineThree:text? CityName:text?
    CountryID:plain CountrySubDivisionName:text?
  UniversalCommunication = URIID:id
  TaxRegistration = ID:id
  DebtorFinancialAccount = IBANID:id
  CreditorFinancialAccount = IBANID:id? ProprietaryID:id?
`;

export const BASIC = `
  CrossIndustryInvoice = ExchangedDocumentContext ExchangedDocument SupplyChainTradeTransaction
  ExchangedDocumentContext = BusinessProcessSpecifiedDocumentContextParameter:DocumentContextParameter?
    GuidelineSpecifiedDocumentContextParameter:DocumentContextParameter
  ExchangedDocument = ID:id TypeCode:plain IssueDateTime:dateTime IncludedNote:Note*
  SupplyChainTradeTransaction = IncludedSupplyChainTradeLineItem:SupplyChainTradeLineItem+
    ApplicableHeaderTradeAgreement:HeaderTradeAgreement ApplicableHeaderTradeDelivery:HeaderTradeDelivery
    ApplicableHeaderTradeSettlement:HeaderTradeSettlement
  DocumentContextParameter = ID:id
  Note = Content:text SubjectCode:plain?
  SupplyChainTradeLineItem = AssociatedDocumentLineDocument:DocumentLineDocument
    SpecifiedTradeProduct:TradeProduct SpecifiedLineTradeAgreement:LineTradeAgreement
    SpecifiedLineTradeDelivery:LineTradeDelivery SpecifiedLineTradeSettlement:LineTradeSettlement
  HeaderTradeAgreement = BuyerReference:text? SellerTradeParty:TradeParty BuyerTradeParty:TradeParty
    SellerTaxRepresentativeTradeParty:TradeParty? BuyerOrderReferencedDocument:ReferencedDocument?
    ContractReferencedDocument:ReferencedDocument?
  HeaderTradeDelivery = ShipToTradeParty:TradeParty? ActualDeliverySupplyChainEvent:SupplyChainEvent?
    DespatchAdviceReferencedDocument:ReferencedDocument?
  HeaderTradeSettlement = CreditorReferenceID:id? PaymentReference:text? TaxCurrencyCode:plain?
    InvoiceCurrencyCode:plain PayeeTradeParty:TradeParty?
    SpecifiedTradeSettlementPaymentMeans:TradeSettlementPaymentMeans* ApplicableTradeTax:TradeTax+
    BillingSpecifiedPeriod:SpecifiedPeriod? SpecifiedTradeAllowanceCharge:TradeAllowanceCharge*
    SpecifiedTradePaymentTerms:TradePaymentTerms?
    SpecifiedTradeSettlementHeaderMonetarySummation:TradeSettlementHeaderMonetarySummation
    InvoiceReferencedDocument:ReferencedDocument*
    ReceivableSpecifiedTradeAccountingAccount:TradeAccountingAccount?
  DocumentLineDocument = LineID:id IncludedNote:Note?
  TradeProduct = GlobalID:id? Name:text
  LineTradeAgreement = GrossPriceProductTradePrice:TradePrice? NetPriceProductTradePrice:TradePrice
  LineTradeDelivery = BilledQuantity:measure
  LineTradeSettlement = ApplicableTradeTax:TradeTax BillingSpecifiedPeriod:SpecifiedPeriod?
    SpecifiedTradeAllowanceCharge:TradeAllowanceCharge*
    SpecifiedTradeSettlementLineMonetarySummation:TradeSettlementLineMonetarySummation
  TradeParty = ID:id* GlobalID:id* Name:text? SpecifiedLegalOrganization:LegalOrganization?
    PostalTradeAddress:TradeAddress? URIUniversalCommunication:UniversalCommunication?
    SpecifiedTaxRegistration:TaxRegistration{0,2}
  ReferencedDocument = IssuerAssignedID:id FormattedIssueDateTime:formatted?
  SupplyChainEvent = OccurrenceDateTime:dateTime
  TradeSettlementPaymentMeans = TypeCode:plain PayerPartyDebtorFinancialAccount:DebtorFinancialAccount?
    PayeePartyCreditorFinancialAccount:CreditorFinancialAccount?
  TradeTax = CalculatedAmount:amount? TypeCode:plain ExemptionReason:text? BasisAmount:amount?
    CategoryCode:plain ExemptionReasonCode:plain? DueDateTypeCode:plain? RateApplicablePercent:number?
  SpecifiedPeriod = StartDateTime:dateTime? EndDateTime:dateTime?
  TradeAllowanceCharge = ChargeIndicator:indicator CalculationPercent:number? BasisAmount:amount?
    ActualAmount:amount ReasonCode:plain? Reason:text? CategoryTradeTax:TradeTax?
  TradePaymentTerms = Description:text? DueDateDateTime:dateTime? DirectDebitMandateID:id?
  TradeSettlementHeaderMonetarySummation = LineTotalAmount:amount ChargeTotalAmount:amount?
    AllowanceTotalAmount:amount? TaxBasisTotalAmount:amount TaxTotalAmount:amount{0,2}
    GrandTotalAmount:amount TotalPrepaidAmount:amount? DuePayableAmount:amount
  TradeAccountingAccount = ID:id
  TradePrice = ChargeAmount:amount BasisQuantity:measure? AppliedTradeAllowanceCharge:TradeAllowanceCharge?
  TradeSettlementLineMonetarySummation = LineTotalAmount:amount
  LegalOrganization = ID:id? TradingBusinessName:text?
  TradeAddress = PostcodeCode:plain? LineOne:text? LineTwo:text? LineThree:text? CityName:text?
    CountryID:plain CountrySubDivisionName:text?
  UniversalCommunication = URIID:id
  TaxRegistration = ID:id
  DebtorFinancialAccount = IBANID:id
  CreditorFinancialAccount = IBANID:id? ProprietaryID:id?
`;
