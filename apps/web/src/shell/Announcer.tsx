import { createContext, useCallback, useContext, useState, type ReactElement, type ReactNode } from 'react';

const Announce = createContext<(message: string) => void>(() => undefined);

/** Says something to who hears the page instead of looking at it. */
export const useAnnounce = (): ((message: string) => void) => useContext(Announce);

interface Said {
  readonly message: string;
  readonly count: number;
}

export function AnnouncerProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [said, setSaid] = useState<Said>({ message: '', count: 0 });
  const announce = useCallback((message: string) => {
    setSaid(({ count }) => ({ message, count: count + 1 }));
  }, []);
  return (
    <Announce.Provider value={announce}>
      {children}
      <div className="unseen" role="status" aria-live="polite" aria-atomic="true">
        {/* The same words twice are two announcements: only a new node is read again. */}
        <span key={said.count}>{said.message}</span>
      </div>
    </Announce.Provider>
  );
}
