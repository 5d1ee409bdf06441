import type { ReactElement } from 'react';
import { SchemaFields } from '../schema-form/SchemaFields.js';
import { text } from '../texts/text.js';
import { PROCESSING_FIELDS, SECTIONS, type ProcessingDraft } from './config-draft.js';

interface Props {
  readonly draft: ProcessingDraft;
  readonly onChange: (draft: ProcessingDraft) => void;
}

/** The stages of a run. Each setting can be left to the layers below. */
export const ProcessingFields = ({ draft, onChange }: Props): ReactElement => (
  <>
    {SECTIONS.map((name) => (
      <SchemaFields
        key={name}
        schema={PROCESSING_FIELDS[name]}
        words={text.templates.processing[name]}
        values={draft[name]}
        onChange={(change) => {
          onChange({ ...draft, [name]: { ...draft[name], ...change } });
        }}
      />
    ))}
  </>
);
