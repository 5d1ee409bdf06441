import { useEffect, type ReactElement } from 'react';
import { useLeaveGuard } from '../components/use-leave-guard.js';
import { text } from '../texts/text.js';
import type { Microphone } from './microphone.js';
import { RecordingControls } from './RecordingControls.js';
import { useMicrophoneView } from './use-microphone.js';

/** Controls the recording, if there is one, and asks before the page closes. Follows what other pages keep and delete. */
export function RecordingOfPage({ microphone }: { readonly microphone: Microphone }): ReactElement | null {
  const { current } = useMicrophoneView(microphone);
  useLeaveGuard(text.unsaved.losses.microphone, () => microphone.get().current?.isLosable === false);
  useLeaveGuard(text.unsaved.losses.sound, () => microphone.wouldLose());
  useEffect(() => {
    const refresh = (): void => void microphone.refresh();
    refresh();
    window.addEventListener('storage', refresh);
    return () => {
      window.removeEventListener('storage', refresh);
    };
  }, [microphone]);
  return current === undefined ? null : <RecordingControls microphone={microphone} current={current} />;
}
