/**
 * Elements of EN 16931 and EXTENDED (1.09.2), as the schemas of Factur-X 1.09 give them: one line a type, its elements in order. Behind a colon the type
 * where it is not the name of the element; `?` at most once, `*` any number, `+` at least once, `{0,2}` so many times.
 * Types in small letters are values: `id`, `amount`, `measure`, `code`, `reason` with their attributes, `plain` without.
 */
export const EN16931 = `
  CrossIndustryInvoice = ExchangedDocumentContext ExchangedDocument SupplyChainTradeTransaction
  ExchangedDocumentContext = BusinessProcessSpecifiedDocumentContextParameter:DocumentContextParameter?
    GuidelineSpecifiedDocumentContextParameter:DocumentContextParameter
  ExchangedDocument = ID:id TypeCode:plain IssueDateTime:dateTime IncludedNote:Note*
  SupplyChainTradeTransaction = IncludedSupplyChainTradeLineItem:SupplyChainTradeLineItem+
    ApplicableHeaderTradeAgreement:HeaderTradeAgreement ApplicableHeaderTradeDelivery:HeaderTradeDelivery
    ApplicableHeaderTradeSettlement:HeaderTradeSettlement
  DocumentContextParameter = ID:id
  Note = Content:text SubjectCode:code?
  SupplyChainTradeLineItem = AssociatedDocumentLineDocument:DocumentLineDocument
    SpecifiedTradeProduct:TradeProduct SpecifiedLineTradeAgreement:LineTradeAgreement
    SpecifiedLineTradeDelivery:LineTradeDelivery SpecifiedLineTradeSettlement:LineTradeSettlement
  HeaderTradeAgreement = BuyerReference:text? SellerTradeParty:TradeParty BuyerTradeParty:TradeParty
    SellerTaxRepresentativeTradeParty:TradeParty? SellerOrderReferencedDocument:ReferencedDocument?
    BuyerOrderReferencedDocument:ReferencedDocument? ContractReferencedDocument:ReferencedDocument?
    AdditionalReferencedDocument:ReferencedDocument* SpecifiedProcuringProject:ProcuringProject?
  HeaderTradeDelivery = ShipToTradeParty:TradeParty? ActualDeliverySupplyChainEvent:SupplyChainEvent?
    DespatchAdviceReferencedDocument:ReferencedDocument?
    ReceivingAdviceReferencedDocument:ReferencedDocument?
  HeaderTradeSettlement = CreditorReferenceID:id? PaymentReference:text? TaxCurrencyCode:plain?
    InvoiceCurrencyCode:plain PayeeTradeParty:TradeParty?
    SpecifiedTradeSettlementPaymentMeans:TradeSettlementPaymentMeans* ApplicableTradeTax:TradeTax+
    BillingSpecifiedPeriod:SpecifiedPeriod? SpecifiedTradeAllowanceCharge:TradeAllowanceCharge*
    SpecifiedTradePaymentTerms:TradePaymentTerms?
    SpecifiedTradeSettlementHeaderMonetarySummation:TradeSettlementHeaderMonetarySummation
    InvoiceReferencedDocument:ReferencedDocument*
    ReceivableSpecifiedTradeAccountingAccount:TradeAccountingAccount?
  DocumentLineDocument = LineID:id IncludedNote:Note?
  TradeProduct = GlobalID:id? SellerAssignedID:id? BuyerAssignedID:id? Name:text Description:text?
    ApplicableProductCharacteristic:ProductCharacteristic*
    DesignatedProductClassification:ProductClassification* OriginTradeCountry:TradeCountry?
  LineTradeAgreement = BuyerOrderReferencedDocument:ReferencedDocument?
    GrossPriceProductTradePrice:TradePrice? NetPriceProductTradePrice:TradePrice
  LineTradeDelivery = BilledQuantity:measure
  LineTradeSettlement = ApplicableTradeTax:TradeTax BillingSpecifiedPeriod:SpecifiedPeriod?
    SpecifiedTradeAllowanceCharge:TradeAllowanceCharge*
    SpecifiedTradeSettlementLineMonetarySummation:TradeSettlementLineMonetarySummation
    AdditionalReferencedDocument:ReferencedDocument?
    ReceivableSpecifiedTradeAccountingAccount:TradeAccountingAccount?
  TradeParty = ID:id* GlobalID:id* Name:text? Description:text?
    SpecifiedLegalOrganization:LegalOrganization? DefinedTradeContact:TradeContact?
    PostalTradeAddress:TradeAddress? URIUniversalCommunication:UniversalCommunication?
    SpecifiedTaxRegistration:TaxRegistration{0,2}
  ReferencedDocument = IssuerAssignedID:id? URIID:id? LineID:id? TypeCode:plain? Name:text?
    AttachmentBinaryObject:binary? ReferenceTypeCode:plain? FormattedIssueDateTime:formatted?
  ProcuringProject = ID:id Name:text
  SupplyChainEvent = OccurrenceDateTime:dateTime
  TradeSettlementPaymentMeans = TypeCode:plain Information:text?
    ApplicableTradeSettlementFinancialCard:TradeSettlementFinancialCard?
    PayerPartyDebtorFinancialAccount:DebtorFinancialAccount?
    PayeePartyCreditorFinancialAccount:CreditorFinancialAccount?
    PayeeSpecifiedCreditorFinancialInstitution:CreditorFinancialInstitution?
  TradeTax = CalculatedAmount:amount? TypeCode:plain ExemptionReason:text? BasisAmount:amount?
    CategoryCode:plain ExemptionReasonCode:code? TaxPointDate:date? DueDateTypeCode:plain?
    RateApplicablePercent:number?
  SpecifiedPeriod = StartDateTime:dateTime? EndDateTime:dateTime?
  TradeAllowanceCharge = ChargeIndicator:indicator CalculationPercent:number? BasisAmount:amount?
    ActualAmount:amount ReasonCode:plain? Reason:text? CategoryTradeTax:TradeTax?
  TradePaymentTerms = Description:text? DueDateDateTime:dateTime? DirectDebitMandateID:id?
  TradeSettlementHeaderMonetarySummation = LineTotalAmount:amount ChargeTotalAmount:amount?
    AllowanceTotalAmount:amount? TaxBasisTotalAmount:amount TaxTotalAmount:amount{0,2}
    RoundingAmount:amount? GrandTotalAmount:amount TotalPrepaidAmount:amount? DuePayableAmount:amount
  TradeAccountingAccount = ID:id
  ProductCharacteristic = Description:text Value:text
  ProductClassification = ClassCode:code?
  TradeCountry = ID:plain
  TradePrice = ChargeAmount:amount BasisQuantity:measure? AppliedTradeAllowanceCharge:TradeAllowanceCharge?
  TradeSettlementLineMonetarySummation = LineTotalAmount:amount
  LegalOrganization = ID:id? TradingBusinessName:text?
  TradeContact = PersonName:text? DepartmentName:text?
    TelephoneUniversalCommunication:UniversalCommunication?
    EmailURIUniversalCommunication:UniversalCommunication?
  TradeAddress = PostcodeCode:code? LineOne:text? LineTwo:text? LineThree:text? CityName:text?
    CountryID:plain CountrySubDivisionName:text?
  UniversalCommunication = URIID:id? CompleteNumber:text?
  TaxRegistration = ID:id
  TradeSettlementFinancialCard = ID:id CardholderName:text?
  DebtorFinancialAccount = IBANID:id
  CreditorFinancialAccount = IBANID:id? AccountName:text? ProprietaryID:id?
  CreditorFinancialInstitution = BICID:id
`;

