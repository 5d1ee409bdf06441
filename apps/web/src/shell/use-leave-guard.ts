import { useEffect, useEffectEvent } from 'react';

/** Lets the browser ask before the page closes or reloads, while something would be lost. */
export function useLeaveGuard(wouldLose: () => boolean): void {
  const leave = useEffectEvent((event: BeforeUnloadEvent) => {
    if (wouldLose()) event.preventDefault();
  });
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
