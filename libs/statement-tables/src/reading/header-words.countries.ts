import { CENTRAL_EUROPE } from './header-words.central-europe.js';
import type { Meaning } from './header-words.js';

/** Words of the headers of one language, by meaning, best first. */
export interface CountryWords {
  /**
   * Currency in which accounts there are kept as a rule, for files that name none; words that only this language has
   * tell it.
   */
  readonly currency: string;
  readonly words: Readonly<Partial<Record<Meaning, string>>>;
}

const SWEDISH: CountryWords = {
  currency: 'SEK',
  words: {
    bookingDate:
      'Bokföringsdag|Bokföringsdatum|Bokförd|Bokförd dag|Reskontradatum|Transaktionsdag|Transaktionsdatum|Bokfdag|Transdag',
    valueDate: 'Valutadag',
    label: 'Text|Beskrivning|Rubrik|Specifikation|Meddelande|Text/mottagare|Transaktionstext',
    amount: 'Belopp|Insättning/Uttag|Transaktionsbelopp|Belopp i SEK',
    debit: 'Uttag',
    credit: 'Insättning|Insättningar',
    currency: 'Valutakod|Valuta',
    balance: 'Bokfört saldo|Saldo efter',
    account: 'Kontonr|Kontonummer',
    counterpartyName: 'Mottagare|Avsändare|Motpart|Namn|Avsändare/mottagare|Mottagare/avsändare',
    counterpartyIban: 'Motpartens konto|Mottagarkonto|Motkonto',
    reference: 'Referens|Verifikationsnummer|Transaktionsreferens|Referensnummer',
    structured: 'OCR|OCR-nummer',
    kind: 'Transaktionstyp|Kontohändelse',
  },
};

const FINNISH: CountryWords = {
  currency: 'EUR',
  words: {
    bookingDate: 'Kirjauspäivä|Kirjauspvm|Päivämäärä|Pvm|Tapahtumapäivä|Maksupäivä',
    valueDate: 'Arvopäivä|Arvopvm',
    label: 'Viesti|Selitys|Selite|Tapahtuman kuvaus|Kuvaus|Viite/viesti',
    amount: 'Määrä|Määrä EUROA|Summa|Rahamäärä',
    debit: 'Otot|Otto|Veloitus|Veloitukset',
    credit: 'Panot|Pano|Hyvitys|Hyvitykset',
    direction: 'Pano/Otto|Otto/Pano',
    currency: 'Valuutta',
    balance: 'Tilin saldo|Saldo',
    account: 'Oma tili|Tili',
    counterpartyName: 'Saaja/Maksaja|Maksaja/Saaja|Saajan nimi|Maksaja|Saaja|Vastapuoli|Nimi',
    counterpartyIban: 'Saajan tilinumero|Saajan tilinumero ja pankin BIC|Vastatili|Vastapuolen tili|Tilinumero',
    counterpartyBic: 'Pankin BIC',
    reference: 'Arkistointitunnus|Arkistointiviite|Arkistotunnus',
    structured: 'Viite|Viitenumero',
    kind: 'Laji|Tapahtumalaji|Tapahtumatyyppi|Tapahtuma|Tyyppi',
  },
};

const DANISH: CountryWords = {
  currency: 'DKK',
  words: {
    bookingDate: 'Bogføringsdato|Bogført|Bogført dato|Bogf. dato|Transaktionsdato|Dato',
    valueDate: 'Valør|Valørdato|Rentedato',
    label: 'Posteringstekst|Meddelelse|Besked|Supplerende tekst|Beskrivelse|Tekst',
    amount: 'Beløb|Beløb i DKK|Beløb DKK',
    debit: 'Hævet|Udgift|Udbetaling|Ud|Debet',
    credit: 'Indsat|Indtægt|Indbetaling|Ind|Kredit',
    balance: 'Bogført saldo|Saldo efter|Saldo',
    account: 'Eget kontonummer|Kontonr.|Kontonummer',
    counterpartyName: 'Modtager|Afsender|Modpart|Afsender/modtager|Modtagernavn|Navn',
    counterpartyIban: 'Modpartskonto|Modtagerkonto|Modkonto',
    reference: 'Referencenummer|Arkivreference|Bilag',
    kind: 'Transaktionstype',
  },
};

