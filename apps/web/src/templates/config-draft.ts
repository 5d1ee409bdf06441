import type { SavedConfig } from '@throughline/api-client';
import { toDays, toRetention, type Days } from './retention-days.js';
import { toFlag, toSwitch, type SwitchState } from '../controls/switch-state.js';
import { toMembers, toValues, type FormField, type FormSchema, type FormValues } from '../schema-form/form-schema.js';
import { formSchemas } from '../schema-form/form-schemas.generated.js';
import { text } from '../texts/text.js';
import { isEmpty, member, omitEmpty, type Section } from './sections.js';
import { toMetadataConfig, toTextsDraft, type TextsDraft } from './texts-draft.js';

export const SECTIONS = ['trimming', 'transcription'] as const;
type SectionName = (typeof SECTIONS)[number];

/** Returns the fields that have words. The forms keep the others as they were saved. */
const pickShown = <Name extends string>(
  words: Readonly<Record<Name, object>>,
  schema: Readonly<Record<NoInfer<Name>, FormField>>,
): FormSchema => Object.fromEntries((Object.keys(words) as Name[]).map((name) => [name, schema[name]]));

const { trimming, transcription } = text.templates.processing;
export const PROCESSING_FIELDS: Readonly<Record<SectionName, FormSchema>> = {
  trimming: pickShown(trimming, formSchemas.TrimmingOverrides),
  transcription: pickShown(transcription, formSchemas.TranscriptionOverrides),
};

export type ProcessingDraft = Readonly<Record<SectionName, FormValues>>;

/** Settings as their form shows them. An empty text leaves a setting to the layers below. */
export interface ConfigDraft {
  readonly processing: ProcessingDraft;
  /** Off: the outputs wait until a person publishes them. */
  readonly autoUpload: SwitchState;
  readonly texts: TextsDraft;
  /** False leaves the outputs to the layers below. */
  readonly hasOutputs: boolean;
  readonly outputs: readonly string[];
  readonly softDays: Days;
  readonly hardDays: Days;
}

const sectionOf = ({ processing_config }: SavedConfig, name: string): Section =>
  (processing_config as Readonly<Record<string, Section | undefined>> | undefined)?.[name] ?? {};

export function toConfigDraft(saved: SavedConfig): ConfigDraft {
  const sectionDraft = (name: SectionName): FormValues => toValues(PROCESSING_FIELDS[name], sectionOf(saved, name));
  return {
    processing: { trimming: sectionDraft('trimming'), transcription: sectionDraft('transcription') },
    texts: toTextsDraft(saved),
    autoUpload: toSwitch(saved.output_config?.auto_upload),
    hasOutputs: saved.output_config?.outputs !== undefined,
    outputs: saved.output_config?.outputs ?? [],
    softDays: toDays(saved.retention_config?.soft_delete_days),
    hardDays: toDays(saved.retention_config?.hard_delete_days),
  };
}

/** Returns the settings of a form. Settings that the form does not show stay as they were saved. */
export function toSavedConfig(draft: ConfigDraft, before: SavedConfig): SavedConfig {
  const edited = SECTIONS.map((name) => {
    const shown = toMembers(PROCESSING_FIELDS[name], draft.processing[name]);
    return [name, omitEmpty({ ...sectionOf(before, name), ...shown })] as const;
  });
  const rest = Object.entries(before.processing_config ?? {}).filter(([name]) => !SECTIONS.some((one) => one === name));
  const processing = { ...Object.fromEntries(rest), ...Object.fromEntries(edited.filter(([, section]) => !isEmpty(section))) };
  const output = omitEmpty({
    ...before.output_config,
    outputs: draft.hasOutputs ? draft.outputs : undefined,
    auto_upload: toFlag(draft.autoUpload),
  });
  return {
    ...member('processing_config', processing),
    ...member('metadata_config', toMetadataConfig(draft.texts)),
    ...member('output_config', output),
    ...member('retention_config', { ...toRetention(draft.softDays, draft.hardDays) }),
  };
}
