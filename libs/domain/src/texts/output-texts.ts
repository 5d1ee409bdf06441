import type { MetadataPatterns } from '@throughline/contracts';
import type { PersonalData } from '../asset/personal.js';
import { toChapters } from '../asset/texts/chapters.js';
import {
  formatPlayTime,
  isShowingTopics,
  joinLines,
  renderTopics,
  type ResolvedTopicsDisplay,
  type ShownTopic,
} from '../asset/texts/topics-text.js';
import { fitTexts, textRulesOf, type FittedTexts, type ItemTexts, type TextRules } from '../asset/texts/text-rules.js';
import { hasPlaceholder, renderPattern, type Placeholder, type PlaceholderValues } from './pattern.js';
import type { TextFacts } from './text-facts.js';

/** The description of an item whose settings have no pattern for it. */
export const DEFAULT_DESCRIPTION = '{topics}';

export interface TextSources {
  readonly patterns: MetadataPatterns;
  readonly display: ResolvedTopicsDisplay;
  readonly facts: TextFacts;
  /** With the title of `titleOf`. */
  readonly personal: Pick<PersonalData, 'title' | 'description'>;
  /** Absent before the topics were found, in a preview. */
  readonly topics?: readonly ShownTopic[];
}

/** The texts of an item at one output. `null`: the output has no place for it. */
export interface OutputTexts extends FittedTexts {
  /** The placeholders whose values a preview does not know yet. They stand in the texts as they are written. */
  readonly pending: readonly Placeholder[];
}

/** Returns the values that a run finds out while it works. */
function findPending({ facts, display, topics }: TextSources): readonly Placeholder[] {
  return [
    ...(facts.seconds === undefined ? (['duration'] as const) : []),
    ...(facts.language === undefined ? (['language'] as const) : []),
    ...(topics === undefined && isShowingTopics(display) ? (['topics'] as const) : []),
  ];
}

function collectValues({ facts, display, personal, topics = [] }: TextSources, { chapters }: TextRules): PlaceholderValues {
  const adjust = (shown: readonly ShownTopic[]): readonly ShownTopic[] =>
    chapters === undefined ? shown : toChapters(shown, chapters, facts.seconds);
  const { registeredAt, source, seconds, language = '' } = facts;
  const [day = '', clock = ''] = registeredAt.split('T');
  return {
    title: personal.title ?? '',
    description: personal.description ?? '',
    date: day,
    time: `${clock.slice(0, 5)} UTC`,
    duration: seconds === undefined ? '' : formatPlayTime(seconds),
    language,
    source,
    topics: renderTopics(topics, display, adjust).trimEnd(),
  };
}

function makeTexts(patterns: MetadataPatterns, values: PlaceholderValues): ItemTexts {
  const { title_pattern: titled, description_pattern: described = DEFAULT_DESCRIPTION } = patterns;
  const title = titled === undefined ? values.title : joinLines(renderPattern(titled, values));
  return {
    title: title === '' ? `Recording from ${values.date}` : title,
    description: renderPattern(described, values).trimEnd(),
  };
}

function makeOutputTexts(sources: TextSources, outputType: string, pending: readonly Placeholder[]): OutputTexts {
  const rules = textRulesOf(outputType);
  const placeholders = Object.fromEntries(pending.map((name) => [name, `{${name}}`]));
  const texts = makeTexts(sources.patterns, { ...collectValues(sources, rules), ...placeholders });
  const { title_pattern: titled = '', description_pattern: described = DEFAULT_DESCRIPTION } = sources.patterns;
  const fitted = fitTexts(texts, rules);
  const shown = [...(fitted.title === null ? [] : [titled]), ...(fitted.description === null ? [] : [described])];
  return { ...fitted, pending: pending.filter((name) => shown.some((pattern) => hasPlaceholder(pattern, name))) };
}

/** Makes the texts that an output receives (TOP-03, CFG-18). */
export const makeDeliveredTexts = (sources: TextSources, outputType: string): OutputTexts =>
  makeOutputTexts(sources, outputType, []);

/** Makes the texts that an output would receive, as far as their values are known. */
export const previewTexts = (sources: TextSources, outputType: string): OutputTexts =>
  makeOutputTexts(sources, outputType, findPending(sources));
