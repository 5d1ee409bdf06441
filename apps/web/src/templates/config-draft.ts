import type { SavedConfig } from '@throughline/api-client';
import { toDays, toRetention, type Days } from './retention-days.js';
import { isEmpty, member, omitUndefined, toFlag, toSwitch, type Section, type SwitchState } from './sections.js';
import { toMetadataConfig, toTextsDraft, type TextsDraft } from './texts-draft.js';

/** The section of each switch in `processing_config`. */
export const SWITCHES = {
  enable_trimming: 'trimming',
  enable_transcription: 'transcription',
  enable_topics: 'transcription',
  enable_subtitles: 'transcription',
  allow_errors: 'transcription',
} as const;
export type Switch = keyof typeof SWITCHES;
export const SWITCH_NAMES = Object.keys(SWITCHES) as readonly Switch[];

export const GRANULARITIES = ['short', 'medium', 'long'] as const;

/** Settings as their form shows them. An empty text leaves a setting to the layers below. */
export interface ConfigDraft {
  readonly switches: Readonly<Record<Switch, SwitchState>>;
  /** Off: the outputs wait until a person publishes them. */
  readonly autoUpload: SwitchState;
  readonly granularity: string;
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
  const switches = SWITCH_NAMES.map((name) => [name, toSwitch(sectionOf(saved, SWITCHES[name])[name])] as const);
  const { granularity } = sectionOf(saved, 'transcription');
  return {
    switches: Object.fromEntries(switches) as ConfigDraft['switches'],
    granularity: typeof granularity === 'string' ? granularity : '',
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
  const sections = new Set<string>(Object.values(SWITCHES));
  const edited = [...sections].map((section) => {
    const shown = SWITCH_NAMES.filter((name) => SWITCHES[name] === section).map(
      (name) => [name, toFlag(draft.switches[name])] as const,
    );
    const granularity =
      section === 'transcription' ? { granularity: draft.granularity === '' ? undefined : draft.granularity } : {};
    return [section, omitUndefined({ ...sectionOf(before, section), ...Object.fromEntries(shown), ...granularity })] as const;
  });
  const rest = Object.entries(before.processing_config ?? {}).filter(([name]) => !sections.has(name));
  const processing = { ...Object.fromEntries(rest), ...Object.fromEntries(edited.filter(([, section]) => !isEmpty(section))) };
  const output = omitUndefined({
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
