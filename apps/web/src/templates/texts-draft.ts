import type { OutputType, SavedConfig } from '@throughline/api-client';
import { toFlag, toSwitch, type SwitchState } from '../controls/switch-state.js';
import { member, omitEmpty, type Section } from './sections.js';

type Metadata = NonNullable<SavedConfig['metadata_config']>;

export const TOPICS_FORMATS = ['timestamps', 'numbered_list', 'bullet_list', 'dash_list', 'comma_separated'] as const;

/** The patterns of texts as their form shows them. */
export interface PatternsDraft {
  /** An empty pattern leaves the title to the layers below. */
  readonly title: string;
  /** False leaves the description to the layers below; an empty pattern means no description. */
  readonly hasDescription: boolean;
  readonly description: string;
}

/** The settings of texts as their form shows them. */
export interface TextsDraft extends PatternsDraft {
  readonly topics: SwitchState;
  readonly topicsFormat: string;
  /** The settings as they were saved. Those that the form does not show stay. */
  readonly saved: Metadata;
}

type Patterns = Pick<Metadata, 'title_pattern' | 'description_pattern'>;

/** The texts that an output has a place for. */
export type OutputTexts = NonNullable<OutputType['texts']>;

export const ALL_TEXTS: OutputTexts = ['title', 'description'];

/** The fields of the patterns, as the server names them in its errors. */
export const PATTERN_FIELDS = { title: 'metadata_config/title_pattern', description: 'metadata_config/description_pattern' };

export const toPatternsDraft = (saved: Patterns): PatternsDraft => ({
  title: saved.title_pattern ?? '',
  hasDescription: typeof saved.description_pattern === 'string',
  description: saved.description_pattern ?? '',
});

/** Returns the patterns of a form, only for these texts. */
export const toPatterns = ({ title, hasDescription, description }: PatternsDraft, texts: OutputTexts = ALL_TEXTS): Patterns => ({
  ...(title !== '' && texts.includes('title') ? { title_pattern: title } : {}),
  ...(hasDescription && texts.includes('description') ? { description_pattern: description } : {}),
});

export function toTextsDraft({ metadata_config }: SavedConfig): TextsDraft {
  const saved = metadata_config ?? {};
  return {
    ...toPatternsDraft(saved),
    topics: toSwitch(saved.topics_display?.enabled),
    topicsFormat: saved.topics_display?.format ?? '',
    saved,
  };
}

export function toMetadataConfig({ topics, topicsFormat, saved, ...patterns }: TextsDraft): Section {
  const display = omitEmpty({
    ...saved.topics_display,
    enabled: toFlag(topics),
    format: topicsFormat === '' ? undefined : topicsFormat,
  });
  const { topics_display: _display, title_pattern: _title, description_pattern: _description, ...others } = saved;
  return omitEmpty({
    ...others,
    ...toPatterns(patterns),
    ...member('topics_display', display),
  });
}
