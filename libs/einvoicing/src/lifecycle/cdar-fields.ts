/**
 * What the schema of CDAR D22B can carry, in its order, with the key of the model each place belongs to. One table reads,
 * writes and checks JSON, so that what is written is what is read back.
 */
export interface CdarField {
  readonly tag: string;
  /** Key in the model; absent for a wrapper whose fields belong to the model object around it. */
  readonly key?: string;
  readonly kind: CdarKind;
  readonly list?: true;
  /** The schema asks for at least one. */
  readonly required?: true;
  readonly fields?: readonly CdarField[];
}

/** How a value is written in XML and in the model. */
export type CdarKind =
  | 'text'
  | 'decimal'
  | 'identifier'
  | 'instant'
  | 'day'
  | 'indicator'
  | 'amount'
  | 'measure'
  | 'binary'
  | 'object'
  | 'uri'
  | 'phone';

const one = (kind: CdarKind, tag: string, key: string): CdarField => ({ tag, key, kind });
const many = (kind: CdarKind, tag: string, key: string): CdarField => ({ tag, key, kind, list: true });
const text = (tag: string, key: string): CdarField => one('text', tag, key);
const texts = (tag: string, key: string): CdarField => many('text', tag, key);
const object = (tag: string, key: string, fields: readonly CdarField[]): CdarField => ({
  tag,
  key,
  kind: 'object',
  fields,
});
const objects = (tag: string, key: string, fields: readonly CdarField[]): CdarField => ({
  ...object(tag, key, fields),
  list: true,
});
const wrapper = (tag: string, fields: readonly CdarField[]): CdarField => ({ tag, kind: 'object', fields });
const needed = (field: CdarField): CdarField => ({ ...field, required: true });

const NOTE = [text('ContentCode', 'contentCode'), texts('Content', 'content'), text('SubjectCode', 'subjectCode')];
const PERIOD = [one('instant', 'StartDateTime', 'start'), one('instant', 'EndDateTime', 'end')];

const ADDRESS = [
  text('PostcodeCode', 'postCode'),
  text('LineOne', 'addressLine1'),
  text('LineTwo', 'addressLine2'),
  text('LineThree', 'addressLine3'),
  text('LineFour', 'addressLine4'),
  text('LineFive', 'addressLine5'),
  text('StreetName', 'street'),
  text('CityName', 'city'),
  text('CountryID', 'countryCode'),
  text('CountryName', 'country'),
  text('CountrySubDivisionID', 'countrySubdivisionCode'),
  text('CountrySubDivisionName', 'countrySubdivision'),
];

const CONTACT = [
  text('ID', 'id'),
  text('PersonName', 'person'),
  text('DepartmentName', 'department'),
  text('TypeCode', 'typeCode'),
  many('phone', 'TelephoneUniversalCommunication', 'telephone'),
  many('phone', 'FaxUniversalCommunication', 'fax'),
  one('uri', 'EmailURIUniversalCommunication', 'email'),
];

const PARTY = [
  many('identifier', 'ID', 'ids'),
  many('identifier', 'GlobalID', 'globalIds'),
  text('Name', 'name'),
  text('RoleCode', 'role'),
  objects('DefinedTradeContact', 'contacts', CONTACT),
  object('PostalTradeAddress', 'address', ADDRESS),
  one('uri', 'URIUniversalCommunication', 'electronicAddress'),
];

const CHARACTERISTIC = [
  text('ID', 'id'),
  text('TypeCode', 'type'),
  one('indicator', 'ValueChangedIndicator', 'changed'),
  text('ValueAdjustmentDirectionCode', 'adjustmentDirectionCode'),
  texts('Name', 'name'),
  texts('Description', 'description'),
  text('Location', 'location'),
  texts('Value', 'value'),
  one('amount', 'ValueAmount', 'amount'),
  one('measure', 'ValueMeasure', 'measure'),
  one('instant', 'ValueDateTime', 'date'),
  text('ValueCode', 'code'),
  one('measure', 'ValueQuantity', 'quantity'),
  one('decimal', 'ValueNumeric', 'numeric'),
  one('decimal', 'ValuePercent', 'percent'),
];

