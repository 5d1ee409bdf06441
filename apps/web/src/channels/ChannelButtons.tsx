import { useMutation } from '@tanstack/react-query';
import type { Channel } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { useAnnounce } from '../components/Announcer.js';
import { text } from '../texts/text.js';
import { createSecret, removeChannel, resyncChannel } from './channels-api.js';
import { SecretOnce } from './SecretOnce.js';
import { useChannelsChanged } from './use-channels-changed.js';

const words = text.channels;

interface Props {
  readonly channel: Channel;
}

/** Checks all Notion pages of the channel and rewrites the outdated ones. */
export function ResyncButton({ channel: { id, name } }: Props): ReactElement {
  const refresh = useChannelsChanged();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => resyncChannel(id), onSettled: refresh });
  return (
    <>
      <Button
        size="small"
        aria-label={words.resyncOf(name)}
        disabled={isPending}
        onClick={() => {
          mutate();
        }}
      >
        {words.resync}
      </Button>
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && (
        <p className="line-more quiet" role="status">
          {words.resent(data.asked)}
        </p>
      )}
    </>
  );
}

interface QuestionProps {
  readonly label: string;
  readonly name: string;
  readonly title: string;
  readonly hint: string;
  readonly isPending: boolean;
  readonly onConfirm: () => void;
}

/** Asks for confirmation before an action that cannot be undone. */
function QuestionButton({ label, name, title, hint, isPending, onConfirm }: QuestionProps): ReactElement {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="small"
        aria-label={name}
        disabled={isPending}
        onClick={() => {
          setAsking(true);
        }}
      >
        {label}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={title}
          confirm={label}
          isDangerous
          onConfirm={onConfirm}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>{hint}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

/** Creates a new secret and shows it once. */
export function SecretButton({ channel: { id, name, webhook_url } }: Props): ReactElement {
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => createSecret(id) });
  return (
    <>
      <QuestionButton
        label={words.secret}
        name={words.secretOf(name)}
        title={words.secretTitle(name)}
        hint={words.secretHint}
        isPending={isPending}
        onConfirm={mutate}
      />
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && <SecretOnce name={name} url={webhook_url} secret={data.secret} />}
    </>
  );
}

/** Removes the channel. Recordings that it brought in stay. */
export function RemoveButton({ channel: { id, name } }: Props): ReactElement {
  const refresh = useChannelsChanged();
  const announce = useAnnounce();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => removeChannel(id),
    onSuccess: () => {
      announce(words.removed(name));
    },
    onSettled: refresh,
  });
  return (
    <>
      <QuestionButton
        label={words.remove}
        name={words.removeOf(name)}
        title={words.removeTitle(name)}
        hint={words.removeHint}
        isPending={isPending}
        onConfirm={mutate}
      />
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
