import { useAnnounce } from '../components/Announcer.js';

interface SavedForm {
  readonly onDone: () => void;
  readonly refresh: () => Promise<unknown>;
}

/** Returns a function that waits for a save, announces the name, ends the form, and reads the list again. */
export function useSaved({
  onDone,
  refresh,
}: SavedForm): (saving: Promise<{ readonly name: string }>, announcement: (name: string) => string) => Promise<void> {
  const announce = useAnnounce();
  return async (saving, announcement) => {
    const { name } = await saving;
    announce(announcement(name));
    onDone();
    await refresh();
  };
}
