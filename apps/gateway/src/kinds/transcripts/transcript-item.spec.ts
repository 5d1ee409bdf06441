import type { Transcript } from '@throughline/media';
import { aTranscript } from '../../testing/transcribed.js';
import type { TranscriptAnswer } from './transcript-answers.js';
import { renderTranscriptItem, type TranscriptFiles } from './transcript-item.js';

const files: TranscriptFiles = {
  artifact: {
    role: 'transcript',
    name: 'transcript.json',
    key: 'k',
    mediaType: 'application/json',
    size: 1,
    sha256: 'a'.repeat(64),
  },
  topics: undefined,
  facts: {
    version: 'a'.repeat(16),
    current: true,
    earlier_run: false,
    corrected_at: null,
    corrected_by: null,
    basis: null,
    newer_than: null,
    outdated_outputs: [],
  },
};
const render = (overrides: Partial<Transcript> = {}): TranscriptAnswer => renderTranscriptItem(files, aTranscript(overrides), []);
const [first, second] = aTranscript().segments;

describe('the answer for a transcript', () => {
  it('marks passages of which the engine was much less sure', () => {
    const segments = [first, second].flatMap((one) => (one === undefined ? [] : [one]));
    const low = { id: 2, start: 7, end: 8, text: 'any questions', confidence: 0.2 };
    expect(render({ segments: [...segments, low] }).segments.map(({ doubtful }) => doubtful)).toEqual([
      undefined,
      undefined,
      true,
    ]);
  });

  it('shows no score if the engine reports none', () => {
    const { confidence, segments } = render({ notes: ['confidence-unknown'] });
    expect(confidence).toBeNull();
    expect(segments.every((one) => !('confidence' in one))).toBe(true);
  });

  it('says that no speech was found', () => {
    expect(render()).toMatchObject({ no_speech: false, confidence: 0.7 });
    expect(render({ segments: [], words: [], meanConfidence: 0 })).toMatchObject({ no_speech: true, confidence: null });
  });

  it('shows where the language comes from, and the probability of a detected one', () => {
    expect(render()).toMatchObject({ language_source: 'given', language_confidence: null });
    expect(render({ notes: ['language-assumed'] })).toMatchObject({ language_source: 'assumed' });
    const detected = { notes: ['language-detected', 'language-doubtful'], languageConfidence: 0.48 } as const;
    expect(render(detected)).toMatchObject({ language_source: 'detected', language_confidence: 0.48 });
    expect(render({ ...detected, segments: [], words: [] })).toMatchObject({ language_source: null });
  });

  it('names what was left out', () => {
    const dropped = [{ start: 7, end: 9, words: 4, reason: 'silence' as const }];
    expect([render().dropped, render({ dropped }).dropped]).toEqual([[], dropped]);
    const removed = [{ start: 7, end: 9 }];
    expect([render().removed, render({ removed }).removed]).toEqual([[], removed]);
  });

  it('shows what the engine heard only where both changed', () => {
    const written = { start: 0, end: 1, text: 'Good morning', confidence: 1, corrected: true as const, heard: 'good mourning' };
    const { segments, ...counts } = render({
      segments: [
        { ...written, id: 0 },
        { ...written, id: 1, conflict: true },
      ],
    });
    expect(segments.map(({ heard }) => heard)).toEqual([undefined, 'good mourning']);
    expect(counts).toMatchObject({ corrected_segments: 2, conflicting_segments: 1 });
  });
});
