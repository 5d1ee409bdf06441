import type { Template } from '@throughline/api-client';

type Rules = NonNullable<Template['matching_rules']>;

/** The conditions of a template as its form shows them. An empty text is no condition. */
export interface MatchingDraft {
  readonly title: string;
  /** None: items of any source. */
  readonly sources: readonly number[];
  readonly minMinutes: string;
  readonly maxMinutes: string;
}

const MINUTE_S = 60;

const toMinutes = (seconds: number | undefined): string => (seconds === undefined ? '' : String(seconds / MINUTE_S));

export const toMatchingDraft = (rules: Rules = {}): MatchingDraft => ({
  title: rules.title_pattern ?? '',
  sources: rules.source_ids ?? [],
  minMinutes: toMinutes(rules.min_duration_seconds),
  maxMinutes: toMinutes(rules.max_duration_seconds),
});

const toSeconds = (minutes: string): number | undefined =>
  minutes.trim() === '' ? undefined : Math.round(Number(minutes) * MINUTE_S);

export function toMatchingRules(draft: MatchingDraft): { readonly matching_rules?: Rules } {
  const [title, least, most] = [draft.title.trim(), toSeconds(draft.minMinutes), toSeconds(draft.maxMinutes)];
  const rules: Rules = {
    ...(draft.sources.length === 0 ? {} : { source_ids: draft.sources }),
    ...(title === '' ? {} : { title_pattern: title }),
    ...(least === undefined ? {} : { min_duration_seconds: least }),
    ...(most === undefined ? {} : { max_duration_seconds: most }),
  };
  return Object.keys(rules).length === 0 ? {} : { matching_rules: rules };
}