export const EXTENDED = `
  CrossIndustryInvoice = ExchangedDocumentContext ExchangedDocument SupplyChainTradeTransaction
  ExchangedDocumentContext = TestIndicator:indicator?
    BusinessProcessSpecifiedDocumentContextParameter:DocumentContextParameter?
    GuidelineSpecifiedDocumentContextParameter:DocumentContextParameter
  ExchangedDocument = ID:id Name:text? TypeCode:plain IssueDateTime:dateTime CopyIndicator:indicator?
    LanguageID:id? IncludedNote:Note* EffectiveSpecifiedPeriod:SpecifiedPeriod?
  SupplyChainTradeTransaction = IncludedSupplyChainTradeLineItem:SupplyChainTradeLineItem+
    ApplicableHeaderTradeAgreement:HeaderTradeAgreement ApplicableHeaderTradeDelivery:HeaderTradeDelivery
    ApplicableHeaderTradeSettlement:HeaderTradeSettlement
  DocumentContextParameter = ID:id
  Note = ContentCode:code? Content:text? SubjectCode:code?
  SpecifiedPeriod = Description:text? StartDateTime:dateTime? EndDateTime:dateTime?
    CompleteDateTime:dateTime?
  SupplyChainTradeLineItem = AssociatedDocumentLineDocument:DocumentLineDocument
    SpecifiedTradeProduct:TradeProduct SpecifiedLineTradeAgreement:LineTradeAgreement?
    SpecifiedLineTradeDelivery:LineTradeDelivery? SpecifiedLineTradeSettlement:LineTradeSettlement
  HeaderTradeAgreement = BuyerReference:text? SellerTradeParty:TradeParty BuyerTradeParty:TradeParty
    SalesAgentTradeParty:TradeParty? BuyerTaxRepresentativeTradeParty:TradeParty?
    SellerTaxRepresentativeTradeParty:TradeParty? ProductEndUserTradeParty:TradeParty?
    ApplicableTradeDeliveryTerms:TradeDeliveryTerms? SellerOrderReferencedDocument:ReferencedDocument?
    BuyerOrderReferencedDocument:ReferencedDocument? QuotationReferencedDocument:ReferencedDocument?
    ContractReferencedDocument:ReferencedDocument? AdditionalReferencedDocument:ReferencedDocument*
    BuyerAgentTradeParty:TradeParty? SpecifiedProcuringProject:ProcuringProject?
    UltimateCustomerOrderReferencedDocument:ReferencedDocument*
  HeaderTradeDelivery = RelatedSupplyChainConsignment:SupplyChainConsignment? ShipToTradeParty:TradeParty?
    UltimateShipToTradeParty:TradeParty? ShipFromTradeParty:TradeParty?
    ActualDeliverySupplyChainEvent:SupplyChainEvent? DespatchAdviceReferencedDocument:ReferencedDocument?
    ReceivingAdviceReferencedDocument:ReferencedDocument? DeliveryNoteReferencedDocument:ReferencedDocument?
  HeaderTradeSettlement = CreditorReferenceID:id? PaymentReference:text? TaxCurrencyCode:plain?
    InvoiceCurrencyCode:plain InvoiceIssuerReference:text? InvoicerTradeParty:TradeParty?
    InvoiceeTradeParty:TradeParty? PayeeTradeParty:TradeParty? PayerTradeParty:TradeParty?
    TaxApplicableTradeCurrencyExchange:TradeCurrencyExchange?
    SpecifiedTradeSettlementPaymentMeans:TradeSettlementPaymentMeans* ApplicableTradeTax:TradeTax+
    BillingSpecifiedPeriod:SpecifiedPeriod? SpecifiedTradeAllowanceCharge:TradeAllowanceCharge*
    SpecifiedLogisticsServiceCharge:LogisticsServiceCharge* SpecifiedTradePaymentTerms:TradePaymentTerms*
    SpecifiedTradeSettlementHeaderMonetarySummation:TradeSettlementHeaderMonetarySummation
    SpecifiedFinancialAdjustment:FinancialAdjustment* InvoiceReferencedDocument:ReferencedDocument*
    ReceivableSpecifiedTradeAccountingAccount:TradeAccountingAccount*
    SpecifiedAdvancePayment:AdvancePayment*
  DocumentLineDocument = LineID:id ParentLineID:id? LineStatusCode:plain? LineStatusReasonCode:code?
    IncludedNote:Note*
  TradeProduct = ID:id? GlobalID:id? SellerAssignedID:id? BuyerAssignedID:id? IndustryAssignedID:id?
    ModelID:id? Name:text Description:text? BatchID:id* BrandName:text? ModelName:text?
    ApplicableProductCharacteristic:ProductCharacteristic*
    DesignatedProductClassification:ProductClassification*
    IndividualTradeProductInstance:TradeProductInstance* OriginTradeCountry:TradeCountry?
    ManufacturerTradeParty:TradeParty? IncludedReferencedProduct:ReferencedProduct*
  LineTradeAgreement = ApplicableTradeDeliveryTerms:TradeDeliveryTerms?
    SellerOrderReferencedDocument:ReferencedDocument? BuyerOrderReferencedDocument:ReferencedDocument?
    QuotationReferencedDocument:ReferencedDocument? ContractReferencedDocument:ReferencedDocument?
    AdditionalReferencedDocument:ReferencedDocument* GrossPriceProductTradePrice:TradePrice?
    NetPriceProductTradePrice:TradePrice? ItemSellerTradeParty:TradeParty?
    UltimateCustomerOrderReferencedDocument:ReferencedDocument*
  LineTradeDelivery = BilledQuantity:measure? ChargeFreeQuantity:measure? PackageQuantity:measure?
    PerPackageUnitQuantity:measure? ShipToTradeParty:TradeParty? UltimateShipToTradeParty:TradeParty?
    ActualDeliverySupplyChainEvent:SupplyChainEvent? DespatchAdviceReferencedDocument:ReferencedDocument?
    ReceivingAdviceReferencedDocument:ReferencedDocument? DeliveryNoteReferencedDocument:ReferencedDocument?
  LineTradeSettlement = ApplicableTradeTax:TradeTax* BillingSpecifiedPeriod:SpecifiedPeriod?
    SpecifiedTradeAllowanceCharge:TradeAllowanceCharge*
    SpecifiedTradeSettlementLineMonetarySummation:TradeSettlementLineMonetarySummation?
    InvoiceReferencedDocument:ReferencedDocument? AdditionalReferencedDocument:ReferencedDocument*
    ReceivableSpecifiedTradeAccountingAccount:TradeAccountingAccount*
  TradeParty = ID:id* GlobalID:id* Name:text? RoleCode:plain? Description:text?
    SpecifiedLegalOrganization:LegalOrganization? DefinedTradeContact:TradeContact*
    PostalTradeAddress:TradeAddress? URIUniversalCommunication:UniversalCommunication?
    SpecifiedTaxRegistration:TaxRegistration{0,2}
  TradeDeliveryTerms = DeliveryTypeCode:plain RelevantTradeLocation:TradeLocation?
  ReferencedDocument = IssuerAssignedID:id? URIID:id? LineID:id? TypeCode:plain? Name:text?
    AttachmentBinaryObject:binary? ReferenceTypeCode:plain? FormattedIssueDateTime:formatted?
  ProcuringProject = ID:id Name:text
  SupplyChainConsignment = SpecifiedLogisticsTransportMovement:LogisticsTransportMovement*
  SupplyChainEvent = OccurrenceDateTime:dateTime
  TradeCurrencyExchange = SourceCurrencyCode:plain TargetCurrencyCode:plain ConversionRate:number
    ConversionRateDateTime:dateTime?
  TradeSettlementPaymentMeans = TypeCode:plain Information:text?
    ApplicableTradeSettlementFinancialCard:TradeSettlementFinancialCard?
    PayerPartyDebtorFinancialAccount:DebtorFinancialAccount?
    PayeePartyCreditorFinancialAccount:CreditorFinancialAccount?
    PayerSpecifiedDebtorFinancialInstitution:DebtorFinancialInstitution?
    PayeeSpecifiedCreditorFinancialInstitution:CreditorFinancialInstitution?
  TradeTax = CalculatedAmount:amount? TypeCode:plain? ExemptionReason:text? BasisAmount:amount?
    LineTotalBasisAmount:amount? AllowanceChargeBasisAmount:amount? CategoryCode:plain?
    ExemptionReasonCode:code? TaxPointDate:date? DueDateTypeCode:plain? RateApplicablePercent:number?
  TradeAllowanceCharge = ChargeIndicator:indicator SequenceNumeric:number? CalculationPercent:number?
    BasisAmount:amount? BasisQuantity:measure? ActualAmount:amount ReasonCode:reason? Reason:text?
    CategoryTradeTax:TradeTax?
  LogisticsServiceCharge = Description:text AppliedAmount:amount AppliedTradeTax:TradeTax+
  TradePaymentTerms = Description:text? DueDateDateTime:dateTime? DirectDebitMandateID:id?
    PartialPaymentAmount:amount? ApplicableTradePaymentPenaltyTerms:TradePaymentPenaltyTerms?
    ApplicableTradePaymentDiscountTerms:TradePaymentDiscountTerms? PayeeTradeParty:TradeParty?
  TradeSettlementHeaderMonetarySummation = LineTotalAmount:amount ChargeTotalAmount:amount?
    AllowanceTotalAmount:amount? TaxBasisTotalAmount:amount TaxTotalAmount:amount{0,2}
    RoundingAmount:amount? GrandTotalAmount:amount TotalPrepaidAmount:amount? DuePayableAmount:amount
  FinancialAdjustment = Reason:text ActualAmount:amount
  TradeAccountingAccount = ID:id TypeCode:plain?
  AdvancePayment = PaidAmount:amount FormattedReceivedDateTime:formatted? IncludedTradeTax:TradeTax+
    InvoiceSpecifiedReferencedDocument:ReferencedDocument?
  ProductCharacteristic = TypeCode:code? Description:text? ValueMeasure:measure? Value:text?
  ProductClassification = ClassCode:code? ClassName:text?
  TradeProductInstance = BatchID:id? SupplierAssignedSerialID:id?
  TradeCountry = ID:plain
  ReferencedProduct = ID:id? GlobalID:id* SellerAssignedID:id? BuyerAssignedID:id? IndustryAssignedID:id?
    Name:text Description:text? UnitQuantity:measure?
  TradePrice = ChargeAmount:amount BasisQuantity:measure? AppliedTradeAllowanceCharge:TradeAllowanceCharge*
    IncludedTradeTax:TradeTax?
  TradeSettlementLineMonetarySummation = LineTotalAmount:amount? ChargeTotalAmount:amount?
    AllowanceTotalAmount:amount? TaxTotalAmount:amount{0,2} GrandTotalAmount:amount?
    TotalAllowanceChargeAmount:amount?
  LegalOrganization = ID:id? TradingBusinessName:text? PostalTradeAddress:TradeAddress?
  TradeContact = PersonName:text? DepartmentName:text? TypeCode:plain?
    TelephoneUniversalCommunication:UniversalCommunication?
    FaxUniversalCommunication:UniversalCommunication? EmailURIUniversalCommunication:UniversalCommunication?
  TradeAddress = PostcodeCode:code? LineOne:text? LineTwo:text? LineThree:text? CityName:text?
    CountryID:plain CountrySubDivisionName:text?
  UniversalCommunication = URIID:id? CompleteNumber:text?
  TaxRegistration = ID:id
  TradeLocation = CountryID:plain? Name:text?
  LogisticsTransportMovement = ModeCode:plain
  TradeSettlementFinancialCard = ID:id CardholderName:text?
  DebtorFinancialAccount = IBANID:id AccountName:text?
  CreditorFinancialAccount = IBANID:id? AccountName:text? ProprietaryID:id?
  DebtorFinancialInstitution = BICID:id?
  CreditorFinancialInstitution = BICID:id
  TradePaymentPenaltyTerms = BasisDateTime:dateTime? BasisPeriodMeasure:measure? BasisAmount:amount?
    CalculationPercent:number? ActualPenaltyAmount:amount?
  TradePaymentDiscountTerms = BasisDateTime:dateTime? BasisPeriodMeasure:measure? BasisAmount:amount?
    CalculationPercent:number? ActualDiscountAmount:amount?
`;
