import type { OwnOutput } from '@throughline/api-client';
import { formSchemas } from '../schema-form/form-schemas.generated.js';
import { toMembers, toValues, type FormValues } from '../schema-form/form-schema.js';
import { toPatterns, toPatternsDraft, type OutputTexts, type PatternsDraft } from '../templates/texts-draft.js';
import { createSettings, toSettingsDraft, type SettingsDraft, type TypedContent } from '../typed-settings/settings-draft.js';

export const OUTPUT_FIELDS = formSchemas.OwnOutputBody;

/** An output as its form shows it. */
export interface OutputDraft extends SettingsDraft {
  readonly fields: FormValues;
  readonly patterns: PatternsDraft;
}

export const createDraft = (type: string): OutputDraft => ({
  fields: toValues(OUTPUT_FIELDS, {}),
  patterns: toPatternsDraft({}),
  ...createSettings(type),
});

export const toDraft = (output: OwnOutput): OutputDraft => ({
  fields: toValues(OUTPUT_FIELDS, output),
  patterns: toPatternsDraft(output.metadata_config),
  ...toSettingsDraft(output),
});

/** An output as the API reads it. */
export type OutputContent = TypedContent & Pick<OwnOutput, keyof typeof OUTPUT_FIELDS | 'metadata_config'>;

/** Leaves out the patterns of texts that the type has no place for: the form does not show them. */
export const toOutputContent = (
  { fields, patterns }: OutputDraft,
  content: TypedContent,
  texts: OutputTexts | undefined = [],
): OutputContent => ({
  ...content,
  ...(toMembers(OUTPUT_FIELDS, fields) as Pick<OwnOutput, keyof typeof OUTPUT_FIELDS>),
  metadata_config: toPatterns(patterns, texts),
});
