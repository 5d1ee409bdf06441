import type { ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { text } from '../texts/text.js';
import type { Microphone } from './microphone.js';
import { useMicrophoneView } from './use-microphone.js';

/** Begins a recording from the microphone. */
export function RecordButton({ microphone }: { readonly microphone: Microphone }): ReactElement {
  const { current } = useMicrophoneView(microphone);
  return (
    <Button disabled={current !== undefined} onClick={() => void microphone.start()}>
      <Icon name="sessions" />
      {current === undefined ? text.microphone.record : text.microphone.states[current.state]}
    </Button>
  );
}