const DETAIL = [
  one('instant', 'ReferenceDateTime', 'at'),
  text('ConditionCode', 'conditionCode'),
  text('ReasonCode', 'reasonCode'),
  texts('Reason', 'reason'),
  texts('Condition', 'condition'),
  text('ProcessConditionCode', 'status'),
  texts('ProcessCondition', 'statusLabel'),
  text('ReasonInformationCode', 'reasonInformationCode'),
  texts('ReasonInformation', 'reasonInformation'),
  text('ReasonClassificationCode', 'reasonClassificationCode'),
  texts('ReasonClassification', 'reasonClassification'),
  text('RequestedActionCode', 'requestedActionCode'),
  texts('RequestedAction', 'requestedAction'),
  text('InvalidInformation', 'invalidInformation'),
  text('ValidInformation', 'validInformation'),
  one('decimal', 'SequenceNumeric', 'sequence'),
  objects('IncludedNote', 'notes', NOTE),
  objects('SpecifiedDocumentCharacteristic', 'characteristics', CHARACTERISTIC),
];

const INVOICE = [
  text('IssuerAssignedID', 'invoiceNumber'),
  text('StatusCode', 'statusCode'),
  one('indicator', 'CopyIndicator', 'copy'),
  text('LineID', 'lineId'),
  text('TypeCode', 'invoiceTypeCode'),
  one('identifier', 'GlobalID', 'globalId'),
  text('RevisionID', 'revision'),
  text('Name', 'name'),
  one('instant', 'ReceiptDateTime', 'receivedAt'),
  many('binary', 'AttachmentBinaryObject', 'attachments'),
  text('ReferenceTypeCode', 'referenceTypeCode'),
  text('LanguageID', 'language'),
  texts('Description', 'description'),
  one('day', 'FormattedIssueDateTime', 'invoiceIssueDate'),
  many('amount', 'IncludedAmount', 'includedAmounts'),
  text('VersionID', 'version'),
  one('decimal', 'TotalIssueCountNumeric', 'issueCount'),
  texts('Status', 'statusText'),
  text('ProcessConditionCode', 'status'),
  texts('ProcessCondition', 'statusLabel'),
  text('Type', 'type'),
  object('IssuerTradeParty', 'seller', PARTY),
  objects('RecipientTradeParty', 'recipients', PARTY),
  object('SenderTradeParty', 'sender', PARTY),
  objects('SpecifiedDocumentStatus', 'details', DETAIL),
  object('ValiditySpecifiedPeriod', 'validity', PERIOD),
];

const ACKNOWLEDGEMENT = [
  one('indicator', 'MultipleReferencesIndicator', 'multipleReferences'),
  text('ID', 'id'),
  text('TypeCode', 'phase'),
  text('Name', 'name'),
  one('instant', 'IssueDateTime', 'setAt'),
  text('StatusCode', 'statusCode'),
  text('AcknowledgementStatusCode', 'acknowledgementStatusCode'),
  text('ItemIdentificationID', 'itemId'),
  texts('ReasonInformation', 'reasonInformation'),
  text('ChannelCode', 'channelCode'),
  text('ProcessConditionCode', 'processConditionCode'),
  texts('ProcessCondition', 'processCondition'),
  texts('Status', 'status'),
  needed(objects('ReferenceReferencedDocument', 'invoices', INVOICE)),
];

const DOCUMENT = [
  text('ID', 'id'),
  text('Name', 'name'),
  text('TypeCode', 'typeCode'),
  text('StatusCode', 'messageStatusCode'),
  one('instant', 'IssueDateTime', 'issuedAt'),
  text('LanguageID', 'language'),
  one('indicator', 'ElectronicPresentationIndicator', 'electronicPresentation'),
  text('VersionID', 'version'),
  one('identifier', 'GlobalID', 'globalId'),
  objects('IncludedNote', 'notes', NOTE),
  object('EffectiveSpecifiedPeriod', 'period', PERIOD),
  object('SenderTradeParty', 'sender', PARTY),
  object('IssuerTradeParty', 'issuer', PARTY),
  needed(objects('RecipientTradeParty', 'recipients', PARTY)),
];

/** The children of the root; these three stand in the namespace of the message, all below in that of the entities. */
export const CDAR_FIELDS: readonly CdarField[] = [
  wrapper('ExchangedDocumentContext', [
    one('indicator', 'TestIndicator', 'test'),
    wrapper('BusinessProcessSpecifiedDocumentContextParameter', [needed(text('ID', 'process'))]),
    needed(wrapper('GuidelineSpecifiedDocumentContextParameter', [needed(text('ID', 'profile'))])),
  ]),
  needed(wrapper('ExchangedDocument', DOCUMENT)),
  needed(objects('AcknowledgementDocument', 'acknowledgements', ACKNOWLEDGEMENT)),
];
