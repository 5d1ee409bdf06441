import { cohesionCurve, countTerms, depths, similarity, type Token } from './cohesion.js';

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

/** Words on each side that a gap is judged by. */
const leastWindow = 40;
const greatestWindow = 120;
const windowShare = 0.2;

/** Neighbours more alike than this are one topic. Halves of one subject measure 0.2 to 0.5, two subjects 0 to 0.13. */
const oneTopic = 0.15;

/** Only what is near: the halves of a long lecture share its general words, whatever happens in the middle. */
const comparedWords = 200;

const fullPause = 1;
const pauseBonus = 0.2;
const cueBonus = 0.2;
const leastScore = 0.1;

/**
 * TextTiling: a topic begins where the words after differ from the words before. Deepest valley first; a cut stands
 * only if what is said on both sides of it differs as a whole. Gives the indices of the words that begin a topic, 0 included.
 */
export function tile(tokens: readonly TimedToken[], { minTopicSeconds, maxTopics }: TilingSettings): readonly number[] {
  if (tokens.length === 0) return [];
  const scores = gapScores(tokens);
  const starts = [0];
  const open = new Set(scores.flatMap((score, gap) => (score >= leastScore ? [gap] : [])));
  while (starts.length < maxTopics) {
    for (const gap of open) if (!isFarEnough(tokens, starts, gap, minTopicSeconds)) open.delete(gap);
    const best = bestOf(open, scores);
    if (best === undefined) break;
    open.delete(best);
    if (differs(tokens, starts, best)) starts.push(best);
    starts.sort((a, b) => a - b);
  }
  return starts;
}

function gapScores(tokens: readonly TimedToken[]): readonly number[] {
  const window = Math.min(greatestWindow, Math.max(leastWindow, Math.round(tokens.length * windowShare)));
  const curve = cohesionCurve(tokens, window);
  const valley = depths(curve);
  return tokens.map((token, gap) => {
    const pause = gap === 0 ? 0 : token.start - (tokens[gap - 1]?.end ?? 0);
    return (valley[gap] ?? 0) + pauseBonus * Math.min(1, pause / fullPause) + (token.cue ? cueBonus : 0);
  });
}

function bestOf(gaps: ReadonlySet<number>, scores: readonly number[]): number | undefined {
  let best: number | undefined;
  for (const gap of gaps) if (best === undefined || (scores[gap] ?? 0) > (scores[best] ?? 0)) best = gap;
  return best;
}

function isFarEnough(tokens: readonly TimedToken[], starts: readonly number[], gap: number, seconds: number): boolean {
  const at = tokens[gap]?.start ?? 0;
  const edges = [...starts.map((start) => tokens[start]?.start ?? 0), tokens.at(-1)?.end ?? 0];
  return edges.every((edge) => Math.abs(edge - at) >= seconds);
}

function differs(tokens: readonly TimedToken[], starts: readonly number[], gap: number): boolean {
  const from = Math.max(gap - comparedWords, ...starts.filter((start) => start < gap));
  const to = Math.min(gap + comparedWords, tokens.length, ...starts.filter((start) => start > gap));
  return similarity(countTerms(tokens.slice(from, gap)), countTerms(tokens.slice(gap, to))) < oneTopic;
}
