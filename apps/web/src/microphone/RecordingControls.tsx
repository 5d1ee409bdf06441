import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { focusContentAfter } from '../components/focus-after.js';
import { Icon } from '../components/Icon/Icon.js';
import { useNow } from '../controls/use-now.js';
import { text } from '../texts/text.js';
import { formatPlayTime } from '../texts/times.js';
import { elapsedOf, type CurrentRecording, type Microphone } from './microphone.js';

const words = text.microphone;
const SECOND_MS = 1_000;
const MEASURE_MS = 100;
/** Speech has pauses, so silence is said only after a while. */
const SILENT_MS = 10_000;
/** The noise of a microphone in a quiet room is louder. */
const SILENCE = 0.002;

/** The focus goes to the button that sends the recording. Another view takes the focus itself. */
const focusNewest = (): void => document.querySelector<HTMLElement>('.sounds > :last-child button')?.focus();

/** Shows how loud it is, and says that nothing is heard. */
function Loudness({ isRecording, measure }: { readonly isRecording: boolean } & Pick<Microphone, 'measure'>): ReactElement {
  const bar = useRef<HTMLDivElement>(null);
  const [isSilent, setSilent] = useState(false);
  useEffect(() => {
    if (!isRecording) return undefined;
    let heardAt = Date.now();
    const timer = setInterval(() => {
      const loudness = measure();
      const now = Date.now();
      if (loudness > SILENCE) heardAt = now;
      setSilent(now - heardAt >= SILENT_MS);
      bar.current?.style.setProperty('--loudness', String(Math.min(1, loudness)));
    }, MEASURE_MS);
    return () => {
      clearInterval(timer);
    };
  }, [isRecording, measure]);
  return (
    <>
      <div ref={bar} className="loudness" aria-hidden="true" />
      <p role="status" className="microphone-silent">
        {isRecording && isSilent && words.silent}
      </p>
    </>
  );
}

const Elapsed = ({ current }: { readonly current: CurrentRecording }): ReactElement => (
  <span className="microphone-time">{formatPlayTime(Math.floor(elapsedOf(current, useNow(SECOND_MS)) / SECOND_MS))}</span>
);

interface Props {
  readonly microphone: Microphone;
  readonly current: CurrentRecording;
}

/** Controls the recording of this page. */
export function RecordingControls({ microphone, current }: Props): ReactElement {
  const navigate = useNavigate();
  const { state, isLosable } = current;
  const isOn = state === 'recording' || state === 'paused';
  return (
    <section className="tray microphone-tray" aria-label={words.title}>
      <header>
        <Icon name="sessions" />
        <h2>
          <span role="status">{words.states[state]}</span>
        </h2>
        {state !== 'asking' && <Elapsed current={current} />}
      </header>
      {state === 'asking' ? (
        <p className="quiet">{words.allow}</p>
      ) : (
        <>
          <Loudness isRecording={state === 'recording'} measure={microphone.measure} />
          <p className="quiet">{isLosable ? words.losable : words.kept}</p>
          <div className="buttons">
            <Button
              disabled={!isOn}
              onClick={() => {
                if (state === 'paused') microphone.resume();
                else microphone.pause();
              }}
            >
              <Icon name={state === 'paused' ? 'sessions' : 'pause'} />
              {state === 'paused' ? words.resume : words.pause}
            </Button>
            <Button
              ref={focusContentAfter}
              look="primary"
              disabled={!isOn}
              onClick={() => {
                void microphone
                  .stop()
                  .then(() => navigate({ to: '/sessions' }))
                  .then(focusNewest);
              }}
            >
              {words.stop}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
