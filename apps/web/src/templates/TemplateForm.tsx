import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { maxLengths } from '../api/max-lengths.generated.js';
import { Field } from '../components/Field/Field.js';
import { text } from '../texts/text.js';
import { ConfigFields } from './ConfigFields.js';
import { toConfigDraft, toSavedConfig } from './config-draft.js';
import { MatchingFields } from './MatchingFields.js';
import { toMatchingDraft, toMatchingRules } from './matching-draft.js';
import { SaveButtons } from '../controls/SaveButtons.js';
import type { TemplateContent } from './templates-api.js';

const words = text.templates;

interface Props {
  readonly initial: TemplateContent;
  readonly submit: string;
  readonly save: (content: TemplateContent) => Promise<void>;
  readonly onReload?: () => void;
}

export function TemplateForm({ initial, submit, save, onReload }: Props): ReactElement {
  const [name, setName] = useState(initial.name);
  const [isDraft, setDraft] = useState(initial.is_draft);
  const [config, setConfig] = useState(() => toConfigDraft(initial));
  const [matching, setMatching] = useState(() => toMatchingDraft(initial.matching_rules));
  const { mutate, error, isPending } = useMutation({ mutationFn: save });
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        const rules = toMatchingRules(matching);
        if (!isPending) mutate({ name: name.trim(), is_draft: isDraft, ...rules, ...toSavedConfig(config, initial) });
      }}
    >
      <Field
        label={words.name}
        required
        maxLength={maxLengths.TemplateBody.name}
        pattern=".*\S.*"
        value={name}
        onChange={setName}
      />
      <fieldset className="choices">
        <legend>{words.state}</legend>
        <label>
          <input
            type="checkbox"
            checked={isDraft}
            onChange={({ target }) => {
              setDraft(target.checked);
            }}
          />
          {words.draftHint}
        </label>
      </fieldset>
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
