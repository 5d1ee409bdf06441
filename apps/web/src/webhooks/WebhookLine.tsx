import type { WebhookEndpoint } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { useMayChange } from '../api/use-may-change.js';
import { useRefresh } from '../api/use-refresh.js';
import { Disclosure } from '../components/Disclosure/Disclosure.js';
import { Note } from '../components/Note/Note.js';
import { StatusBadge, type BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { Ago } from '../controls/Times.js';
import { useSaved } from '../controls/use-saved.js';
import { settingsText } from '../texts/settings-text.js';
import { Attempts } from './Attempts.js';
import { Redelivery } from './Redelivery.js';
import { WebhookButtons } from './WebhookButtons.js';
import { WebhookForm } from './WebhookForm.js';
import { changeWebhook, webhooksQuery } from './webhooks-api.js';

const words = settingsText.webhooks;

const BADGES: Readonly<Record<WebhookEndpoint['state'], Omit<BadgeContent, 'words'>>> = {
  active: { tone: 'good', icon: 'ready' },
  failing: { tone: 'warn', icon: 'stalled' },
  paused: { tone: 'calm', icon: 'paused' },
  disabled: { tone: 'bad', icon: 'failed' },
};

interface Props {
  readonly webhook: WebhookEndpoint;
}

function Facts({ webhook }: Props): ReactElement {
  const { failing_since: since, next_try_at: next, last_success_at: last, pending, old_secret_until: old } = webhook;
  return (
    <small className="line-more quiet">
      {words.lastSuccess}: {last === null ? words.never : <Ago at={last} />}
      {pending > 0 && ` · ${words.pending(pending)}`}
      {since !== null && (
        <>
          {' · '}
          {words.failingSince} <Ago at={since} />
        </>
      )}
      {next !== null && (
        <>
          {' · '}
          {words.nextTry} <Ago at={next} />
        </>
      )}
      {old !== null && (
        <>
          {' · '}
          {words.oldSecret} <Ago at={old} />
        </>
      )}
    </small>
  );
}

function EditWebhook({ webhook, onDone }: Props & { readonly onDone: () => void }): ReactElement {
  const saved = useSaved({ onDone, refresh: useRefresh(webhooksQuery.queryKey) });
  return (
    <WebhookForm initial={webhook} submit={words.save} save={(content) => saved(changeWebhook(webhook, content), words.saved)} />
  );
}

export function WebhookLine({ webhook }: Props): ReactElement {
  const mayChange = useMayChange();
  const { name, url, host, events, state, disabled_reason: reason } = webhook;
  return (
    <li className="line">
      <span>
        <strong dir="auto">{name}</strong> <StatusBadge {...BADGES[state]} words={words.state[state]} />
        <br />
        <small className="quiet">{events.map((event) => words.event[event]).join(' · ')}</small>
      </span>
      {mayChange && (
        <WebhookButtons webhook={webhook}>
          <PanelButton label={words.edit} name={words.editOf(name)}>
            {(close) => <EditWebhook webhook={webhook} onDone={close} />}
          </PanelButton>
        </WebhookButtons>
      )}
      <p className="line-more">
        <code>{url ?? host}</code>
      </p>
      {reason !== null && (
        <div className="line-more">
          <Note tone="bad" icon="failed" title={words.disabled[reason]} />
        </div>
      )}
      <Facts webhook={webhook} />
      <div className="line-more channel-more">
        <Disclosure label={words.log} name={words.logOf(name)}>
          {() => <Attempts webhook={webhook} />}
        </Disclosure>
        {mayChange && (
          <Disclosure label={words.again} name={words.againOf(name)}>
            {() => <Redelivery webhook={webhook} />}
          </Disclosure>
        )}
      </div>
    </li>
  );
}
