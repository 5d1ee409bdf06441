/** Waits for `done` or for the signal, whichever comes first, and undoes what `start` has set up. */
export function abortable(signal: AbortSignal, start: (done: () => void) => () => void): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    let undo = (): void => undefined;
    const finish = (): void => {
      signal.removeEventListener('abort', finish);
      undo();
      resolve();
    };
    signal.addEventListener('abort', finish, { once: true });
    undo = start(finish);
  });
}
