import type { Span } from './silence.js';

export interface BoundaryInput {
  /** Of the recording as a whole: sound may end before the picture does. */
  readonly durationSeconds: number;
  readonly audioSeconds: number;
  readonly silences: readonly Span[];
  /** Less silence than this at an end is not worth rewriting a file for. */
  readonly minEdgeSeconds: number;
}

export type Boundaries =
  | { readonly kind: 'all-silence' }
  /** Sound from start to end: nothing to cut. */
  | { readonly kind: 'whole' }
  | { readonly kind: 'cut'; readonly start: number; readonly end: number };

/** The end of a silence at the end of a file is printed up to one decoder frame off. */
const edgeTolerance = 0.25;

/** Where the sound of a recording begins and ends. */
export function decideBoundaries(input: BoundaryInput): Boundaries {
  const { durationSeconds, minEdgeSeconds } = input;
  const quiet = quietSpans(input);
  const start = quiet.find((span) => span.start <= edgeTolerance)?.end ?? 0;
  const end = quiet.find((span) => span.end >= durationSeconds - edgeTolerance)?.start ?? durationSeconds;
  if (end - start <= edgeTolerance) return { kind: 'all-silence' };
  const cutStart = start >= minEdgeSeconds ? start : 0;
  const cutEnd = durationSeconds - end >= minEdgeSeconds ? end : durationSeconds;
  if (cutStart === 0 && cutEnd === durationSeconds) return { kind: 'whole' };
  return { kind: 'cut', start: cutStart, end: cutEnd };
}

/** Silence that a part of the recording keeps at its ends, in seconds. */
export interface SilenceLeft {
  readonly start: number;
  readonly end: number;
}

/** How much silence is left at both ends of what is kept. */
export function silenceLeft(input: Omit<BoundaryInput, 'minEdgeSeconds'>, kept: Span): SilenceLeft {
  const quiet = quietSpans(input);
  const first = quiet.find((span) => span.start <= kept.start + edgeTolerance && span.end > kept.start);
  const last = quiet.find((span) => span.start < kept.end && span.end >= kept.end - edgeTolerance);
  return {
    start: first === undefined ? 0 : Math.min(first.end, kept.end) - kept.start,
    end: last === undefined ? 0 : kept.end - Math.max(last.start, kept.start),
  };
}

/** A sound track that ends before the picture does is silence from there on. */
function quietSpans({ durationSeconds, audioSeconds, silences }: Omit<BoundaryInput, 'minEdgeSeconds'>): readonly Span[] {
  const missing = durationSeconds - audioSeconds > edgeTolerance ? [{ start: audioSeconds, end: durationSeconds }] : [];
  return merge([...silences, ...missing]);
}

/** In order, with silences joined that only a rounding error or a click keeps apart. */
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
