import type { Template } from '@throughline/api-client';

type Rules = NonNullable<Template['matching_rules']>;

export interface MatchingOptions {
  readonly matchTitle?: string;
  readonly matchSource?: readonly number[];
  readonly minLength?: number;
  readonly maxLength?: number;
  /** False removes all conditions. */
  readonly match?: boolean;
}

/** Returns the given conditions by their names in a request. */
function conditionsOf({ matchTitle, matchSource, minLength, maxLength }: MatchingOptions): Rules {
  return {
    ...(matchSource === undefined ? {} : { source_ids: matchSource }),
    ...(matchTitle === undefined ? {} : { title_pattern: matchTitle }),
    ...(minLength === undefined ? {} : { min_duration_seconds: minLength }),
    ...(maxLength === undefined ? {} : { max_duration_seconds: maxLength }),
  };
}

export const changesMatching = (options: MatchingOptions): boolean =>
  options.match === false || Object.keys(conditionsOf(options)).length > 0;

/** Returns the conditions of a template after a change; those that are not given stay. */
export function mergeMatching(before: Rules | undefined, options: MatchingOptions): { readonly matching_rules?: Rules } {
  const rules = { ...(options.match === false ? {} : before), ...conditionsOf(options) };
  return Object.keys(rules).length === 0 ? {} : { matching_rules: rules };
}
