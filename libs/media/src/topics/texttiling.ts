import { throwIfAborted } from '../errors.js';
import { parsePrimaryLanguage } from '../speech/language.js';
import type { Transcript } from '../transcript/transcript.js';
import { CuePhrases } from './cue-phrases.js';
import type { TopicContext, TopicEngine } from './engine.js';
import { Keyphrases } from './keyphrases.js';
import { Lexicon } from './lexicon.js';
import { findTopicStarts, type TilingSettings } from './tiling.js';
import type { Granularity, Topic, TopicResult } from './topic.js';

const id = 'local-texttiling';

/** Needs no model and no network. Its result names the engine, so that it is not mistaken for a language model's. */
export const localTopicEngine: TopicEngine = {
  id,
  extract: async (transcript: Transcript, context: TopicContext = {}): Promise<TopicResult> => {
    throwIfAborted(context.signal);
    return await Promise.resolve({ engine: id, topics: findTopics(transcript, context.granularity) });
  },
};

export function findTopics({ words: all, durationSeconds, language }: Transcript, granularity?: Granularity): readonly Topic[] {
  const words = all.filter(({ start }) => start < durationSeconds);
  if (words.length === 0) return [];
  const primary = parsePrimaryLanguage(language) ?? 'und';
  const lexicon = new Lexicon(primary);
  const cues = new CuePhrases(primary);
  const spoken = words.map(({ word }) => word);
  const tokens = words.map((word, index) => ({
    word: word.word,
    term: lexicon.term(word.word),
    weight: word.confidence,
    start: word.start,
    end: Math.min(word.end, durationSeconds),
    cue: cues.startsAt(spoken, index),
  }));
  const starts = findTopicStarts(tokens, chooseTilingSettings(durationSeconds, granularity));
  const names = new Keyphrases(tokens, primary);
  const startTime = (index: number): number => (index === 0 ? 0 : (tokens[index]?.start ?? 0));
  return starts.map((start, index) => {
    const next = starts[index + 1];
    const end = next === undefined ? durationSeconds : startTime(next);
    return { ...names.name(start, next ?? tokens.length), start: startTime(start), end };
  });
}

const stretch: Readonly<Record<Granularity, number>> = { short: 2, medium: 1, long: 0.6 };

/** Scales with the duration: half a minute is a topic in a talk of two minutes, and a remark in a lecture of an hour. */
export function chooseTilingSettings(durationSeconds: number, granularity: Granularity = 'medium'): TilingSettings {
  const times = stretch[granularity];
  return {
    minTopicSeconds: Math.min(90, Math.max(25, durationSeconds * 0.03)) * times,
    maxTopics: Math.max(1, Math.min(24, Math.floor(durationSeconds / 30 / times))),
  };
}
