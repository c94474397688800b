/** ISO 4217 currencies: the number of decimals of the minor unit, for every active code that has an amount. */

const WITHOUT_DECIMALS = 'BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const WITH_TWO_DECIMALS =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ' +
  // Withdrawn codes that old statements and books still carry.
  'ANG ATS BEF CUC CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MRO MTL NLG PTE ROL SIT SKK SLL STD TRL VEF ZMK ZWL';
const WITH_THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND';
const WITH_FOUR_DECIMALS = 'CLF UYW';

const DECIMALS = new Map<string, number>();
for (const [codes, decimals] of [
  [WITHOUT_DECIMALS, 0],
  [WITH_TWO_DECIMALS, 2],
  [WITH_THREE_DECIMALS, 3],
  [WITH_FOUR_DECIMALS, 4],
] as const) {
  for (const code of codes.trim().split(/\s+/)) DECIMALS.set(code, decimals);
}

/** True if `code` is a currency we know the decimals of. */
export function isCurrency(code: string): boolean {
  return DECIMALS.has(code);
}

/** Number of decimals of a currency (`EUR` 2, `JPY` 0, `TND` 3). Throws a RangeError on an unknown code. */
export function decimalsOf(currency: string): number {
  const decimals = DECIMALS.get(currency);
  if (decimals === undefined)
    throw new RangeError(`unknown currency "${currency}" (expected an ISO 4217 code such as EUR)`);
  return decimals;
}
