import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { NewWebhookEndpoint, WebhookEndpoint } from '@throughline/api-client';
import { useState, type ReactElement } from 'react';
import { useRefresh } from '../api/use-refresh.js';
import { PanelButton } from '../components/SidePanel/SidePanel.js';
import { useAnnounce } from '../components/Announcer.js';
import { Lines, ResourceSection } from '../controls/ResourceSection.js';
import { settingsText } from '../texts/settings-text.js';
import { WebhookForm } from './WebhookForm.js';
import { WebhookLine } from './WebhookLine.js';
import { addToList, addWebhook, webhooksQuery, type WebhookContent } from './webhooks-api.js';
import { WebhookSecretOnce } from './WebhookSecretOnce.js';

const words = settingsText.webhooks;

/** The events that people act on. */
export const NEW_WEBHOOK: WebhookContent = { name: '', url: '', events: ['item.ready', 'item.failed', 'item.needs_attention'] };

interface NewSecretProps {
  readonly made: NewWebhookEndpoint;
  readonly webhooks: readonly WebhookEndpoint[];
}

/** The secret of a new webhook, until it is replaced or the webhook is deleted. */
export function NewSecret({ made: { id, name, secret }, webhooks }: NewSecretProps): ReactElement | null {
  const isCurrent = webhooks.some((one) => one.id === id && one.old_secret_until === null);
  return isCurrent ? <WebhookSecretOnce name={name} secret={secret} /> : null;
}

function NewWebhook({ webhooks }: { readonly webhooks: readonly WebhookEndpoint[] }): ReactElement {
  const [made, setMade] = useState<NewWebhookEndpoint>();
  const client = useQueryClient();
  const refresh = useRefresh(webhooksQuery.queryKey);
  const announce = useAnnounce();
  return (
    <>
      <PanelButton label={words.add} look="primary">
        {(close) => (
          <WebhookForm
            initial={NEW_WEBHOOK}
            submit={words.add}
            save={async (content) => {
              const added = await addWebhook(content);
              // Nobody can read the secret again, so it is shown even if the list cannot be loaded now.
              client.setQueryData(webhooksQuery.queryKey, (endpoints) => addToList(endpoints, added));
              setMade(added);
              announce(words.added(added.name));
              close();
              await refresh();
            }}
          />
        )}
      </PanelButton>
      {made !== undefined && <NewSecret made={made} webhooks={webhooks} />}
    </>
  );
}

/** The addresses that are told of changes to the items of a library. */
export function Webhooks(): ReactElement {
  const list = useQuery(webhooksQuery);
  return (
    <ResourceSection id="webhooks" words={words} list={list} add={<NewWebhook webhooks={list.data ?? []} />}>
      {(webhooks) => (
        <Lines label={words.title}>
          {webhooks.map((webhook) => (
            <WebhookLine key={webhook.id} webhook={webhook} />
          ))}
        </Lines>
      )}
    </ResourceSection>
  );
}
