import type { WebhookEndpoint, WebhookTest } from '@throughline/api-client';
import type { ReactElement, ReactNode } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { Note } from '../components/Note/Note.js';
import { ActionButton } from '../controls/ActionButton.js';
import { DeleteButton } from '../controls/DeleteButton.js';
import { settingsText } from '../texts/settings-text.js';
import { changeWebhook, removeWebhook, rotateSecret, testWebhook, webhooksQuery } from './webhooks-api.js';
import { WebhookSecretOnce } from './WebhookSecretOnce.js';

const words = settingsText.webhooks;

interface Props {
  readonly webhook: WebhookEndpoint;
}

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
  return (
    <ActionButton
      label={words.test}
      busy={words.testing}
      name={words.testOf(name)}
      act={() => testWebhook(id)}
      refresh={useRefresh(webhooksQuery.queryKey)}
    >
      {(test) => <TestResult test={test} />}
    </ActionButton>
  );
}

function PauseButton({ webhook }: Props): ReactElement {
  const { name, state } = webhook;
  const isStopped = state === 'paused' || state === 'disabled';
  return (
    <ActionButton
      label={isStopped ? words.resume : words.pause}
      name={isStopped ? words.resumeOf(name) : words.pauseOf(name)}
      act={() => changeWebhook(webhook, { paused: !isStopped })}
      done={(changed) => (changed.state === 'paused' ? words.paused(name) : words.resumed(name))}
      refresh={useRefresh(webhooksQuery.queryKey)}
    />
  );
}

function SecretButton({ webhook: { id, name } }: Props): ReactElement {
  return (
    <ActionButton
      label={words.secret}
      name={words.secretOf(name)}
      question={{ title: words.secretTitle(name), body: <p>{words.secretHint}</p> }}
      act={() => rotateSecret(id)}
      refresh={useRefresh(webhooksQuery.queryKey)}
    >
      {({ secret }) => <WebhookSecretOnce name={name} secret={secret} />}
    </ActionButton>
  );
}

/** `children`: the button that edits the webhook. */
export function WebhookButtons({ webhook, children }: Props & { readonly children: ReactNode }): ReactElement {
  const { name } = webhook;
  const refresh = useRefresh(webhooksQuery.queryKey);
  return (
    <span className="line-buttons" role="group" aria-label={words.buttonsOf(name)}>
      {/* A result says nothing about another address. */}
      <TestButton key={webhook.url} webhook={webhook} />
      <PauseButton webhook={webhook} />
      <SecretButton webhook={webhook} />
      {children}
      <DeleteButton name={name} words={words} hint={words.deleteHint} remove={() => removeWebhook(webhook)} refresh={refresh} />
    </span>
  );
}
