import type { ReactElement } from 'react';
import { DocumentRuleBody as MAX } from '../api/max-lengths.generated.js';
import { Check } from '../components/Check/Check.js';
import { Field } from '../components/Field/Field.js';
import { DraftForm } from '../controls/DraftForm.js';
import { settingsText } from '../texts/settings-text.js';
import { contentOf, hasNoEffect, type RuleDraft } from './rule-draft.js';
import type { RuleContent } from './rules-api.js';

const words = settingsText.documentRules;

interface Props {
  readonly initial: RuleDraft;
  readonly submit: string;
  readonly save: (content: RuleContent) => Promise<unknown>;
}

export const RuleForm = ({ initial, submit, save }: Props): ReactElement => (
  <DraftForm initial={initial} submit={submit} save={(draft) => save(contentOf(draft))} isIncomplete={hasNoEffect}>
    {(draft, onChange) => (
      <>
        <Field
          label={words.sender}
          hint={words.senderHint}
          required
          maxLength={MAX.sender}
          value={draft.sender}
          onChange={(sender) => {
            onChange({ sender });
          }}
        />
        <Field
          label={words.tags}
          hint={words.tagsHint}
          value={draft.tags}
          onChange={(tags) => {
            onChange({ tags });
          }}
        />
        <Field
          label={words.type}
          hint={words.typeHint}
          maxLength={MAX.type}
          value={draft.type}
          onChange={(type) => {
            onChange({ type });
          }}
        />
        <Field
          label={words.name}
          hint={words.nameHint}
          required
          maxLength={MAX.name}
          value={draft.name}
          onChange={(name) => {
            onChange({ name });
          }}
        />
        <Check
          label={words.enabled}
          isChecked={draft.enabled}
          onChange={(enabled) => {
            onChange({ enabled });
          }}
        />
      </>
    )}
  </DraftForm>
);
