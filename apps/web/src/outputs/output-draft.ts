import type { OwnOutput } from '@throughline/api-types';
import { toPatterns, toPatternsDraft, type OutputTexts, type PatternsDraft } from '../templates/texts-draft.js';
import { createSettings, toSettingsDraft, type SettingsDraft, type TypedContent } from '../typed-settings/settings-draft.js';

/** An output as its form shows it. */
export interface OutputDraft extends SettingsDraft {
  readonly name: string;
  readonly patterns: PatternsDraft;
}

export const createDraft = (type: string): OutputDraft => ({ name: '', patterns: toPatternsDraft({}), ...createSettings(type) });

export const toDraft = (output: OwnOutput): OutputDraft => ({
  name: output.name,
  patterns: toPatternsDraft(output.metadata_config),
  ...toSettingsDraft(output),
});

/** An output without its name, as the API reads it. */
export type OutputContent = TypedContent & Pick<OwnOutput, 'metadata_config'>;

/** Leaves out the patterns of texts that the type has no place for: the form does not show them. */
export const toOutputContent = (
  { patterns }: OutputDraft,
  content: TypedContent,
  texts: OutputTexts | undefined = [],
): OutputContent => ({
  ...content,
  metadata_config: toPatterns(patterns, texts),
});
