import { computeCohesion, countTerms, computeDepths, computeSimilarity, type Token } from './cohesion.js';

export interface TimedToken extends Token {
  readonly start: number;
  readonly end: number;
  /** A phrase that announces a new subject begins here. */
  readonly cue: boolean;
}

export interface TilingSettings {
  readonly minTopicSeconds: number;
  readonly maxTopics: number;
}

/** The minimum number of words on each side of a gap that are compared. */
const leastWindow = 40;
const greatestWindow = 120;
const windowShare = 0.2;

/** Neighbours with a greater similarity are one topic. Halves of one subject measure 0.2 to 0.5, two subjects 0 to 0.13. */
const oneTopic = 0.15;

/** Only near words are compared: the halves of a long lecture share general words, whatever changes in the middle. */
const comparedWords = 200;

const fullPause = 1;
const pauseBonus = 0.2;
const cueBonus = 0.2;
const leastScore = 0.1;

/**
 * TextTiling: a topic begins where the following words differ from the preceding ones. Cuts the deepest valley first; a cut
 * stands only if the parts on both sides differ as a whole. Returns the indices of the words that begin a topic, 0 included.
 */
export function findTopicStarts(
  tokens: readonly TimedToken[],
  { minTopicSeconds, maxTopics }: TilingSettings,
): readonly number[] {
  if (tokens.length === 0) return [];
  const scores = scoreGaps(tokens);
  const starts = [0];
  const open = new Set(scores.flatMap((score, gap) => (score >= leastScore ? [gap] : [])));
  while (starts.length < maxTopics) {
    for (const gap of open) if (!isFarEnough(tokens, starts, gap, minTopicSeconds)) open.delete(gap);
    const best = findBestGap(open, scores);
    if (best === undefined) break;
    open.delete(best);
    if (isTopicChange(tokens, starts, best)) starts.push(best);
    starts.sort((a, b) => a - b);
  }
  return starts;
}

function scoreGaps(tokens: readonly TimedToken[]): readonly number[] {
  const window = Math.min(greatestWindow, Math.max(leastWindow, Math.round(tokens.length * windowShare)));
  const curve = computeCohesion(tokens, window);
  const valley = computeDepths(curve);
  return tokens.map((token, gap) => {
    const pause = gap === 0 ? 0 : token.start - (tokens[gap - 1]?.end ?? 0);
    return (valley[gap] ?? 0) + pauseBonus * Math.min(1, pause / fullPause) + (token.cue ? cueBonus : 0);
  });
}

function findBestGap(gaps: ReadonlySet<number>, scores: readonly number[]): number | undefined {
  let best: number | undefined;
  for (const gap of gaps) if (best === undefined || (scores[gap] ?? 0) > (scores[best] ?? 0)) best = gap;
  return best;
}

function isFarEnough(tokens: readonly TimedToken[], starts: readonly number[], gap: number, seconds: number): boolean {
  const at = tokens[gap]?.start ?? 0;
  const edges = [...starts.map((start) => tokens[start]?.start ?? 0), tokens.at(-1)?.end ?? 0];
  return edges.every((edge) => Math.abs(edge - at) >= seconds);
}

function isTopicChange(tokens: readonly TimedToken[], starts: readonly number[], gap: number): boolean {
  const from = Math.max(gap - comparedWords, ...starts.filter((start) => start < gap));
  const to = Math.min(gap + comparedWords, tokens.length, ...starts.filter((start) => start > gap));
  return computeSimilarity(countTerms(tokens.slice(from, gap)), countTerms(tokens.slice(gap, to))) < oneTopic;
}
