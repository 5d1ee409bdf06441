import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { focusContentAfter } from '../components/focus-after.js';
import { Icon } from '../components/Icon/Icon.js';
import { Note } from '../components/Note/Note.js';
import { useNow } from '../controls/use-now.js';
import { text } from '../texts/text.js';
import { clock, formatPlayTime } from '../texts/times.js';
import type { KeptSound } from './kept-sounds.js';
import type { Microphone } from './microphone.js';
import { useMicrophoneView } from './use-microphone.js';

const words = text.microphone;
const MINUTE_MS = 60_000;

/** Lets the browser save the file, as a link to it would. */
function save(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(address);
}

interface RowProps {
  readonly microphone: Microphone;
  readonly sound: KeptSound;
  readonly isSending: boolean;
  readonly onSend: (file: File) => Promise<unknown>;
}

function SoundRow({ microphone, sound, isSending, onSend }: RowProps): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const moment = clock(Date.parse(sound.startedAt), useNow(MINUTE_MS));
  const read = useMutation({ mutationFn: () => microphone.kept.read(sound) });
  const remove = useMutation({ mutationFn: () => microphone.remove(sound.id) });
  const send = async (): Promise<void> => {
    await onSend(await read.mutateAsync());
    await remove.mutateAsync();
  };
  return (
    <li>
      <span>
        {words.recordingOf(moment)} <span className="quiet">· {formatPlayTime(Math.round(sound.seconds))}</span>
      </span>
      <span className="buttons">
        <Button
          look="primary"
          size="small"
          disabled={isSending || read.isPending}
          aria-label={words.sendOf(moment)}
          onClick={() => {
            // The form and this row say what has failed.
            send().catch(() => undefined);
          }}
        >
          {text.sessions.send}
        </Button>
        <Button
          look="quiet"
          size="small"
          aria-label={words.downloadOf(moment)}
          onClick={() => {
            read.mutate(undefined, { onSuccess: save });
          }}
        >
          {words.download}
        </Button>
        <Button
          ref={focusContentAfter}
          look="quiet"
          size="icon"
          aria-label={words.deleteOf(moment)}
          onClick={() => {
            setAsking(true);
          }}
        >
          <Icon name="deleted" />
        </Button>
      </span>
      {(read.isError || remove.isError) && (
        <p role="alert" className="sound-refused">
          {words.refused}
        </p>
      )}
      {isAsking && (
        <ConfirmDialog
          title={words.deleteOf(moment)}
          confirm={words.delete}
          isDangerous
          onConfirm={() => {
            remove.mutate();
          }}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>{words.deleteHint}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}

/** The recordings that were not sent yet, and why the last one did not begin or has ended. */
export function SoundsToSend({ microphone, ...sending }: Omit<RowProps, 'sound'>): ReactElement {
  const { sounds, problem } = useMicrophoneView(microphone);
  return (
    <>
      {problem !== undefined && (
        <Note tone={problem === 'ended' ? 'warn' : 'bad'} role="alert">
          <p>{words.problems[problem]}</p>
        </Note>
      )}
      {sounds.length > 0 && (
        <ul className="sounds" aria-label={words.sounds}>
          {sounds.map((sound) => (
            <SoundRow key={sound.id} microphone={microphone} sound={sound} {...sending} />
          ))}
        </ul>
      )}
    </>
  );
}
