import type { Source } from '@throughline/api-types';
import { createSettings, toSettingsDraft, type SettingsDraft, type TypedContent } from '../typed-settings/settings-draft.js';

export type SourceBody = TypedContent & Pick<Source, 'name' | 'brings' | 'template_id' | 'run' | 'interval_minutes'>;

/** A source as its form shows it. */
export interface SourceDraft extends SettingsDraft {
  readonly name: string;
  readonly brings: Source['brings'];
  readonly template: string;
  readonly isRun: boolean;
  /** Minutes. Empty: on request only. */
  readonly interval: string;
}

const DEFAULT_MINUTES = '5';

export const createDraft = (type: string): SourceDraft => ({
  ...createSettings(type),
  name: '',
  brings: 'recording',
  template: '',
  isRun: false,
  interval: DEFAULT_MINUTES,
});

/** Documents are processed as soon as they arrive, unless the source says otherwise. */
export const changeBrings = (draft: SourceDraft, brings: Source['brings']): SourceDraft => ({
  ...draft,
  brings,
  isRun: brings === draft.brings ? draft.isRun : brings === 'document',
});

const toText = (value: number | null): string => (value === null ? '' : String(value));
const toNumber = (text: string): number | null => (text.trim() === '' ? null : Number(text));

export const toDraft = (source: Source): SourceDraft => ({
  ...toSettingsDraft(source),
  name: source.name,
  brings: source.brings,
  template: toText(source.template_id),
  isRun: source.run,
  interval: toText(source.interval_minutes),
});

export const toBody = ({ name, brings, template, isRun, interval }: SourceDraft, content: TypedContent): SourceBody => ({
  ...content,
  name: name.trim(),
  brings,
  template_id: toNumber(template),
  run: isRun,
  interval_minutes: toNumber(interval),
});
