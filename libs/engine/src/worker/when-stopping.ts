const told = new WeakMap<AbortSignal, Set<() => void>>();

function listenersOf(stopping: AbortSignal): Set<() => void> {
  const known = told.get(stopping);
  if (known !== undefined) return known;
  const listeners = new Set<() => void>();
  told.set(stopping, listeners);
  stopping.addEventListener(
    'abort',
    () => {
      for (const tell of listeners) tell();
    },
    { once: true },
  );
  return listeners;
}

/**
 * Tells when a service stops; returns how to be told no more. However many attempts are at work, its signal has one listener:
 * a process may hold more than the ten from which Node takes listeners for a leak, and a real one is still noticed.
 */
export function whenStopping(stopping: AbortSignal, tell: () => void): () => void {
  const listeners = listenersOf(stopping);
  listeners.add(tell);
  return () => {
    listeners.delete(tell);
  };
}