const NORWEGIAN: CountryWords = {
  currency: 'NOK',
  words: {
    bookingDate: 'Bokføringsdato|Bokført|Bokført dato|Utført dato|Transaksjonsdato|Posteringsdato|Dato',
    valueDate: 'Rentedato|Valuteringsdato',
    label: 'Forklaring|Melding|Melding/KID/Fakt.nr|Meldingstekst|Betalingsbeskrivelse|Beskrivelse|Tekst',
    amount: 'Beløp|Beløp i NOK',
    debit: 'Ut fra konto|Ut av konto|Beløp ut|Ut|Uttak|Belastet',
    credit: 'Inn på konto|Inn til konto|Beløp inn|Inn|Innskudd|Godskrevet',
    balance: 'Bokført saldo|Saldo i NOK|Saldo',
    account: 'Kontonummer',
    counterpartyName: 'Mottaker|Avsender|Mottakernavn|Betalt til|Betalt av|Navn',
    counterpartyIban: 'Mottakerkonto|Motkonto|Motparts konto',
    reference: 'Arkivref|Arkivreferanse|Referanse|Numref',
    structured: 'KID|KID-nummer',
    kind: 'Transaksjonstype|Undertype',
  },
};

const ICELANDIC: CountryWords = {
  currency: 'ISK',
  words: {
    bookingDate: 'Dagsetning|Bókunardagur',
    valueDate: 'Vaxtadagur',
    label: 'Lýsing|Texti|Skýring',
    amount: 'Upphæð',
    debit: 'Úttekt|Útborgun',
    credit: 'Innborgun|Innlegg',
    currency: 'Gjaldmiðill|Mynt',
    balance: 'Staða|Staða reiknings',
    counterpartyName: 'Nafn mótaðila|Mótaðili|Viðtakandi',
    reference: 'Tilvísun|Tilvísunarnúmer',
  },
};

const TURKISH: CountryWords = {
  currency: 'TRY',
  words: {
    bookingDate: 'İşlem Tarihi|Tarih|Muhasebe Tarihi|Tarih/Saat',
    valueDate: 'Valör Tarihi|Valör',
    label: 'Açıklama|İşlem Açıklaması',
    amount: 'Tutar|İşlem Tutarı|Miktar',
    debit: 'Borç|Çıkan|Gider|Borç Tutarı',
    credit: 'Alacak|Giren|Gelir|Alacak Tutarı',
    currency: 'Para Birimi|Döviz Cinsi|Döviz',
    balance: 'Bakiye|Hesap Bakiyesi|Son Bakiye',
    account: 'Hesap No|Hesap Numarası|Hesap',
    counterpartyName: 'Karşı Taraf|Alıcı/Gönderen|Gönderen/Alıcı|Karşı Hesap Adı',
    counterpartyIban: 'Karşı Hesap|Karşı IBAN|Karşı Hesap IBAN',
    reference: 'Dekont No|Fiş No|Referans No|Referans',
    kind: 'İşlem Türü|İşlem Tipi|İşlem',
  },
};

const SERBIAN: CountryWords = {
  currency: 'RSD',
  words: {
    bookingDate: 'Датум књижења|Датум промене|Датум|Datum promene',
    valueDate: 'Датум валуте',
    label: 'Сврха плаћања|Сврха|Опис|Svrha doznake',
    amount: 'Износ',
    debit: 'Исплата|Дугује|Задужење|Zaduženje|Na teret',
    credit: 'Уплата|Потражује|Одобрење|U korist',
    currency: 'Валута',
    balance: 'Стање|Салдо',
    account: 'Рачун',
    counterpartyName: 'Назив|Налогодавац/Прималац|Партнер',
    counterpartyIban: 'Рачун партнера',
    structured: 'Позив на број',
  },
};

