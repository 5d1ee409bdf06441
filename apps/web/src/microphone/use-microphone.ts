import { useQuery } from '@tanstack/react-query';
import { useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { meQuery } from '../api/me.js';
import { KeptSounds } from './kept-sounds.js';
import { Microphone, type MicrophoneView } from './microphone.js';
import { MicrophoneContext } from './MicrophoneProvider.js';

/** The microphone of this page, which the first view that uses it creates. Throws outside of its provider. */
export function useMicrophone(): Microphone {
  const page = useContext(MicrophoneContext);
  if (page === undefined) throw new Error('There is no provider of the microphone');
  const user = useQuery(meQuery).data?.id ?? '';
  const [own] = useState(() => page.microphone ?? new Microphone(new KeptSounds(user)));
  const { provide } = page;
  useEffect(() => {
    provide(own);
  }, [provide, own]);
  return own;
}

export const useMicrophoneView = ({ subscribe, get }: Microphone): MicrophoneView => useSyncExternalStore(subscribe, get, get);
