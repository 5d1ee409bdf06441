import type { Source } from '@throughline/api-client';
import { formSchemas } from '../schema-form/form-schemas.generated.js';
import { toMembers, toValues, type FormValues } from '../schema-form/form-schema.js';
import { createSettings, toSettingsDraft, type SettingsDraft, type TypedContent } from '../typed-settings/settings-draft.js';

export const SOURCE_FIELDS = formSchemas.SourceBody;

export type SourceBody = TypedContent & Pick<Source, keyof typeof SOURCE_FIELDS>;

/** A source as its form shows it. */
export interface SourceDraft extends SettingsDraft {
  readonly fields: FormValues;
}

export const createDraft = (type: string): SourceDraft => ({
  ...createSettings(type),
  fields: toValues(SOURCE_FIELDS, { interval_minutes: 5 }),
});

/** Documents are processed as soon as they arrive, unless the source says otherwise. */
export const changeFields = ({ fields, ...draft }: SourceDraft, change: FormValues): SourceDraft => {
  const { brings = fields['brings'] } = change;
  const run = brings === fields['brings'] ? {} : { run: brings === 'document' };
  return { ...draft, fields: { ...fields, ...run, ...change } };
};

export const toDraft = (source: Source): SourceDraft => ({
  ...toSettingsDraft(source),
  fields: toValues(SOURCE_FIELDS, source),
});

export const toBody = ({ fields }: SourceDraft, content: TypedContent): SourceBody => ({
  ...content,
  ...(toMembers(SOURCE_FIELDS, fields) as Pick<Source, keyof typeof SOURCE_FIELDS>),
});
