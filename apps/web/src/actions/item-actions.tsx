import * as maxLengths from '../api/max-lengths.generated.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { listLanguages } from '../components/language-name.js';
import { text } from '../texts/text.js';
import type { ActionDefinition } from './action-definition.js';
import { createActionDialog, type ActionForm } from './action-dialog.js';
import { transferForm } from './transfer-form.js';

const words = text.recording.actions;

export const addressForm: ActionForm<{ readonly address: string }> = {
  begin: () => ({ address: '' }),
  Fields: ({ draft, onChange }) => (
    <Field
      label={text.upload.address}
      hint={words.addressHint}
      type="url"
      inputMode="url"
      required
      maxLength={maxLengths.Address.url}
      value={draft.address}
      onChange={(address) => {
        onChange({ address });
      }}
    />
  ),
  toInput: ({ address }) => ({ url: address.trim() }),
};

/** The language is `auto` or a BCP 47 tag. */
export const languageForm: ActionForm<{ readonly language: string }> = {
  begin: ({ language = 'auto' }) => ({ language }),
  Fields: ({ draft, onChange }) => (
    <Choice
      label={words.language}
      hint={words.languageHint}
      options={listLanguages(draft.language)}
      value={draft.language}
      onChange={(language) => {
        onChange({ language });
      }}
    />
  ),
  toInput: ({ language }) => ({ language, run: true }),
};

export const eraseForm: ActionForm<{ readonly typed: string }> = {
  begin: () => ({ typed: '' }),
  Fields: ({ draft, onChange }) => (
    <label>
      {words.eraseType(words.eraseWord)}
      <input
        type="text"
        autoComplete="off"
        required
        pattern={words.eraseWord}
        value={draft.typed}
        onChange={({ currentTarget }) => {
          onChange({ typed: currentTarget.value });
        }}
      />
    </label>
  ),
  toInput: () => ({ confirm: true }),
};

export const itemActions = {
  replace_address: { operation: 'replaceAddress', Dialog: createActionDialog(addressForm) },
  replace_file: {},
  correct: {},
  set_language: { operation: 'change', Dialog: createActionDialog(languageForm) },
  describe: { operation: 'change' },
  correct_fields: { operation: 'correctFields' },
  accept: { isAtOnce: true },
  reopen: { isAtOnce: true },
  transfer: { Dialog: createActionDialog(transferForm) },
  delete: { look: 'dangerous', isInRow: true },
  restore: { isFrequent: true, isAtOnce: true, isInRow: true },
  erase: { look: 'dangerous', Dialog: createActionDialog(eraseForm, true) },
} satisfies Record<string, ActionDefinition>;
