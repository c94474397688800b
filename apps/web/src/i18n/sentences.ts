/** A sentence the server wrote, in the language it was asked in, as it stands alone: with a capital and a full stop. */
export function finished(text: string): string {
  const capital = text.charAt(0).toLocaleUpperCase() + text.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}
