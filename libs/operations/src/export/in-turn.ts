/** Runs a piece of work when all that was given before has ended, however it ended. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** One turn after the other: a connection takes one statement at a time, whoever has one for it. */
export function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}
