/** First number of the row, elements above (a star marks an aggregate, `Line` either kind of line), elements. */
type Row = readonly [start: number, parents: string, names: string];

const REFERENCE_HEAD =
  'CopyIndicator UUID IssueDate IssueTime DocumentTypeCode DocumentType XPath LanguageID LocaleCode';
const REFERENCE_TAIL =
  'VersionID DocumentStatusCode DocumentDescription *Attachment *ValidityPeriod *IssuerParty *ResultOfVerification';
const REFERENCE = `${REFERENCE_HEAD} ${REFERENCE_TAIL}`;
const ADDRESS = `ID AddressTypeCode AddressFormatCode Postbox Floor Room BlockName BuildingName BuildingNumber InhouseMail
  Department MarkAttention MarkCare PlotIdentification CitySubdivisionName CountrySubentityCode Region District TimezoneOffset
  *Country/Name *LocationCoordinate`;
const PARTY_HEAD = 'MarkCareIndicator MarkAttentionIndicator WebsiteURI LogoReferenceID';
const PARTY_TAX = `RegistrationName TaxLevelCode ExemptionReasonCode ExemptionReason *RegistrationAddress
  *TaxScheme/Name *TaxScheme/TaxTypeCode *TaxScheme/CurrencyCode *TaxScheme/*JurisdictionRegionAddress`;
const LEGAL_TAIL = `SoleProprietorshipIndicator CompanyLiquidationStatusCode CorporateStockAmount FullyPaidSharesIndicator
  *RegistrationAddress *CorporateRegistrationScheme *HeadOfficeParty *ShareholderParty`;
const CONTACT = 'ID Telefax Note *OtherCommunication';
const PARTY_TAIL = '*Person *AgentParty *ServiceProviderParty *PowerOfAttorney *FinancialAccount';
const SCHEME = 'Name TaxTypeCode CurrencyCode *JurisdictionRegionAddress';
const ITEM_ID = 'ExtendedID BarcodeSymbologyID *PhysicalAttribute *MeasurementDimension *IssuerParty';

