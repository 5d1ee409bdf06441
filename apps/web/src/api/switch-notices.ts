const NAME = 'throughline-library';

const openChannel = (): BroadcastChannel | undefined =>
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(NAME);

/** Tells the other tabs of this browser, which share the sign-in, to read again in which library it works. */
export function announceLibraryChange(): void {
  const channel = openChannel();
  channel?.postMessage('changed');
  channel?.close();
}

/** Calls back after each change that another tab announces. Returns a function that stops it. */
export function followLibraryChanges(onChange: () => void): () => void {
  const channel = openChannel();
  channel?.addEventListener('message', onChange);
  return () => {
    channel?.close();
  };
}
