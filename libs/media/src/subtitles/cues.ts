import type { SpokenWord } from '../transcript/transcript.js';
import { rules, type Cue } from './cue.js';
import { groupWords, type Group } from './grouping.js';
import { layOut, measureWidth } from './lines.js';
import { prepareTexts } from './timed-text.js';

/** Builds subtitles from timed words. No cue ends after the recording. */
export function buildCues(words: readonly SpokenWord[], durationSeconds = Number.POSITIVE_INFINITY): readonly Cue[] {
  const steps = generateCues(words, durationSeconds);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Does the same in many small steps: hours of speech take seconds, and a server has other requests to answer meanwhile. */
export function* generateCues(words: readonly SpokenWord[], durationSeconds: number): Generator<undefined, readonly Cue[]> {
  const endMs = Math.floor(durationSeconds * 1_000);
  const groups = yield* groupWords(prepareTexts(words).filter(({ startMs }) => startMs < endMs));
  const cues: Cue[] = [];
  for (const [index, group] of groups.entries()) {
    const cue = timeCue(group, { previousEndMs: cues.at(-1)?.endMs, nextStartMs: groups[index + 1]?.[0]?.startMs, endMs });
    if (cue.startMs < endMs) cues.push(cue);
  }
  return cues;
}

interface CueBounds {
  readonly previousEndMs: number | undefined;
  readonly nextStartMs: number | undefined;
  readonly endMs: number;
}

/** Shows a cue from its first word on, and as long as reading takes if the next cue leaves the time. */
function timeCue(group: Group, { previousEndMs, nextStartMs, endMs }: CueBounds): Cue {
  const earliest = previousEndMs === undefined ? 0 : previousEndMs + rules.gapMs;
  const spoken = { startMs: group[0]?.startMs ?? 0, endMs: group.at(-1)?.endMs ?? 0 };
  const start = Math.max(spoken.startMs, earliest);
  const readingMs = Math.ceil((measureWidth(group) / rules.charactersPerSecond) * 1_000);
  const wanted = Math.max(spoken.endMs, start + Math.max(rules.minMs, readingMs));
  const limit = Math.min(endMs, start + rules.maxMs, (nextStartMs ?? Number.POSITIVE_INFINITY) - rules.gapMs);
  const end = Math.max(Math.min(wanted, limit), Math.min(start + rules.leastVisibleMs, endMs));
  // If no time is left after the cue, shows it some time before the first word, if that time is free.
  const early = end - start < rules.minMs ? Math.max(earliest, end - rules.minMs, 0) : start;
  const speaker = group[0]?.speaker;
  const cue = { startMs: Math.min(start, early), endMs: end, lines: layOut(group) };
  return speaker === undefined ? cue : { ...cue, speaker };
}