/** Elements of UBL outside the core of EN 16931 by the number of the rule (UBL-CR-…) that speaks of them. */
export const RESTRICTED: readonly Row[] = [
  [1, '', 'ext:UBLExtensions'],
  [3, '', 'ProfileExecutionID CopyIndicator UUID IssueTime PricingCurrencyCode PaymentCurrencyCode'],
  [9, '', 'PaymentAlternativeCurrencyCode AccountingCostCode LineCountNumeric'],
  [12, '*InvoicePeriod', 'StartTime EndTime DurationMeasure Description'],
  [16, '*OrderReference', 'CopyIndicator UUID IssueDate IssueTime CustomerReference OrderTypeCode *DocumentReference'],
  [
    23,
    '*BillingReference/*InvoiceDocumentReference',
    `CopyIndicator UUID IssueTime DocumentTypeCode DocumentType XPath LanguageID LocaleCode ${REFERENCE_TAIL}`,
  ],
  [
    38,
    '*BillingReference',
    `*SelfBilledInvoiceDocumentReference *CreditNoteDocumentReference *SelfBilledCreditNoteDocumentReference
     *DebitNoteDocumentReference *ReminderDocumentReference *AdditionalDocumentReference *BillingReferenceLine`,
  ],
  [45, '*DespatchDocumentReference', REFERENCE],
  [61, '*ReceiptDocumentReference', REFERENCE],
  [77, '', '*StatementDocumentReference'],
  [78, '*OriginatorDocumentReference', REFERENCE],
  [94, '*ContractDocumentReference', REFERENCE],
  [
    110,
    '*AdditionalDocumentReference',
    'CopyIndicator UUID IssueDate IssueTime DocumentType XPath LanguageID LocaleCode VersionID DocumentStatusCode',
  ],
  [
    121,
    '*AdditionalDocumentReference/*Attachment/*ExternalReference',
    `DocumentHash HashAlgorithmMethod ExpiryDate ExpiryTime MimeCode FormatCode EncodingCode CharacterSetCode FileName Description`,
  ],
  [131, '*AdditionalDocumentReference', '*ValidityPeriod *IssuerParty *ResultOfVerification'],
  [134, '*ProjectReference', 'UUID IssueDate *WorkPhaseReference'],
  [137, '', '*Signature'],
  [138, '*AccountingSupplierParty', 'CustomerAssignedAccountID AdditionalAccountID DataSendingCapability'],
  [141, '*AccountingSupplierParty/*Party', `${PARTY_HEAD} IndustryClassificationCode *Language`],
  [147, '*AccountingSupplierParty/*Party/*PostalAddress', ADDRESS],
  [168, '*AccountingSupplierParty/*Party', '*PhysicalLocation'],
  [169, '*AccountingSupplierParty/*Party/*PartyTaxScheme', PARTY_TAX],
  [
    178,
    '*AccountingSupplierParty/*Party/*PartyLegalEntity',
    `RegistrationDate RegistrationExpirationDate CompanyLegalFormCode ${LEGAL_TAIL}`,
  ],
  [189, '*AccountingSupplierParty/*Party/*Contact', CONTACT],
  [193, '*AccountingSupplierParty/*Party', PARTY_TAIL],
  [198, '*AccountingSupplierParty', '*DespatchContact *AccountingContact *SellerContact'],
  [201, '*AccountingCustomerParty', 'CustomerAssignedAccountID SupplierAssignedAccountID AdditionalAccountID'],
  [204, '*AccountingCustomerParty/*Party', `${PARTY_HEAD} IndustryClassificationCode *Language`],
  [210, '*AccountingCustomerParty/*Party/*PostalAddress', ADDRESS],
  [231, '*AccountingCustomerParty/*Party', '*PhysicalLocation'],
  [232, '*AccountingCustomerParty/*Party/*PartyTaxScheme', PARTY_TAX],
  [
    241,
    '*AccountingCustomerParty/*Party/*PartyLegalEntity',
    `RegistrationDate RegistrationExpirationDate CompanyLegalFormCode CompanyLegalForm ${LEGAL_TAIL}`,
  ],
  [253, '*AccountingCustomerParty/*Party/*Contact', CONTACT],
  [257, '*AccountingCustomerParty/*Party', PARTY_TAIL],
  [262, '*AccountingCustomerParty', '*DeliveryContact *AccountingContact *BuyerContact'],
  [
    265,
    '*PayeeParty',
    `${PARTY_HEAD} EndpointID IndustryClassificationCode *Language *PostalAddress *PhysicalLocation *PartyTaxScheme`,
  ],
  [
    275,
    '*PayeeParty/*PartyLegalEntity',
    `RegistrationName RegistrationDate RegistrationExpirationDate CompanyLegalFormCode CompanyLegalForm ${LEGAL_TAIL}`,
  ],
  [288, '*PayeeParty', `*Contact ${PARTY_TAIL}`],
  [294, '', '*BuyerCustomerParty *SellerSupplierParty'],
  [
    296,
    '*TaxRepresentativeParty',
    `${PARTY_HEAD} EndpointID IndustryClassificationCode *PartyIdentification *Language`,
  ],
  [304, '*TaxRepresentativeParty/*PostalAddress', ADDRESS],
  [325, '*TaxRepresentativeParty', '*PhysicalLocation'],
  [326, '*TaxRepresentativeParty/*PartyTaxScheme', PARTY_TAX],
  [335, '*TaxRepresentativeParty', `*PartyLegalEntity *Contact ${PARTY_TAIL}`],
  [
    342,
    '*Delivery',
    `ID Quantity MinimumQuantity MaximumQuantity ActualDeliveryTime LatestDeliveryDate LatestDeliveryTime ReleaseID TrackingID`,
  ],
  [
    351,
    '*Delivery/*DeliveryLocation',
    'Description Conditions CountrySubentity CountrySubentityCode LocationTypeCode InformationURI Name *ValidityPeriod',
  ],
  [359, '*Delivery/*DeliveryLocation/*Address', ADDRESS],
  [380, '*Delivery/*DeliveryLocation', '*SubsidiaryLocation *LocationCoordinate'],
  [382, '*Delivery', '*AlternativeDeliveryLocation *RequestedDeliveryPeriod *EstimatedDeliveryPeriod *CarrierParty'],
  [
    386,
    '*Delivery/*DeliveryParty',
    `${PARTY_HEAD} EndpointID IndustryClassificationCode *PartyIdentification *Language *PostalAddress *PhysicalLocation
     *PartyTaxScheme *PartyLegalEntity *Contact ${PARTY_TAIL}`,
  ],
  [404, '*Delivery', '*NotifyParty *Despatch *DeliveryTerms *MinimumDeliveryUnit *MaximumDeliveryUnit *Shipment'],
  [410, '', '*DeliveryTerms'],
  [411, '*PaymentMeans', 'ID - PaymentChannelCode InstructionID'],
  [
    415,
    '*PaymentMeans/*CardAccount',
    'CardTypeCode ValidityStartDate ExpiryDate IssuerID IssueNumberID CV2ID CardChipCode ChipApplicationID',
  ],
  [
    424,
    '*PaymentMeans/*PayeeFinancialAccount',
    `AliasName AccountTypeCode AccountFormatCode CurrencyCode PaymentNote *FinancialInstitutionBranch/Name
     *FinancialInstitutionBranch/*FinancialInstitution/Name *FinancialInstitutionBranch/*FinancialInstitution/*Address
     *FinancialInstitutionBranch/*Address *Country`,
  ],
  [434, '*PaymentMeans', '*CreditAccount'],
  [
    435,
    '*PaymentMeans/*PaymentMandate',
    'MandateTypeCode MaximumPaymentInstructionsNumeric MaximumPaidAmount SignatureID *PayerParty',
  ],
  [
    440,
    '*PaymentMeans/*PaymentMandate/*PayerFinancialAccount',
    'Name AliasName AccountTypeCode AccountFormatCode CurrencyCode PaymentNote *FinancialInstitutionBranch *Country',
  ],
  [448, '*PaymentMeans/*PaymentMandate', '*ValidityPeriod *PaymentReversalPeriod *Clause'],
  [451, '*PaymentMeans', '*TradeFinancing'],
  [
    452,
    '*PaymentTerms',
    `ID PaymentMeansID PrepaidPaymentReferenceID ReferenceEventCode SettlementDiscountPercent PenaltySurchargePercent
     PaymentPercent Amount SettlementDiscountAmount PenaltyAmount PaymentTermsDetailsURI PaymentDueDate InstallmentDueDate
     InvoicingPartyReference *SettlementPeriod *PenaltyPeriod *ExchangeRate *ValidityPeriod`,
  ],
  [470, '', '*PrepaidPayment'],
  [471, '*AllowanceCharge', 'ID PrepaidIndicator SequenceNumeric AccountingCostCode AccountingCost PerUnitAmount'],
  [
    477,
    '*AllowanceCharge/*TaxCategory',
    'Name BaseUnitMeasure PerUnitAmount TaxExemptionReasonCode TaxExemptionReason TierRange TierRatePercent',
  ],
  [484, '*AllowanceCharge/*TaxCategory/*TaxScheme', SCHEME],
  [488, '*AllowanceCharge', '*TaxTotal *PaymentMeans'],
  [490, '', '*TaxExchangeRate *PricingExchangeRate *PaymentExchangeRate *PaymentAlternativeExchangeRate'],
  [494, '*TaxTotal', 'RoundingAmount TaxEvidenceIndicator TaxIncludedIndicator'],
  [
    497,
    '*TaxTotal/*TaxSubtotal',
    'CalculationSequenceNumeric TransactionCurrencyTaxAmount Percent BaseUnitMeasure PerUnitAmount TierRange TierRatePercent',
  ],
  [504, '*TaxTotal/*TaxSubtotal/*TaxCategory', 'Name BaseUnitMeasure PerUnitAmount TierRange TierRatePercent'],
  [509, '*TaxTotal/*TaxSubtotal/*TaxCategory/*TaxScheme', SCHEME],
  [513, '', '*WithholdingTaxTotal'],
  [514, '*LegalMonetaryTotal', 'PayableAlternativeAmount'],
  [515, '*Line', 'UUID TaxPointDate AccountingCostCode PaymentPurposeCode FreeOfChargeIndicator'],
  [520, '*Line/*InvoicePeriod', 'StartTime EndTime DurationMeasure DescriptionCode Description'],
  [525, '*Line/*OrderLineReference', 'SalesOrderLineID UUID LineStatusCode *OrderReference'],
  [529, '*Line', '*DespatchLineReference *ReceiptLineReference *BillingReference'],
  [
    532,
    '*Line/*DocumentReference',
    `CopyIndicator UUID IssueDate IssueTime - DocumentType XPath LanguageID LocaleCode ${REFERENCE_TAIL}`,
  ],
  [548, '*Line', '*PricingReference *OriginatorParty *Delivery *PaymentTerms'],
  [
    552,
    '*Line/*AllowanceCharge',
    `ID PrepaidIndicator SequenceNumeric AccountingCostCode AccountingCost PerUnitAmount *TaxCategory *TaxTotal *PaymentMeans`,
  ],
  [561, '*Line', '*TaxTotal *WithholdingTaxTotal'],
  [
    563,
    '*Line/*Item',
    'PackQuantity PackSizeNumeric CatalogueIndicator HazardousRiskIndicator AdditionalInformation Keyword BrandName ModelName',
  ],
  [571, '*Line/*Item/*BuyersItemIdentification', ITEM_ID],
  [576, '*Line/*Item/*SellersItemIdentification', ITEM_ID],
  [581, '*Line/*Item', '*ManufacturersItemIdentification'],
  [582, '*Line/*Item/*StandardItemIdentification', ITEM_ID],
  [
    587,
    '*Line/*Item',
    `*CatalogueItemIdentification *AdditionalItemIdentification *CatalogueDocumentReference *ItemSpecificationDocumentReference
     *OriginCountry/Name *CommodityClassification/NatureCode *CommodityClassification/CargoTypeCode
     *CommodityClassification/CommodityCode *TransactionConditions *HazardousItem`,
  ],
  [
    597,
    '*Line/*Item/*ClassifiedTaxCategory',
    'Name BaseUnitMeasure PerUnitAmount TaxExemptionReasonCode TaxExemptionReason TierRange TierRatePercent',
  ],
  [604, '*Line/*Item/*ClassifiedTaxCategory/*TaxScheme', SCHEME],
  [
    608,
    '*Line/*Item/*AdditionalItemProperty',
    `ID NameCode TestMethod ValueQuantity ValueQualifier ImportanceCode ListValue *UsabilityPeriod *ItemPropertyGroup
     *RangeDimension *ItemPropertyRange`,
  ],
  [
    619,
    '*Line/*Item',
    '*ManufacturerParty *InformationContentProviderParty *OriginAddress *ItemInstance *Certificate *Dimension',
  ],
  [625, '*Line/*Price', 'PriceChangeReason PriceTypeCode PriceType OrderableUnitFactorRate ValidityPeriod PriceList'],
  [
    632,
    '*Line/*Price/*AllowanceCharge',
    `ID AllowanceChargeReasonCode AllowanceChargeReason MultiplierFactorNumeric PrepaidIndicator SequenceNumeric
     AccountingCostCode AccountingCost PerUnitAmount *TaxCategory *TaxTotal *PaymentMeans`,
  ],
  [644, '*Line/*Price', '*PricingExchangeRate'],
  [645, '*Line', '*DeliveryTerms *SubInvoiceLine *ItemPriceExtension'],
  [681, '*PaymentMeans', 'InstructionNote'],
  [682, '*Delivery', '*DeliveryAddress'],
];
