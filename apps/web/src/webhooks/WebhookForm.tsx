import type { WebhookEndpoint } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { DraftForm } from '../controls/DraftForm.js';
import { toMembers, toValues } from '../schema-form/form-schema.js';
import { formSchemas } from '../schema-form/form-schemas.generated.js';
import { SchemaFields, lacksChoice, type FormWords } from '../schema-form/SchemaFields.js';
import { settingsText } from '../texts/settings-text.js';
import type { WebhookContent } from './webhooks-api.js';

const words = settingsText.webhooks;
const schema = formSchemas.WebhookEndpointBody;
const FIELD_WORDS: FormWords = {
  name: { label: words.name },
  url: { label: words.url, hint: words.urlHint, input: { type: 'url' } },
  events: { label: words.events, options: words.event },
};

interface Props {
  readonly initial: WebhookContent | WebhookEndpoint;
  readonly submit: string;
  readonly save: (content: WebhookContent) => Promise<void>;
}

export const WebhookForm = ({ initial, submit, save }: Props): ReactElement => (
  <DraftForm
    initial={toValues(schema, initial)}
    submit={submit}
    save={(values) => save(toMembers(schema, values) as unknown as WebhookContent)}
    isIncomplete={(values) => lacksChoice(schema, values)}
  >
    {(values, onChange) => (
      <SchemaFields
        schema={schema}
        words={FIELD_WORDS}
        values={values}
        onChange={(change) => {
          onChange({ ...values, ...change });
        }}
      />
    )}
  </DraftForm>
);
