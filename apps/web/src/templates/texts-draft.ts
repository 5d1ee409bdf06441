import type { SavedConfig } from '@throughline/api-types';
import { member, omitUndefined, toFlag, toSwitch, type Section, type SwitchState } from './sections.js';

type Metadata = NonNullable<SavedConfig['metadata_config']>;

export const TOPICS_FORMATS = ['timestamps', 'numbered_list', 'bullet_list', 'dash_list', 'comma_separated'] as const;

/** The settings of texts as their form shows them. */
export interface TextsDraft {
  /** An empty pattern leaves the title to the layers below. */
  readonly title: string;
  /** False leaves the description to the layers below; an empty pattern means no description. */
  readonly hasDescription: boolean;
  readonly description: string;
  readonly topics: SwitchState;
  readonly topicsFormat: string;
  /** The settings as they were saved. Those that the form does not show stay. */
  readonly saved: Metadata;
}

export function toTextsDraft({ metadata_config }: SavedConfig): TextsDraft {
  const saved = metadata_config ?? {};
  return {
    title: saved.title_pattern ?? '',
    hasDescription: typeof saved.description_pattern === 'string',
    description: saved.description_pattern ?? '',
    topics: toSwitch(saved.topics_display?.enabled),
    topicsFormat: saved.topics_display?.format ?? '',
    saved,
  };
}

/** Returns the settings of the form. */
export function toMetadataConfig({ title, hasDescription, description, topics, topicsFormat, saved }: TextsDraft): Section {
  const display = omitUndefined({
    ...saved.topics_display,
    enabled: toFlag(topics),
    format: topicsFormat === '' ? undefined : topicsFormat,
  });
  const { topics_display: _display, ...others } = saved;
  return omitUndefined({
    ...others,
    title_pattern: title === '' ? undefined : title,
    description_pattern: hasDescription ? description : undefined,
    ...member('topics_display', display),
  });
}
