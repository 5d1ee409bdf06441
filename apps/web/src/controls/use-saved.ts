import { useAnnounce } from '../components/Announcer.js';

interface SavedForm {
  readonly onDone: () => void;
  readonly refresh: () => Promise<unknown>;
}

/** Returns a function that waits for a save, announces the name, ends the form, and reads the list again. */
export function useSaved({
  onDone,
  refresh,
}: SavedForm): (saving: Promise<{ readonly name: string }>, said: (name: string) => string) => Promise<void> {
  const announce = useAnnounce();
  return async (saving, said) => {
    const { name } = await saving;
    announce(said(name));
    onDone();
    await refresh();
  };
}
