/** The conditions under which a template is used for an item by itself. All that are given must be met. */
export interface MatchingRules {
  /** The item comes from one of these sources. Empty or absent: from any. */
  readonly source_ids?: readonly number[];
  /** The title contains the parts between the `*` of this text in their order, in any case. */
  readonly title_pattern?: string;
  readonly min_duration_seconds?: number;
  readonly max_duration_seconds?: number;
}

/** The facts of an item that rules compare. A fact that is not known yet is absent. */
export interface MatchedItem {
  readonly sourceId?: number | undefined;
  readonly title?: string | undefined;
  readonly durationSeconds?: number | undefined;
}

/** Ignores case, and the different ways to write the same letters. */
const normalize = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

/** Returns the parts of a pattern that a title must contain. */
export const titleParts = (pattern: string): readonly string[] =>
  pattern
    .split('*')
    .map(normalize)
    .filter((part) => part !== '');

/** Returns true if the title contains the parts in their order. No pattern makes this slow, unlike a regular expression. */
function hasParts(title: string, parts: readonly string[]): boolean {
  const text = normalize(title);
  let place = 0;
  return parts.every((part) => {
    const found = text.indexOf(part, place);
    place = found + part.length;
    return found !== -1;
  });
}

/** The reason why a template is not used for an item by itself. */
export const MISSES = ['draft', 'no_rules', 'source', 'title', 'unknown_length', 'too_short', 'too_long'] as const;
export type Miss = (typeof MISSES)[number];

/** Returns true if the rules name sources. Otherwise items of all sources fit (AUT-03). */
export const namesSources = (rules: MatchingRules | undefined): boolean => (rules?.source_ids?.length ?? 0) > 0;

/** Returns false for rules without a condition. They would fit every item, so they fit none. */
export const hasConditions = (rules: MatchingRules | undefined): rules is MatchingRules =>
  rules !== undefined &&
  (namesSources(rules) ||
    titleParts(rules.title_pattern ?? '').length > 0 ||
    rules.min_duration_seconds !== undefined ||
    rules.max_duration_seconds !== undefined);

function findLengthMiss(rules: MatchingRules, seconds: number | undefined): Miss | undefined {
  const { min_duration_seconds: least, max_duration_seconds: most } = rules;
  if (least === undefined && most === undefined) return undefined;
  if (seconds === undefined) return 'unknown_length';
  if (least !== undefined && seconds < least) return 'too_short';
  return most !== undefined && seconds > most ? 'too_long' : undefined;
}

/** Returns the first condition that the item does not meet. */
export function findMiss(rules: MatchingRules | undefined, item: MatchedItem): Miss | undefined {
  if (!hasConditions(rules)) return 'no_rules';
  if (namesSources(rules) && (item.sourceId === undefined || rules.source_ids?.includes(item.sourceId) !== true)) return 'source';
  if (!hasParts(item.title ?? '', titleParts(rules.title_pattern ?? ''))) return 'title';
  return findLengthMiss(rules, item.durationSeconds);
}
