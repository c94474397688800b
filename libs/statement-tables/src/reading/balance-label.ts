import { normalise } from '../profile.js';

/** Whole labels (days, amounts and blanks apart) of lines that state a balance. */
const BALANCE = new Set(
  [
    'solde|ancien solde|nouveau solde|solde initial|solde final|solde precedent|solde reporte|report a nouveau|solde crediteur|solde debiteur',
    'solde crediteur au|solde debiteur au|solde au|solde initial au|solde final au|ancien solde au|nouveau solde au|solde en date du|solde comptable au|solde comptable',
    'ancien solde crediteur au|ancien solde debiteur au|nouveau solde crediteur au|nouveau solde debiteur au|solde en debut de periode|solde en fin de periode|solde precedent au',
    'opening balance as of|closing balance as of|beginning balance as of|ending balance as of|balance as of|opening balance|closing balance|balance brought forward|balance carried forward|brought forward|carried forward|start balance|end balance|starting balance|ending balance|current balance|beginning balance',
    'anfangssaldo|endsaldo|saldovortrag|kontostand|alter kontostand|neuer kontostand|anfangsbestand|endbestand|kontostand am|saldo per|schlusssaldo',
    'algsaldo|lõppsaldo|saldo początkowe|saldo końcowe|saldo contabilístico|saldo disponível|saldo disponible|počáteční zůstatek|konečný zůstatek|ingående saldo|utgående saldo|alkusaldo|loppusaldo|sākuma atlikums|beigu atlikums|nyitó egyenleg|záró egyenleg',
    'report solde|report du solde|report solde crediteur|report solde debiteur|solde de report|solde anterieur|solde anterieur au|balance b/f|balance c/f|bal b/f|bal c/f',
    'saldoübertrag|alter saldo|neuer saldo|saldovortrag per|anfangssaldo per|endsaldo per|kontostand alt|kontostand neu|vorig saldo|begin saldo|eind saldo',
    'saldo al|saldo precedente|saldo previo|saldo apertura|saldo de apertura|saldo inicial al|saldo final al|saldo iniziale al|saldo finale al|saldo contabile iniziale|saldo contabile finale',
    'saldo poprzednie|saldo początkowe na dzień|saldo końcowe na dzień|počáteční stav|konečný stav|počiatočný zostatok|konečný zostatok|zostatok|sold inițial|sold final|sold precedent|sold anterior',
    'ingående balans|utgående balans|primosaldo|ultimosaldo|inngående saldo|početno stanje|konačno stanje|začetno stanje|končno stanje|devreden bakiye|açılış bakiyesi|kapanış bakiyesi|önceki bakiye',
    'αρχικό υπόλοιπο|τελικό υπόλοιπο|προηγούμενο υπόλοιπο|υπόλοιπο εκ μεταφοράς|начално салдо|крайно салдо|початковий залишок|кінцевий залишок|почетно стање|крајње стање',
    'saldo inicial|saldo final|saldo anterior|saldo iniziale|saldo finale|saldo contabile|beginsaldo|eindsaldo|oud saldo|nieuw saldo',
  ]
    .join('|')
    .split('|')
    .map(normalise),
);
const TOTAL = /^(?:sous[- ]?)?(?:total|totaux|totals|summe|gesamt|totaal|totale)\b/i;
const CANDIDATE =
  /sold|bal(?:anc|ans| [bc]\/f)|forward|saldo|kontostand|bestand|z[uů]stat|zostat|stanje|stav|vortrag|übertrag|bakiye|atlikum|egyenleg|υπόλοιπο|υπολοιπο|салдо|залишок|стање/i;
const SMALL = 32;
/** The first three letters of those labels, by {@link startOf}: nearly every other label differs there already. */
const STARTS = new Set([...BALANCE].map(startOf));
const [FIRST_LETTER, LAST_LETTER] = [97, 122];

function startOf(text: string): number {
  return ((text.charCodeAt(0) | SMALL) << 16) | ((text.charCodeAt(1) | SMALL) << 8) | (text.charCodeAt(2) | SMALL);
}

function isLetter(code: number): boolean {
  const small = code | SMALL;
  return small >= FIRST_LETTER && small <= LAST_LETTER;
}

/** True for a label that only states a balance: `SOLDE AU 31/01/2026`, not `SOLDE DE TOUT COMPTE DUPONT`. */
export function isBalanceLabel(text: string): boolean {
  if (text.length > 80 || text.length < 5) return false;
  const plain = isLetter(text.charCodeAt(0)) && isLetter(text.charCodeAt(1)) && isLetter(text.charCodeAt(2));
  if (plain && !STARTS.has(startOf(text))) return false;
  if (!CANDIDATE.test(text)) return false;
  const words = text.replace(/[-+]?\d[\d\s./,'-]*(?:€|EUR\b)?/g, ' ');
  return BALANCE.has(normalise(words));
}

const TURNOVER = /^(?:turnover|k[aä]ive|apgroz[iī]jums|apyvarta)$/i;

/** True for a label that states what moved in all, on a day and with an amount: no movement either. */
export function isTurnoverLabel(text: string): boolean {
  return text.length < 12 && TURNOVER.test(text);
}

/** True for the caption of a total or a balance. */
export function isTotalLabel(text: string): boolean {
  return TOTAL.test(text.trim()) || isBalanceLabel(text);
}
