import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useRef, useState, type ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { readListsAgain } from '../api/read-lists-again.js';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { RecordButton } from '../microphone/RecordButton.js';
import { SoundsToSend } from '../microphone/SoundsToSend.js';
import { useMicrophone } from '../microphone/use-microphone.js';
import { text } from '../texts/text.js';
import { createSession, type SessionSource } from './sessions-api.js';

const words = text.sessions;

export function SessionForm(): ReactElement {
  const id = useId();
  const [url, setUrl] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const microphone = useMicrophone();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { mutate, mutateAsync, isPending, error } = useMutation({
    mutationFn: (source: SessionSource) => createSession(source),
    onSuccess: ({ session_id }) => {
      void readListsAgain(client);
      void navigate({ to: '/sessions/$id', params: { id: session_id } });
    },
  });
  return (
    <form
      className="card"
      aria-labelledby={id}
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim() !== '' && !isPending) mutate({ url: url.trim() });
      }}
    >
      <h2 id={id}>{words.start}</h2>
      <div className="session-ways">
        <Button disabled={isPending} onClick={() => file.current?.click()}>
          <Icon name="file" />
          {isPending ? words.sending : words.choose}
        </Button>
        <input
          ref={file}
          type="file"
          className="unseen"
          accept="video/*,audio/*"
          tabIndex={-1}
          aria-label={words.choose}
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen !== undefined) mutate({ file: chosen });
            target.value = '';
          }}
        />
        <RecordButton microphone={microphone} />
        <label className="grow">
          <span className="unseen">{words.address}</span>
          <input
            type="url"
            value={url}
            placeholder={words.address}
            maxLength={maxLengths.RegisterSource.url}
            onChange={({ target }) => {
              setUrl(target.value);
            }}
          />
        </label>
        <Button type="submit" disabled={isPending}>
          {words.send}
        </Button>
      </div>
      <SoundsToSend microphone={microphone} isSending={isPending} onSend={(sound) => mutateAsync({ file: sound })} />
      {error !== null && <ProblemNote error={error} />}
    </form>
  );
}
