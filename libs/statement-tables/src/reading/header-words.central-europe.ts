import type { CountryWords } from './header-words.countries.js';

const POLISH: CountryWords = {
  currency: 'PLN',
  words: {
    bookingDate: 'Data operacji|Data księgowania|Data transakcji|Data zaksięgowania|Data zlecenia',
    valueDate: 'Data waluty',
    label:
      'Tytuł|Tytułem|Opis operacji|Opis transakcji|Tytuł operacji|Tytuł przelewu|Tytuł płatności|Szczegóły|Szczegóły transakcji|Opis',
    amount:
      'Kwota|Kwota operacji|Kwota transakcji|Kwota w walucie rachunku|Kwota transakcji (waluta rachunku)|Kwota operacji w walucie rachunku',
    debit: 'Obciążenia|Obciążenie|Wydatki|Wypłaty|Kwota obciążenia',
    credit: 'Uznania|Uznanie|Wpływy|Wpłaty|Kwota uznania',
    direction: 'Wn/Ma|Uznanie/Obciążenie|Obciążenie/Uznanie|Znak',
    currency: 'Waluta|Waluta rachunku',
    balance: 'Saldo po operacji|Saldo po transakcji|Saldo rachunku',
    account: 'Rachunek|Numer rachunku|Nr rachunku|Rachunek źródłowy',
    counterpartyName:
      'Kontrahent|Nadawca/Odbiorca|Odbiorca/Nadawca|Dane kontrahenta|Nazwa kontrahenta|Odbiorca/Zleceniodawca|Nazwa odbiorcy|Nazwa nadawcy',
    counterpartyIban:
      'Rachunek kontrahenta|Nr rachunku kontrahenta|Numer rachunku kontrahenta|Numer konta kontrahenta|Rachunek nadawcy/odbiorcy|Nr rachunku nadawcy/odbiorcy|Rachunek przeciwstawny',
    reference: 'Numer referencyjny|Nr transakcji|Numer transakcji|ID transakcji|Nr ref',
    kind: 'Rodzaj operacji|Typ operacji|Typ transakcji|Rodzaj transakcji|Rodzaj|Kategoria',
  },
};

const CZECH: CountryWords = {
  currency: 'CZK',
  words: {
    bookingDate: 'Datum zaúčtování|Zaúčtováno|Datum provedení|Datum transakce|Datum pohybu',
    valueDate: 'Datum valuty',
    label: 'Zpráva pro příjemce|Popis transakce|Popis operace|Popis|Zpráva|Účel platby|Zpráva pro mě|Poznámka',
    amount: 'Částka|Objem|Částka v měně účtu|Částka transakce|Zaúčtovaná částka',
    debit: 'Na vrub|Výdaje|Odchozí|Má dáti|Debet',
    credit: 'Ve prospěch|Příjmy|Příchozí|Kredit',
    currency: 'Měna|Měna účtu',
    balance: 'Zůstatek|Konečný zůstatek|Zůstatek po transakci|Účetní zůstatek',
    account: 'Můj účet|Vlastní účet|Číslo účtu',
    counterpartyName:
      'Název protiúčtu|Název protistrany|Název účtu protiúčtu|Protistrana|Jméno protistrany|Plátce/Příjemce|Název účtu',
    counterpartyIban: 'Protiúčet|Číslo protiúčtu|Číslo účtu protiúčtu|Číslo účtu protistrany|Účet protistrany',
    reference: 'ID operace|ID pohybu|ID transakce|Identifikace transakce',
    structured: 'Variabilní symbol|VS',
    kind: 'Typ pohybu|Typ transakce|Typ operace|Druh transakce',
  },
};

const SLOVAK: CountryWords = {
  currency: 'EUR',
  words: {
    bookingDate: 'Dátum zaúčtovania|Dátum transakcie|Dátum spracovania|Dátum splatnosti|Dátum',
    valueDate: 'Dátum valuty',
    label: 'Správa pre prijímateľa|Informácia pre príjemcu|Popis transakcie|Popis|Účel platby|Poznámka',
    amount: 'Suma|Čiastka|Suma transakcie',
    debit: 'Na ťarchu|Debet',
    credit: 'V prospech|Kredit',
    currency: 'Mena|Mena účtu',
    balance: 'Zostatok|Zostatok po transakcii|Účtovný zostatok|Konečný zostatok',
    account: 'Môj účet|Číslo účtu',
    counterpartyName: 'Názov protiúčtu|Názov partnera|Názov protistrany|Partner|Meno partnera',
    counterpartyIban: 'Protiúčet|Číslo protiúčtu|IBAN protiúčtu|Účet partnera|IBAN partnera',
    reference: 'ID transakcie',
    structured: 'Variabilný symbol|VS',
    kind: 'Typ transakcie|Typ',
  },
};

