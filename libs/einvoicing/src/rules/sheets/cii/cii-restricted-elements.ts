/** First number of the row, elements above within the context, elements (`-` holds the place of a number not used). */
export type Row = readonly [start: number, parents: string, names: string];

const CONTACT_TAIL = `DirectTelephoneUniversalCommunication MobileTelephoneUniversalCommunication FaxUniversalCommunication
  EmailURIUniversalCommunication/ChannelCode EmailURIUniversalCommunication/CompleteNumber TelexUniversalCommunication
  VOIPUniversalCommunication InstantMessagingUniversalCommunication SpecifiedNote SpecifiedContactPerson`;
const CONTACT = `ID TypeCode JobTitle Responsibility PersonID TelephoneUniversalCommunication/URIID
  TelephoneUniversalCommunication/ChannelCode ${CONTACT_TAIL}`;
const PARTY_TAIL = `URIUniversalCommunication/ChannelCode URIUniversalCommunication/CompleteNumber
  SpecifiedTaxRegistration/AssociatedRegisteredTax EndPointURIUniversalCommunication LogoAssociatedSpecifiedBinaryFile`;
const ACCOUNT = 'SetTriggerCode TypeCode AmountTypeCode Name CostReferenceDimensionPattern';

/** Elements of CII outside the core of EN 16931, by context and by the number of the rule (CII-SR-…) that speaks of them. */
export const RESTRICTED: Readonly<Record<string, readonly Row[]>> = {
  'rsm:ExchangedDocumentContext': [
    [1, '', 'SpecifiedTransactionID TestIndicator'],
    [
      6,
      '',
      'BIMSpecifiedDocumentContextParameter ScenarioSpecifiedDocumentContextParameter ApplicationSpecifiedDocumentContextParameter',
    ],
    [11, '', 'SubsetSpecifiedDocumentContextParameter MessageStandardSpecifiedDocumentContextParameter'],
  ],
  'rsm:ExchangedDocument': [
    [
      13,
      '',
      'Name - IssueDateTime/udt:DateTime CopyIndicator Purpose ControlRequirementIndicator LanguageID PurposeCode',
    ],
    [21, '', 'RevisionDateTime VersionID GlobalID RevisionID PreviousRevisionID CategoryCode'],
    [27, 'IncludedNote', 'Subject ContentCode'],
    [32, '', 'IncludedNote/ID EffectiveSpecifiedPeriod IssuerTradeParty'],
  ],
  'ram:AssociatedDocumentLineDocument': [[41, 'IncludedNote', 'SubjectCode ID Subject ContentCode']],
  // The sheet looks for the four on the line itself, where the schema does not let them be.
  'ram:IncludedSupplyChainTradeLineItem': [
    [35, '', 'DescriptionCode ParentLineID LineStatusCode LineStatusReasonCode'],
    [221, '', 'IncludedSubordinateTradeLineItem'],
  ],
  'ram:SpecifiedTradeProduct': [
    [45, '', 'ID'],
    [
      48,
      '',
      `ManufacturerAssignedID TradeName TypeCode NetWeightMeasure GrossWeightMeasure ProductGroupID EndItemTypeCode EndItemName
       AreaDensityMeasure UseDescription BrandName SubBrandName DrainedNetWeightMeasure VariableMeasureIndicator ColourCode
       ColourDescription Designation FormattedCancellationAnnouncedLaunchDateTime FormattedLatestProductDataChangeDateTime`,
    ],
    [
      67,
      'ApplicableProductCharacteristic',
      `ID TypeCode - ValueMeasure MeasurementMethodCode - ValueCode ValueDateTime ValueIndicator ContentTypeCode
       ValueSpecifiedBinaryFile ApplicableProductCharacteristicCondition ApplicableReferencedStandard`,
    ],
    [80, '', 'ApplicableMaterialGoodsCharacteristic'],
    [
      81,
      'DesignatedProductClassification',
      'SystemID SystemName ClassName SubClassCode ClassProductCharacteristic ApplicableReferencedStandard',
    ],
    [
      87,
      '',
      'IndividualTradeProductInstance CertificationEvidenceReferenceReferencedDocument InspectionReferenceReferencedDocument',
    ],
    [91, 'OriginTradeCountry', 'Name SubordinateTradeCountrySubDivision'],
    [
      93,
      '',
      `LinearSpatialDimension MinimumLinearSpatialDimension MaximumLinearSpatialDimension ManufacturerTradeParty
       PresentationSpecifiedBinaryFile MSDSReferenceReferencedDocument AdditionalReferenceReferencedDocument
       LegalRightsOwnerTradeParty BrandOwnerTradeParty IncludedReferencedProduct InformationNote`,
    ],
  ],
  'ram:SpecifiedLineTradeAgreement': [
    [
      104,
      '',
      `BuyerReference BuyerRequisitionerTradeParty ApplicableTradeDeliveryTerms SellerOrderReferencedDocument
       BuyerOrderReferencedDocument/IssuerAssignedID QuotationReferencedDocument ContractReferencedDocument
       DemandForecastReferencedDocument PromotionalDealReferencedDocument AdditionalReferencedDocument`,
    ],
    [
      114,
      'GrossPriceProductTradePrice',
      'TypeCode MinimumQuantity MaximumQuantity ChangeReason OrderUnitConversionFactorNumeric',
    ],
    [
      120,
      'GrossPriceProductTradePrice/AppliedTradeAllowanceCharge',
      `ID SequenceNumeric CalculationPercent BasisAmount BasisQuantity PrepaidIndicator UnitBasisAmount ReasonCode Reason
       TypeCode CategoryTradeTax ActualTradeCurrencyExchange`,
    ],
    [445, '', 'GrossPriceProductTradePrice/IncludedTradeTax NetPriceProductTradePrice/IncludedTradeTax'],
    [
      132,
      'GrossPriceProductTradePrice',
      'ValiditySpecifiedPeriod DeliveryTradeLocation TradeComparisonReferencePrice AssociatedReferencedDocument',
    ],
    [
      136,
      'NetPriceProductTradePrice',
      `TypeCode - MinimumQuantity MaximumQuantity ChangeReason OrderUnitConversionFactorNumeric AppliedTradeAllowanceCharge
       ValiditySpecifiedPeriod DeliveryTradeLocation TradeComparisonReferencePrice AssociatedReferencedDocument`,
    ],
    [147, '', 'RequisitionerReferencedDocument ItemSellerTradeParty ItemBuyerTradeParty IncludedSpecifiedMarketplace'],
    [447, '', 'UltimateCustomerOrderReferencedDocument'],
  ],
  'ram:SpecifiedLineTradeDelivery': [
    [
      151,
      '',
      `RequestedQuantity ReceivedQuantity ChargeFreeQuantity PackageQuantity ProductUnitQuantity PerPackageUnitQuantity
       NetWeightMeasure GrossWeightMeasure TheoreticalWeightMeasure DespatchedQuantity SpecifiedDeliveryAdjustment
       IncludedSupplyChainPackaging RelatedSupplyChainConsignment ShipToTradeParty UltimateShipToTradeParty ShipFromTradeParty
       ActualDespatchSupplyChainEvent ActualPickUpSupplyChainEvent RequestedDeliverySupplyChainEvent
       ActualDeliverySupplyChainEvent ActualReceiptSupplyChainEvent AdditionalReferencedDocument DespatchAdviceReferencedDocument
       ReceivingAdviceReferencedDocument DeliveryNoteReferencedDocument ConsumptionReportReferencedDocument
       PackingListReferencedDocument`,
    ],
  ],
  'ram:SpecifiedLineTradeSettlement': [
    [178, '', 'PaymentReference InvoiceIssuerReference TotalAdjustmentAmount DiscountIndicator'],
    [182, '', 'ApplicableTradeTax/CalculatedAmount'],
    [
      183,
      'SpecifiedTradeAllowanceCharge',
      `ChargeIndicator/udt:IndicatorString ID SequenceNumeric - BasisQuantity PrepaidIndicator UnitBasisAmount TypeCode
       CategoryTradeTax ActualTradeCurrencyExchange ID`,
    ],
    [194, '', 'SubtotalCalculatedTradeTax SpecifiedLogisticsServiceCharge SpecifiedTradePaymentTerms'],
    [
      197,
      'SpecifiedTradeSettlementLineMonetarySummation',
      `ChargeTotalAmount AllowanceTotalAmount TaxBasisTotalAmount TaxTotalAmount GrandTotalAmount InformationAmount
       TotalAllowanceChargeAmount TotalRetailValueInformationAmount GrossLineTotalAmount NetLineTotalAmount
       NetIncludingTaxesLineTotalAmount ProductWeightLossInformationAmount`,
    ],
    [209, '', 'SpecifiedFinancialAdjustment InvoiceReferencedDocument - PayableSpecifiedTradeAccountingAccount'],
    [213, 'ReceivableSpecifiedTradeAccountingAccount', ACCOUNT],
    [
      218,
      '',
      'PurchaseSpecifiedTradeAccountingAccount SalesSpecifiedTradeAccountingAccount SpecifiedTradeSettlementFinancialCard',
    ],
  ],
  'ram:ApplicableHeaderTradeAgreement': [
    [442, '', 'Reference'],
    [222, 'SellerTradeParty', 'RoleCode'],
    [
      223,
      'SellerTradeParty/SpecifiedLegalOrganization',
      'LegalClassificationCode Name PostalTradeAddress AuthorizedLegalRegistration',
    ],
    [227, 'SellerTradeParty/DefinedTradeContact', CONTACT],
    [244, 'SellerTradeParty', PARTY_TAIL],
    [249, 'BuyerTradeParty', 'RoleCode Description'],
    [
      251,
      'BuyerTradeParty/SpecifiedLegalOrganization',
      'LegalClassificationCode Name - PostalTradeAddress AuthorizedLegalRegistration',
    ],
    [256, 'BuyerTradeParty/DefinedTradeContact', CONTACT],
    [273, 'BuyerTradeParty', PARTY_TAIL],
    [
      278,
      '',
      'SalesAgentTradeParty BuyerRequisitionerTradeParty BuyerAssignedAccountantTradeParty SellerAssignedAccountantTradeParty',
    ],
    [
      282,
      'SellerTaxRepresentativeTradeParty',
      `ID GlobalID RoleCode Description SpecifiedLegalOrganization DefinedTradeContact URIUniversalCommunication
       SpecifiedTaxRegistration/AssociatedRegisteredTax EndPointURIUniversalCommunication LogoAssociatedSpecifiedBinaryFile`,
    ],
    [
      292,
      '',
      `ProductEndUserTradeParty ApplicableTradeDeliveryTerms SellerOrderReferencedDocument/LineID
       BuyerOrderReferencedDocument/LineID QuotationReferencedDocument OrderResponseReferencedDocument
       ContractReferencedDocument/LineID DemandForecastReferencedDocument SupplyInstructionReferencedDocument
       PromotionalDealReferencedDocument PriceListReferencedDocument AdditionalReferencedDocument/LineID
       RequisitionerReferencedDocument BuyerAgentTradeParty PurchaseConditionsReferencedDocument
       SpecifiedProcuringProject/Description`,
    ],
    [448, '', 'UltimateCustomerOrderReferencedDocument'],
  ],
  'ram:ApplicableHeaderTradeDelivery': [
    [308, '', 'RelatedSupplyChainConsignment'],
    [
      309,
      'ShipToTradeParty',
      `RoleCode Description SpecifiedLegalOrganization DefinedTradeContact URIUniversalCommunication SpecifiedTaxRegistration
       EndPointURIUniversalCommunication LogoAssociatedSpecifiedBinaryFile`,
    ],
    [
      317,
      '',
      'UltimateShipToTradeParty ShipFromTradeParty ActualDespatchSupplyChainEvent ActualPickUpSupplyChainEvent',
    ],
    [
      321,
      'ActualDeliverySupplyChainEvent',
      `ID OccurrenceDateTime/udt:DateTime TypeCode Description DescriptionBinaryObject UnitQuantity LatestOccurrenceDateTime
       EarliestOccurrenceDateTime OccurrenceSpecifiedPeriod OccurrenceLogisticsLocation`,
    ],
    [
      331,
      '',
      `ActualReceiptSupplyChainEvent AdditionalReferencedDocument DespatchAdviceReferencedDocument/LineID
       DespatchAdviceReferencedDocument/LineID DeliveryNoteReferencedDocument ConsumptionReportReferencedDocument
       PreviousDeliverySupplyChainEvent PackingListReferencedDocument`,
    ],
  ],
  'ram:ApplicableHeaderTradeSettlement': [
    [
      339,
      '',
      `DuePayableAmount CreditorReferenceTypeCode CreditorReferenceType CreditorReferenceIssuerID - PaymentCurrencyCode
       InvoiceIssuerReference InvoiceDateTime NextInvoiceDateTime CreditReasonCode CreditReason InvoicerTradeParty
       InvoiceeTradeParty`,
    ],
    [352, 'PayeeTradeParty', 'RoleCode Description'],
    [
      354,
      'PayeeTradeParty/SpecifiedLegalOrganization',
      'LegalClassificationCode Name TradingBusinessName PostalTradeAddress AuthorizedLegalRegistration',
    ],
    [
      359,
      'PayeeTradeParty',
      `DefinedTradeContact PostalTradeAddress URIUniversalCommunication SpecifiedTaxRegistration
       EndPointURIUniversalCommunication LogoAssociatedSpecifiedBinaryFile`,
    ],
    [
      365,
      '',
      `PayerTradeParty TaxApplicableTradeCurrencyExchange InvoiceApplicableTradeCurrencyExchange
       PaymentApplicableTradeCurrencyExchange`,
    ],
    [369, 'SpecifiedTradeSettlementPaymentMeans', 'PaymentChannelCode GuaranteeMethodCode PaymentMethodCode'],
    [443, 'SpecifiedTradeSettlementPaymentMeans', 'ID PayerPartyDebtorFinancialAccount/ProprietaryID'],
    [
      372,
      'SpecifiedTradeSettlementPaymentMeans/ApplicableTradeSettlementFinancialCard',
      `MicrochipIndicator TypeCode - ExpiryDate VerificationNumeric ValidFromDateTime CreditLimitAmount CreditAvailableAmount
       InterestRatePercent Description`,
    ],
    [
      382,
      'SpecifiedTradeSettlementPaymentMeans',
      `PayerPartyDebtorFinancialAccount/AccountName - PayerSpecifiedDebtorFinancialInstitution/ClearingSystemName
       PayerSpecifiedDebtorFinancialInstitution/Name
       PayerSpecifiedDebtorFinancialInstitution/LocationFinancialInstitutionAddress`,
    ],
    [
      388,
      'SpecifiedTradeAllowanceCharge',
      'ID SequenceNumeric BasisQuantity PrepaidIndicator UnitBasisAmount TypeCode ActualTradeCurrencyExchange',
    ],
    [395, '', 'SubtotalCalculatedTradeTax SpecifiedLogisticsServiceCharge'],
    [
      397,
      'SpecifiedTradePaymentTerms',
      `ID FromEventCode SettlementPeriodMeasure DueDateDateTime/udt:DateTime TypeCode InstructionTypeCode -
       PartialPaymentPercent PaymentMeansID PartialPaymentAmount ApplicableTradePaymentPenaltyTerms
       ApplicableTradePaymentDiscountTerms PayeeTradeParty`,
    ],
    [
      421,
      '',
      `SpecifiedFinancialAdjustment InvoiceReferencedDocument/LineID ProFormaInvoiceReferencedDocument
       LetterOfCreditReferencedDocument FactoringAgreementReferencedDocument FactoringListReferencedDocument
       PayableSpecifiedTradeAccountingAccount`,
    ],
    [428, 'ReceivableSpecifiedTradeAccountingAccount', ACCOUNT],
    [
      433,
      '',
      `PurchaseSpecifiedTradeAccountingAccount SalesSpecifiedTradeAccountingAccount SpecifiedTradeSettlementFinancialCard
       SpecifiedAdvancePayment UltimatePayeeTradeParty`,
    ],
  ],
  'ram:SpecifiedTradeSettlementHeaderMonetarySummation': [
    [
      411,
      '',
      `InformationAmount TotalDiscountAmount TotalAllowanceChargeAmount RetailValueExcludingTaxInformationAmount
       TotalDepositFeeInformationAmount ProductValueExcludingTobaccoTaxInformationAmount TotalRetailValueInformationAmount
       GrossLineTotalAmount NetLineTotalAmount NetIncludingTaxesLineTotalAmount`,
    ],
  ],
};
