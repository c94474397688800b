import type { AllocationInput, CreditInput } from './commands.js';
import { refuse, type Piece } from './working-books.js';

/**
 * Divides what items get between a bank line and the credits used with it: credits settle first, in the order of the
 * allocations, the line the rest. An adjustment goes with the last piece of its item.
 *
 * Refuses a credit of nothing or below, and credits that exceed what the items get.
 */
export function splitCredits(
  allocations: readonly AllocationInput[],
  credits: readonly CreditInput[],
): { own: Piece[]; fromCredit: Map<string, Piece[]> } {
  const own: Piece[] = [];
  const fromCredit = new Map<string, Piece[]>();
  const left = credits.map((credit) => {
    if (credit.amount <= 0n) refuse('amount-mismatch', 'credit used together with a line is a positive amount');
    fromCredit.set(credit.paymentId, []);
    return { ...credit };
  });
  for (const allocation of allocations) {
    let rest = allocation.amount;
    for (const credit of allocation.settled === undefined ? left : []) {
      const part = rest < credit.amount ? rest : credit.amount;
      if (part <= 0n) continue;
      fromCredit.get(credit.paymentId)!.push(pieceOf(allocation, part, part === rest));
      credit.amount -= part;
      rest -= part;
    }
    if (rest !== 0n || allocation.amount === 0n) own.push(pieceOf(allocation, rest, true));
  }
  if (left.some((credit) => credit.amount > 0n)) refuse('amount-mismatch', 'more credit is used than the items get');
  return { own, fromCredit };
}

function pieceOf(allocation: AllocationInput, amount: bigint, last: boolean): Piece {
  return {
    itemId: allocation.itemId,
    amount,
    ...(allocation.settled === undefined ? {} : { settled: allocation.settled }),
    ...(last && allocation.adjustment && allocation.adjustment.amount !== 0n
      ? { adjustment: allocation.adjustment }
      : {}),
  };
}
