import { createContext, useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import type { Microphone } from './microphone.js';

interface MicrophoneOfPage {
  /** Undefined until a view has offered to record: the first view does not need its scripts. */
  readonly microphone: Microphone | undefined;
  readonly provide: (microphone: Microphone) => void;
}

export const MicrophoneContext = createContext<MicrophoneOfPage | undefined>(undefined);

/** Holds the microphone of this page, whose recording goes on while the user moves between views. */
export function MicrophoneProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [microphone, setMicrophone] = useState<Microphone>();
  const value = useMemo(() => ({ microphone, provide: setMicrophone }), [microphone]);
  useEffect(
    () => () => {
      void microphone?.stop();
    },
    [microphone],
  );
  return <MicrophoneContext value={value}>{children}</MicrophoneContext>;
}