const GREEK: CountryWords = {
  currency: 'EUR',
  words: {
    bookingDate:
      'Ημερομηνία|Ημερομηνία Συναλλαγής|Ημ/νία|Ημ/νία Συναλλαγής|Ημερομηνία Κίνησης|Ημ. Συναλλαγής|Ημερομηνία Καταχώρησης|Ημερομηνία Εκτέλεσης',
    valueDate:
      'Ημερομηνία Αξίας|Ημερομηνία Valeur|Ημ/νία Valeur|Valeur|Ημερομηνία Τοκισμού|Τοκοφόρος ημερομηνία|Ημ/νία Αξίας|Αξία Ημ/νία',
    label: 'Αιτιολογία|Περιγραφή|Περιγραφή Συναλλαγής|Περιγραφή Κίνησης|Λεπτομέρειες|Σχόλια',
    amount: 'Ποσό|Ποσό Συναλλαγής|Αξία|Ποσό Κίνησης|Ποσό EUR',
    debit: 'Χρέωση|Χρεώσεις|Ποσό Χρέωσης|Αναλήψεις',
    credit: 'Πίστωση|Πιστώσεις|Ποσό Πίστωσης|Καταθέσεις',
    direction: 'Χρέωση/Πίστωση|Χ/Π|Πρόσημο|Πρόσημο ποσού|Πίστωση/Χρέωση',
    currency: 'Νόμισμα|Νόμισμα Λογαριασμού',
    balance: 'Υπόλοιπο|Λογιστικό Υπόλοιπο|Νέο Υπόλοιπο|Προοδευτικό Υπόλοιπο|Υπόλοιπο Λογαριασμού',
    account: 'Αριθμός Λογαριασμού|Λογαριασμός|IBAN Λογαριασμού',
    counterpartyName:
      'Αντισυμβαλλόμενος|Όνομα Αντισυμβαλλόμενου|Ονοματεπώνυμο αντισυμβαλλόμενου|Δικαιούχος|Εντολέας|Δικαιούχος/Εντολέας',
    counterpartyIban: 'Λογαριασμός αντισυμβαλλόμενου|IBAN Δικαιούχου|IBAN αντισυμβαλλόμενου',
    reference: 'Αριθμός Αναφοράς|Αριθμός συναλλαγής|Κωδικός Συναλλαγής|Α/Α Συναλλαγής',
    kind: 'Τύπος Συναλλαγής|Είδος Συναλλαγής|Τύπος|Είδος|Κατηγορία',
  },
};

/** Bulgarian accounts are kept in euros since 2026. */
const BULGARIAN: CountryWords = {
  currency: 'EUR',
  words: {
    bookingDate: 'Дата на транзакция|Дата на операция|Дата на осчетоводяване|Счетоводна дата|Дата',
    valueDate: 'Вальор|Дата на вальор',
    label: 'Основание|Основание за плащане|Описание|Пояснение|Още пояснения|Детайли',
    amount: 'Сума|Сума на транзакция',
    debit: 'Дебит|Дебит сума|Сума дебит',
    credit: 'Кредит|Кредит сума|Сума кредит',
    direction: 'Дебит/Кредит|Дт/Кт|Кредит/Дебит',
    currency: 'Валута|Валута на сметката',
    balance: 'Салдо|Баланс|Наличност',
    account: 'Сметка|IBAN на сметка|Номер на сметка',
    counterpartyName:
      'Контрагент|Наредител/Получател|Име на контрагент|Кореспондент|Име на кореспондент|Получател/Наредител',
    counterpartyIban: 'IBAN на контрагент|Сметка на контрагент|Сметка на кореспондент|IBAN на кореспондент',
    reference: 'Референция|Референтен номер|Номер на документ',
    kind: 'Вид операция|Тип операция|Вид|Тип',
  },
};

