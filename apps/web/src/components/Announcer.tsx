import { createContext, useCallback, useContext, useState, type ReactElement, type ReactNode } from 'react';

const Announce = createContext<(message: string) => void>(() => undefined);

/** Returns a function that announces a message to screen readers. */
export const useAnnounce = (): ((message: string) => void) => useContext(Announce);

interface Announcement {
  readonly message: string;
  readonly count: number;
}

export function AnnouncerProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [announcement, setAnnouncement] = useState<Announcement>({ message: '', count: 0 });
  const announce = useCallback((message: string) => {
    setAnnouncement(({ count }) => ({ message, count: count + 1 }));
  }, []);
  return (
    <Announce.Provider value={announce}>
      {children}
      <div className="unseen" role="status" aria-live="polite" aria-atomic="true">
        {/* A screen reader announces only new nodes, so a repeated message needs a new key. */}
        <span key={announcement.count}>{announcement.message}</span>
      </div>
    </Announce.Provider>
  );
}
