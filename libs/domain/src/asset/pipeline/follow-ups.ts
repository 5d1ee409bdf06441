import type { OutputConfig } from '@throughline/contracts';

/**
 * Follow-ups that an output has if its setting of the same name is set. They are here, so that a run can be planned without the
 * upload service.
 */
const FROM_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  vk: ['album', 'thumbnail'],
  youtube: ['captions', 'playlist', 'thumbnail'],
};

/** The item as far as its plan depends on it. */
export interface PlannedItem {
  /** The picture that a person has chosen, which outputs use that take one. */
  readonly thumbnail?: unknown;
}

const isSet = (value: OutputConfig['settings'][string] | undefined): boolean =>
  value !== undefined && value !== false && value !== '';

/** Returns the names of an output's follow-ups: those of its configuration, and those that its settings or the item ask for. */
export function followUpsOf(
  { type, settings, follow_ups: listed = [] }: OutputConfig,
  { thumbnail }: PlannedItem = {},
): readonly string[] {
  const fields = Object.hasOwn(FROM_SETTINGS, type) ? (FROM_SETTINGS[type] ?? []) : [];
  const isAsked = (name: string): boolean => isSet(settings[name]) || (name === 'thumbnail' && thumbnail !== undefined);
  return [...new Set([...listed, ...fields.filter(isAsked)])];
}