const UKRAINIAN: CountryWords = {
  currency: 'UAH',
  words: {
    bookingDate: 'Дата операції|Дата проведення|Дата документа|Дата',
    label: 'Призначення платежу|Призначення|Опис операції',
    amount: 'Сума операції|Сума у валюті рахунку|Сума',
    debit: 'Дебет|Витрати',
    credit: 'Кредит|Надходження',
    currency: 'Валюта',
    balance: 'Залишок|Залишок після операції',
    account: 'Рахунок|Номер рахунку',
    counterpartyName: 'Контрагент|Найменування контрагента|Кореспондент|Назва контрагента',
    counterpartyIban: 'Рахунок контрагента|IBAN контрагента|Рахунок кореспондента',
    reference: '№ документа|Номер документа',
  },
};

const BALTIC: CountryWords = {
  currency: 'EUR',
  words: {
    bookingDate:
      'Kuupäev|Tehingu kuupäev|Kande kuupäev|Datums|Darījuma datums|Grāmatošanas datums|Operacijos data|Sandorio data',
    valueDate: 'Väärtuspäev|Valutēšanas datums|Valiutavimo data',
    label: 'Selgitus|Kirjeldus|Maksājuma mērķis|Darījuma apraksts|Apraksts|Mokėjimo paskirtis|Paskirtis|Aprašymas',
    amount: 'Summa|Suma',
    debit: 'Deebet|Debets|Debetas',
    credit: 'Kreedit|Kredīts|Kreditas',
    currency: 'Valuuta|Valūta|Valiuta',
    balance: 'Jääk|Atlikums|Likutis|Bilance',
    account: 'Kliendi konto|Konta numurs|Konts|Sąskaita|Sąskaitos numeris',
    counterpartyName:
      'Saaja/Maksja|Maksja/saaja nimi|Saaja/maksja nimi|Saņēmējs/Maksātājs|Maksātājs/Saņēmējs|Partnera nosaukums|Partneris|Gavėjas/Mokėtojas|Mokėtojas/Gavėjas|Mokėtojas ar gavėjas|Kontrahentas',
    counterpartyIban:
      'Saaja/maksja konto|Maksja/saaja konto|Vastaskonto|Partnera konts|Saņēmēja/Maksātāja konts|Gavėjo/Mokėtojo sąskaita|Mokėtojo/gavėjo sąskaita',
    reference: 'Arhiveerimistunnus|Kande viide|Arhīva numurs|Atsauce|Archyvo numeris|Operacijos numeris',
    structured: 'Viitenumber',
    kind: 'Makse liik|Tehingu tüüp|Darījuma veids|Operacijos tipas',
  },
};

const PORTUGUESE: CountryWords = {
  currency: 'EUR',
  words: {
    bookingDate: 'Data Mov.|Data Movimento|Data do Movimento|Data Lançamento|Data da operação|Data Operação',
    valueDate: 'Data Valor|Data-valor',
    label: 'Descrição do Movimento|Descrição da operação|Descrição|Descritivo|Histórico',
    amount: 'Montante|Importância|Valor do movimento',
    debit: 'Débito|Débitos|Saídas',
    credit: 'Crédito|Créditos|Entradas',
    currency: 'Moeda',
    balance: 'Saldo contabilístico|Saldo após movimento',
    account: 'Conta|NIB',
    counterpartyName: 'Nome do ordenante|Nome do beneficiário|Ordenante/Beneficiário',
    kind: 'Tipo de movimento|Tipo de operação',
  },
};

/** Languages whose headers are known beside those of `header-words.ts`. */
export const COUNTRIES: readonly CountryWords[] = [
  ...CENTRAL_EUROPE,
  ...[
    SWEDISH,
    FINNISH,
    DANISH,
    NORWEGIAN,
    ICELANDIC,
    TURKISH,
    SERBIAN,
    GREEK,
    BULGARIAN,
    UKRAINIAN,
    BALTIC,
    PORTUGUESE,
  ],
];
