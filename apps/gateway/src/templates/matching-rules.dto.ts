import { hasConditions, titleParts, type MatchingRules } from '@throughline/domain';
import { IntegerField, IntegersField, TextField } from '../kit/http/fields.js';
import { invalid } from '../kit/http/problems/problem.js';
import { hasValue } from '../kit/http/requests/has-value.js';

/** A week: no recording is longer. */
const LONGEST_SECONDS = 604_800;
const MAX_SOURCES = 100;
const LONGEST_PATTERN = 200;

export const MATCHING =
  'The conditions under which the template is used by itself for items that arrive. All must be met; without a condition it is never used by itself.';

export class MatchingRulesBody {
  @IntegersField(
    'The item comes from one of these sources. Empty: from any.',
    { min: 1 },
    { maxItems: MAX_SOURCES, unique: true },
  )
  source_ids?: number[] | null;

  @TextField('The title contains this text, in any case. `*` stands for any text between two parts.', {
    min: 1,
    max: LONGEST_PATTERN,
    plain: true,
  })
  title_pattern?: string | null;

  @IntegerField('The shortest length, in seconds. Items of unknown length do not match.', { min: 1, max: LONGEST_SECONDS })
  min_duration_seconds?: number | null;

  @IntegerField('The longest length, in seconds. Items of unknown length do not match.', { min: 1, max: LONGEST_SECONDS })
  max_duration_seconds?: number | null;
}

function refuse(field: keyof MatchingRulesBody, message: string): never {
  throw invalid([{ pointer: `/matching_rules/${field}`, message }]);
}

/** Returns the rules to save, or undefined if there is no condition. */
export function readMatchingRules(body: MatchingRulesBody | null | undefined): MatchingRules | undefined {
  if (!hasValue(body)) return undefined;
  const { title_pattern: pattern, min_duration_seconds: least, max_duration_seconds: most } = body;
  if (hasValue(pattern) && titleParts(pattern).length === 0) refuse('title_pattern', 'must contain text besides *');
  if (hasValue(least) && hasValue(most) && most < least)
    refuse('max_duration_seconds', `must not be less than min_duration_seconds (${String(least)})`);
  const rules: MatchingRules = Object.fromEntries(Object.entries(body).filter(([, value]) => hasValue(value)));
  return hasConditions(rules) ? rules : undefined;
}
