import { useEffect, useEffectEvent } from 'react';

interface LeaveGuard {
  readonly what: string;
  readonly wouldLose: () => boolean;
}

const guards = new Set<LeaveGuard>();

/** Names what the end of this page, or of its sign-in, would lose now. */
export const listLosses = (): readonly string[] => [...guards].filter(({ wouldLose }) => wouldLose()).map(({ what }) => what);

/** Lets the browser ask before the page closes or reloads, while something would be lost. Signing out names it by `what`. */
export function useLeaveGuard(what: string, wouldLose: () => boolean): void {
  const leave = useEffectEvent((event: BeforeUnloadEvent) => {
    if (wouldLose()) event.preventDefault();
  });
  const ask = useEffectEvent(wouldLose);
  useEffect(() => {
    const entry = { what, wouldLose: () => ask() };
    guards.add(entry);
    return () => {
      guards.delete(entry);
    };
  }, [what]);
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent): void => {
      leave(event);
    };
    window.addEventListener('beforeunload', guard);
    return () => {
      window.removeEventListener('beforeunload', guard);
    };
  }, []);
}
