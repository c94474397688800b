import { codes } from './code-list.js';

/** UNTDID 1001 subset for invoices: BT-3 where UBL writes an Invoice. */
export const INVOICE_TYPES = codes(`
  71 80 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 394 395 456
  457 471 472 473 500 501 527 553 575 623 633 751 780 817 870 875 876 877 935
`);

/** UNTDID 1001 subset for credit notes: BT-3 where UBL writes a CreditNote. */
export const CREDIT_NOTE_TYPES = codes(`
  81 83 261 262 296 308 381 396 420 458 502 503 532
`);

/** Types the UBL sheet takes in an Invoice: those of invoices, and 81, which a credit note may have too. */
export const UBL_INVOICE_TYPES: ReadonlySet<string> = new Set([...INVOICE_TYPES, '81']);

/** Every document type of an invoice or credit note: BT-3. */
export const DOCUMENT_TYPES: ReadonlySet<string> = new Set([...INVOICE_TYPES, ...CREDIT_NOTE_TYPES]);

/** ISO 3166-1 alpha-2, with 1A (Kosovo) and XI (Northern Ireland). */
export const COUNTRIES = codes(`
  1A AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
  BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM
  FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT
  JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN
  MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT
  PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL
  TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW 1A XI
`);

/** The countries of the CII sheet: it keeps the Netherlands Antilles (AN) and does not know South Sudan (SS) yet. */
export const CII_COUNTRIES: ReadonlySet<string> = new Set([...COUNTRIES, 'AN'].filter((code) => code !== 'SS'));

/** ISO 4217: BT-5, BT-6. As in the official lists, the dobra has its code of before 2018, STD and not STN. */
export const CURRENCIES = codes(`
  AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
  CHW CLF CLP CNH CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ
  GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL
  LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR
  PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STD SVC SYP SZL THB TJS TMT TND TOP TRY
  TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD
  XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG
`);

/** UNTDID 4461: BT-81. */
export const PAYMENT_MEANS = codes(`
  1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40
  41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 74 75 76 77 78 91 92
  93 94 95 96 97 98 ZZZ
`);

/** Mime types of attached documents: BT-125. */
export const ATTACHMENT_TYPES = codes(`
  application/pdf application/vnd.oasis.opendocument.spreadsheet
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet image/jpeg image/png text/csv
`);
