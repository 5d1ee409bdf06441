import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { SaveButtons } from '../controls/SaveButtons.js';
import { toMembers, toValues } from '../schema-form/form-schema.js';
import { formSchemas } from '../schema-form/form-schemas.generated.js';
import { SchemaFields, type FormWords } from '../schema-form/SchemaFields.js';
import { text } from '../texts/text.js';
import { ConfigFields } from './ConfigFields.js';
import { toConfigDraft, toSavedConfig } from './config-draft.js';
import { MatchingFields } from './MatchingFields.js';
import { toMatchingDraft, toMatchingRules } from './matching-draft.js';
import type { TemplateContent } from './templates-api.js';

const words = text.templates;
const schema = formSchemas.TemplateBody;
const FIELD_WORDS: FormWords = { name: { label: words.name }, is_draft: { label: words.draftHint } };

interface Props {
  readonly initial: TemplateContent;
  readonly submit: string;
  readonly save: (content: TemplateContent) => Promise<void>;
  readonly onReload?: () => void;
}

export function TemplateForm({ initial, submit, save, onReload }: Props): ReactElement {
  const [fields, setFields] = useState(() => toValues(schema, initial));
  const [config, setConfig] = useState(() => toConfigDraft(initial));
  const [matching, setMatching] = useState(() => toMatchingDraft(initial.matching_rules));
  const { mutate, error, isPending } = useMutation({ mutationFn: save });
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        const own = toMembers(schema, fields) as Pick<TemplateContent, keyof typeof schema>;
        if (!isPending) mutate({ ...own, ...toMatchingRules(matching), ...toSavedConfig(config, initial) });
      }}
    >
      <SchemaFields
        schema={schema}
        words={FIELD_WORDS}
        values={fields}
        onChange={(change) => {
          setFields((before) => ({ ...before, ...change }));
        }}
      />
      <MatchingFields
        draft={matching}
        onChange={(change) => {
          setMatching((before) => ({ ...before, ...change }));
        }}
      />
      <ConfigFields
        draft={config}
        onChange={(change) => {
          setConfig((before) => ({ ...before, ...change }));
        }}
      />
      <SaveButtons submit={submit} error={error} isPending={isPending} onReload={onReload} />
    </form>
  );
}
