import type { OutputConfig } from '@throughline/contracts';

/**
 * Follow-ups that an output has if its setting of the same name is set. They are here, so that a run can be planned without the
 * upload service.
 */
const FROM_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  vk: ['album', 'thumbnail'],
  youtube: ['captions', 'playlist', 'thumbnail'],
};

const isSet = (value: OutputConfig['settings'][string] | undefined): boolean =>
  value !== undefined && value !== false && value !== '';

/** Returns the names of an output's follow-ups: those that its configuration lists, and those that its settings ask for. */
export function followUpsOf({ type, settings, follow_ups: listed = [] }: OutputConfig): readonly string[] {
  const known = Object.hasOwn(FROM_SETTINGS, type) ? (FROM_SETTINGS[type] ?? []) : [];
  return [...new Set([...listed, ...known.filter((name) => isSet(settings[name]))])];
}
