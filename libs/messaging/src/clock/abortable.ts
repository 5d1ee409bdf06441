/** Resolves on `done` or on the signal, whichever comes first, and then calls the cleanup function that `start` returned. */
export function waitForDoneOrAbort(signal: AbortSignal, start: (done: () => void) => () => void): Promise<void> {
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
