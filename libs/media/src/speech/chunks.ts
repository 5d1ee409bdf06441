import type { Span } from '../trim/silence.js';

export const maxChunkSeconds = 300;
const leastShare = 0.5;
/** The minimum length of the last chunk: engines refuse files shorter than a tenth of a second. */
const leastRest = 0.1;

/**
 * Returns chunks of at most five minutes, each cut in the middle of a silence so that no word is divided. Speech without a
 * pause in two and a half minutes is cut anywhere. A chunk of silence is left out.
 */
export function planChunks(durationSeconds: number, silences: readonly Span[], maxSeconds = maxChunkSeconds): readonly Span[] {
  const chunks: Span[] = [];
  let start = 0;
  while (start < durationSeconds) {
    const last = Math.min(start + maxSeconds, durationSeconds - maxSeconds * leastRest);
    const end =
      durationSeconds - start <= maxSeconds ? durationSeconds : cutBetween(start + maxSeconds * leastShare, last, silences);
    chunks.push({ start, end });
    start = end;
  }
  return chunks.filter((chunk) => !isSilent(chunk, silences));
}

function cutBetween(from: number, to: number, silences: readonly Span[]): number {
  const cuts = silences
    .map((span) => ({ start: Math.max(span.start, from), end: Math.min(span.end, to) }))
    .filter((span) => span.end > span.start)
    .sort((a, b) => b.end - b.start - (a.end - a.start));
  const longest = cuts[0];
  return longest === undefined ? to : (longest.start + longest.end) / 2;
}

const least = 0.1;

const isSilent = (chunk: Span, silences: readonly Span[]): boolean =>
  silences.some((span) => span.start <= chunk.start + least && span.end >= chunk.end - least);
