import type { Span } from './silence.js';

export interface BoundaryInput {
  /** The length of the whole recording. The sound may end before the picture. */
  readonly durationSeconds: number;
  readonly audioSeconds: number;
  readonly silences: readonly Span[];
  /** A file with less silence than this at its ends is not rewritten. */
  readonly minEdgeSeconds: number;
}

export type Boundaries =
  | { readonly kind: 'all-silence' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'cut'; readonly start: number; readonly end: number };

/** The end of a silence at the end of a file is printed up to one decoder frame off. */
const edgeTolerance = 0.25;

export function decideBoundaries(input: BoundaryInput): Boundaries {
  const { durationSeconds, minEdgeSeconds } = input;
  const quiet = findQuietSpans(input);
  const start = quiet.find((span) => span.start <= edgeTolerance)?.end ?? 0;
  const end = quiet.find((span) => span.end >= durationSeconds - edgeTolerance)?.start ?? durationSeconds;
  if (end - start <= edgeTolerance) return { kind: 'all-silence' };
  const cutStart = start >= minEdgeSeconds ? start : 0;
  const cutEnd = durationSeconds - end >= minEdgeSeconds ? end : durationSeconds;
  if (cutStart === 0 && cutEnd === durationSeconds) return { kind: 'whole' };
  return { kind: 'cut', start: cutStart, end: cutEnd };
}

export interface RemainingSilence {
  readonly start: number;
  readonly end: number;
}

export function measureRemainingSilence(input: Omit<BoundaryInput, 'minEdgeSeconds'>, kept: Span): RemainingSilence {
  const quiet = findQuietSpans(input);
  const first = quiet.find((span) => span.start <= kept.start + edgeTolerance && span.end > kept.start);
  const last = quiet.find((span) => span.start < kept.end && span.end >= kept.end - edgeTolerance);
  return {
    start: first === undefined ? 0 : Math.min(first.end, kept.end) - kept.start,
    end: last === undefined ? 0 : kept.end - Math.max(last.start, kept.start),
  };
}

/** A sound track that ends before the picture counts as silence from there on. */
function findQuietSpans({ durationSeconds, audioSeconds, silences }: Omit<BoundaryInput, 'minEdgeSeconds'>): readonly Span[] {
  const missing = durationSeconds - audioSeconds > edgeTolerance ? [{ start: audioSeconds, end: durationSeconds }] : [];
  return merge([...silences, ...missing]);
}

/** Sorts silences and joins those that only a rounding error or a click separates. */
function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && span.start - last.end <= edgeTolerance / 2) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else merged.push(span);
  }
  return merged;
}
