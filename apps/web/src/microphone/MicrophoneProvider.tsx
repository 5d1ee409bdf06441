import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type ReactElement, type ReactNode } from 'react';
import { meQuery } from '../api/me.js';
import { useLeaveGuard } from '../components/use-leave-guard.js';
import { text } from '../texts/text.js';
import { KeptSounds } from './kept-sounds.js';
import { Microphone, type MicrophoneView } from './microphone.js';

const MicrophoneContext = createContext<Microphone | undefined>(undefined);

/** The microphone of this page. Throws outside of its provider. */
export function useMicrophone(): Microphone {
  const microphone = useContext(MicrophoneContext);
  if (microphone === undefined) throw new Error('There is no provider of the microphone');
  return microphone;
}

export function useMicrophoneView(): MicrophoneView {
  const { subscribe, get } = useMicrophone();
  return useSyncExternalStore(subscribe, get, get);
}

/** Holds the recording of this page, which goes on while the user moves between views. */
export function MicrophoneProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const user = useQuery(meQuery).data?.id ?? '';
  const microphone = useMemo(() => new Microphone(new KeptSounds(user)), [user]);
  useLeaveGuard(text.unsaved.losses.microphone, () => microphone.get().current !== undefined);
  useEffect(() => {
    const refresh = (): void => void microphone.refresh();
    refresh();
    window.addEventListener('storage', refresh);
    return () => {
      window.removeEventListener('storage', refresh);
      void microphone.stop();
    };
  }, [microphone]);
  return <MicrophoneContext value={microphone}>{children}</MicrophoneContext>;
}
