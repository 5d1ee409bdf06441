const listenersBySignal = new WeakMap<AbortSignal, Set<() => void>>();

function listenersOf(stopping: AbortSignal): Set<() => void> {
  const existing = listenersBySignal.get(stopping);
  if (existing !== undefined) return existing;
  const listeners = new Set<() => void>();
  listenersBySignal.set(stopping, listeners);
  stopping.addEventListener(
    'abort',
    () => {
      for (const listener of listeners) listener();
    },
    { once: true },
  );
  return listeners;
}

/**
 * Calls `tell` when a service stops; returns a function that unsubscribes. All attempts share one listener on the signal,
 * because Node warns of a leak at more than ten.
 */
export function subscribeToStop(stopping: AbortSignal, listener: () => void): () => void {
  const listeners = listenersOf(stopping);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
