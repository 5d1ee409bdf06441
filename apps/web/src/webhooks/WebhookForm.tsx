import type { ReactElement } from 'react';
import { maxLengths } from '../api/max-lengths.generated.js';
import { Field } from '../components/Field/Field.js';
import { CheckList } from '../controls/CheckList.js';
import { DraftForm } from '../controls/DraftForm.js';
import { text } from '../texts/text.js';
import { WEBHOOK_EVENTS, type WebhookContent } from './webhooks-api.js';

const words = text.webhooks;

interface Props {
  readonly initial: WebhookContent;
  readonly submit: string;
  readonly save: (content: WebhookContent) => Promise<void>;
}

export const WebhookForm = (props: Props): ReactElement => (
  <DraftForm {...props} isIncomplete={({ events }) => events.length === 0}>
    {({ name, url, events }, onChange) => (
      <>
        <Field
          label={words.name}
          required
          maxLength={maxLengths.WebhookEndpointBody.name}
          value={name}
          onChange={(changed) => {
            onChange({ name: changed });
          }}
        />
        <Field
          label={words.url}
          hint={words.urlHint}
          required
          type="url"
          maxLength={maxLengths.WebhookEndpointBody.url}
          value={url}
          onChange={(changed) => {
            onChange({ url: changed });
          }}
        />
        <CheckList
          legend={words.events}
          options={WEBHOOK_EVENTS}
          words={words.event}
          chosen={events}
          onChange={(changed) => {
            onChange({ events: changed });
          }}
        />
      </>
    )}
  </DraftForm>
);
