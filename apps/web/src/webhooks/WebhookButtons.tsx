import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WebhookEndpoint, WebhookTest } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { Button } from '../components/Button/Button.js';
import { ConfirmDialog } from '../components/Dialog/ConfirmDialog.js';
import { Note } from '../components/Note/Note.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { useAnnounce } from '../components/Announcer.js';
import { settingsText } from '../texts/settings-text.js';
import { changeWebhook, removeWebhook, rotateSecret, testWebhook, webhooksQuery } from './webhooks-api.js';
import { WebhookSecretOnce } from './WebhookSecretOnce.js';

const words = settingsText.webhooks;

interface Props {
  readonly webhook: WebhookEndpoint;
}

export const useWebhooksChanged = (): (() => Promise<void>) => {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [...webhooksQuery.queryKey] });
};

function describeTest({ ok, status, error, duration_ms: ms }: WebhookTest): string {
  if (status === null) return words.unreachable(error ?? '');
  return ok ? words.received(status, ms) : words.refused(status);
}

/** The answer of the receiver to a test. */
export function TestResult({ test }: { readonly test: WebhookTest }): ReactElement {
  return (
    <div className="line-more">
      <Note tone={test.ok ? 'good' : 'bad'} icon={test.ok ? 'ready' : 'failed'} role="status" title={describeTest(test)}>
        {test.answer !== null && test.answer !== '' && (
          <p className="quiet">
            {words.answer}: <code dir="auto">{test.answer}</code>
          </p>
        )}
      </Note>
    </div>
  );
}

function TestButton({ webhook: { id, name } }: Props): ReactElement {
  const refresh = useWebhooksChanged();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => testWebhook(id), onSettled: refresh });
  return (
    <>
      <Button
        size="small"
        aria-label={words.testOf(name)}
        disabled={isPending}
        onClick={() => {
          mutate();
        }}
      >
        {isPending ? words.testing : words.test}
      </Button>
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && <TestResult test={data} />}
    </>
  );
}

function PauseButton({ webhook }: Props): ReactElement {
  const { name, state } = webhook;
  const isStopped = state === 'paused' || state === 'disabled';
  const announce = useAnnounce();
  const refresh = useWebhooksChanged();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (paused: boolean) => changeWebhook(webhook, { paused }),
    onSuccess: (_webhook, paused) => {
      announce(paused ? words.paused(name) : words.resumed(name));
    },
    onSettled: refresh,
  });
  return (
    <>
      <Button
        size="small"
        aria-label={isStopped ? words.resumeOf(name) : words.pauseOf(name)}
        disabled={isPending}
        onClick={() => {
          mutate(!isStopped);
        }}
      >
        {isStopped ? words.resume : words.pause}
      </Button>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}

function SecretButton({ webhook: { id, name } }: Props): ReactElement {
  const [isAsking, setAsking] = useState(false);
  const refresh = useWebhooksChanged();
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => rotateSecret(id), onSettled: refresh });
  return (
    <>
      <Button
        size="small"
        aria-label={words.secretOf(name)}
        disabled={isPending}
        onClick={() => {
          setAsking(true);
        }}
      >
        {words.secret}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={words.secretTitle(name)}
          confirm={words.secret}
          onConfirm={mutate}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>{words.secretHint}</p>
        </ConfirmDialog>
      )}
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && <WebhookSecretOnce name={name} secret={data.secret} />}
    </>
  );
}

export function WebhookButtons({ webhook }: Props): ReactElement {
  const { name } = webhook;
  const refresh = useWebhooksChanged();
  return (
    <span className="line-buttons" role="group" aria-label={words.buttonsOf(name)}>
      {/* A result says nothing about another address. */}
      <TestButton key={webhook.url} webhook={webhook} />
      <PauseButton webhook={webhook} />
      <SecretButton webhook={webhook} />
      <DeleteButton name={name} words={words} hint={words.deleteHint} remove={() => removeWebhook(webhook)} refresh={refresh} />
    </span>
  );
}