const HUNGARIAN: CountryWords = {
  currency: 'HUF',
  words: {
    bookingDate: 'Könyvelés dátuma|Könyvelési dátum|Könyvelés napja|Tranzakció dátuma|Teljesítés dátuma|Dátum',
    valueDate: 'Értéknap|Értékdátum|Érték dátum',
    label: 'Közlemény|Tranzakció leírása|Leírás|Megnevezés|Megjegyzés|Forgalom megnevezése',
    amount: 'Összeg|Tranzakció összege|Forgalom összege|Könyvelt összeg',
    debit: 'Terhelés|Terhelések|Kiadás|Terhelés összege',
    credit: 'Jóváírás|Jóváírások|Bevétel|Jóváírás összege',
    direction: 'Terhelés/Jóváírás|Jóváírás/Terhelés|T/J|J/T|Irány',
    currency: 'Devizanem|Pénznem|Deviza|Összeg devizaneme|Számla devizaneme',
    balance: 'Egyenleg|Könyvelt egyenleg|Záró egyenleg|Számlaegyenleg',
    account: 'Számlaszám|Saját számlaszám|Könyvelési számla|Számla',
    counterpartyName: 'Partner neve|Partner elnevezése|Ellenoldali név|Kedvezményezett neve|Partner',
    counterpartyIban: 'Partner számla|Partner számlaszáma|Ellenoldali számlaszám|Ellenszámla',
    reference: 'Tranzakció azonosító|Azonosító|Hivatkozás|Bizonylatszám',
    kind: 'Tranzakció típusa|Tranzakció típus|Forgalom típusa|Típus',
  },
};

const ROMANIAN: CountryWords = {
  currency: 'RON',
  words: {
    bookingDate:
      'Data tranzacției|Data operațiunii|Data înregistrării|Data procesării|Data contabilă|Data finalizării tranzacției|Data tranzacție',
    valueDate: 'Data valutei',
    label:
      'Descriere|Detalii tranzacție|Descrierea tranzacției|Descriere tranzacție|Detalii plată|Descrierea operațiunii|Explicații|Detalii',
    amount: 'Sumă|Suma tranzacției|Valoare|Suma',
    debit: 'Sumă debit|Plăți|Debit (valoare)',
    credit: 'Sumă credit|Încasări|Credit (valoare)',
    currency: 'Valută|Monedă|Moneda contului',
    balance: 'Sold|Sold final|Sold contabil|Sold după tranzacție',
    account: 'Cont|Număr cont|Cont IBAN|Număr de cont',
    counterpartyName:
      'Beneficiar/Ordonator|Ordonator/Beneficiar|Nume beneficiar|Nume partener|Partener|Plătitor/Beneficiar|Beneficiar|Nume ordonator/beneficiar',
    counterpartyIban: 'Cont partener|Cont beneficiar|IBAN beneficiar|Cont ordonator/beneficiar|Cont contrapartidă',
    reference: 'Referință|Referința|Nr. referință|Număr referință|Referința tranzacției',
    kind: 'Tip tranzacție|Tip operațiune|Tip',
  },
};

const CROATIAN: CountryWords = {
  currency: 'EUR',
  words: {
    bookingDate: 'Datum knjiženja|Datum izvršenja|Datum transakcije',
    valueDate: 'Datum valute|Datum valutiranja',
    label: 'Opis plaćanja|Opis transakcije|Svrha plaćanja|Svrha|Opis',
    amount: 'Iznos|Iznos transakcije',
    debit: 'Isplata|Isplate|Terećenje|Dugovno|Duguje|Rashod',
    credit: 'Uplata|Uplate|Odobrenje|Potražno|Potražuje|Prihod',
    currency: 'Valuta računa',
    balance: 'Stanje|Stanje nakon transakcije|Novo stanje',
    account: 'Račun|Broj računa',
    counterpartyName: 'Platitelj/Primatelj|Primatelj/Platitelj|Primatelj|Platitelj|Naziv partnera|Naziv',
    counterpartyIban: 'Račun platitelja/primatelja|Račun primatelja|Protu račun|Račun partnera',
    reference: 'Referenca|Referencija|Broj transakcije',
    structured: 'Poziv na broj|Poziv na broj odobrenja',
    kind: 'Vrsta transakcije|Vrsta',
  },
};

const SLOVENE: CountryWords = {
  currency: 'EUR',
  words: {
    bookingDate: 'Datum knjiženja|Datum transakcije',
    valueDate: 'Datum valute',
    label: 'Namen plačila|Namen|Opis',
    amount: 'Znesek',
    debit: 'Breme|V breme|Bremenitev|Odliv',
    credit: 'Dobro|V dobro|Dobropis|Priliv',
    balance: 'Stanje|Novo stanje',
    account: 'Račun',
    counterpartyName: 'Naziv partnerja|Prejemnik/Plačnik|Plačnik/Prejemnik|Udeleženec|Naziv',
    counterpartyIban: 'Račun partnerja|Račun udeleženca|Protiračun',
    reference: 'Referenca',
    structured: 'Sklic',
  },
};

/** Languages of Central Europe, whose letters windows-1252 does not have. */
export const CENTRAL_EUROPE: readonly CountryWords[] = [POLISH, CZECH, SLOVAK, HUNGARIAN, ROMANIAN, CROATIAN, SLOVENE];
