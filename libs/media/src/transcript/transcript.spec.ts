import fc from 'fast-check';
import { segmentWords } from '../speech/segments.js';
import type { Transcript } from './transcript.js';
import { spokenTranscript } from '../testing/topic-engine.contract.js';
import { parseTranscriptJson, TranscriptFormatError } from './parse.js';
import { renderTranscriptJson, renderTranscriptText } from './render.js';

const base = spokenTranscript(['good morning everybody'], {
  engine: 'pocketsphinx',
  model: 'en-us',
  quality: 'draft',
  meanConfidence: 0.714,
});
const draft: Transcript = { ...base, segments: segmentWords(base.words) };

describe('renderTranscriptText', () => {
  it('begins with a note on draft, engine and language, and shows no uncalibrated score', () => {
    expect(renderTranscriptText(draft)).toBe(
      '[Draft by machine: pocketsphinx en-us, language en. Expect mistakes.]\n\ngood morning everybody\n',
    );
  });

  it('notes the passages that a person wrote before a later transcription', () => {
    const [segment = { id: 0, start: 0, end: 1, text: '', confidence: 0 }] = draft.segments;
    const written = { ...segment, id: 1, start: 9, end: 10, corrected: true as const };
    expect(renderTranscriptText({ ...draft, segments: [segment, written] })).toContain(
      '[Corrected by hand, 1 of 2 passages; the rest is a draft by machine: pocketsphinx',
    );
    expect(renderTranscriptText({ ...draft, segments: [written] })).toBe('good morning everybody\n');
  });

  it('notes an assumed language', () => {
    expect(renderTranscriptText({ ...draft, notes: ['language-assumed'] })).toContain('language en (assumed)');
  });

  it('says that another language was probably spoken', () => {
    expect(renderTranscriptText({ ...draft, notes: ['language-assumed', 'probably-another-language'] })).toContain(
      'language en (assumed). Probably another language was spoken. Expect mistakes.',
    );
  });

  it('begins a paragraph after a long pause', () => {
    const segment = { id: 0, start: 0, end: 1, text: ' One.', confidence: 1 };
    const segments = [
      segment,
      { ...segment, start: 1.5, end: 2, text: ' Two.' },
      { ...segment, start: 4, end: 5, text: 'Three.' },
    ];
    expect(renderTranscriptText({ ...draft, quality: 'normal', segments })).toBe('One. Two.\n\nThree.\n');
  });

  it('names the speaker of each paragraph, and begins one at each turn', () => {
    const segment = (id: number, speaker: string | undefined) => ({
      ...{ id, start: id, end: id + 1, text: `Text ${id}.`, confidence: 1 },
      ...(speaker === undefined ? {} : { speaker }),
    });
    const segments = [segment(0, 'S1'), segment(1, 'S1'), segment(2, 'S2'), segment(3, undefined)];
    const speakers = [{ id: 'S1', name: 'Anna' }, { id: 'S2' }];
    const spoken: Transcript = { ...draft, quality: 'normal', segments, speakers };
    expect(renderTranscriptText(spoken)).toBe('Anna: Text 0. Text 1.\n\nSpeaker 2: Text 2.\n\nText 3.\n');
    const single = { ...spoken, segments: segments.slice(0, 2), speakers: [{ id: 'S1' }] };
    expect(renderTranscriptText(single)).toBe('Text 0. Text 1.\n');
  });

  it.each(['draft', 'normal'] as const)('says in a %s transcript of silence that no speech was found', (quality) => {
    expect(renderTranscriptText({ ...draft, quality, segments: [] })).toBe('[No speech was found by pocketsphinx en-us.]\n');
  });
});

describe('renderTranscriptJson and parseTranscriptJson', () => {
  it('read back the same transcript', () => {
    expect(parseTranscriptJson(renderTranscriptJson(draft))).toEqual(draft);
  });

  it('name fields as the API does', () => {
    expect(Object.keys(JSON.parse(renderTranscriptJson(draft)) as object).sort()).toEqual(
      ['duration_seconds', 'engine', 'language', 'mean_confidence', 'model', 'notes', 'quality', 'segments', 'words'].sort(),
    );
  });

  it('keep the probability of the detected language', () => {
    const detected: Transcript = { ...draft, languageConfidence: 0.48, notes: ['language-detected', 'language-doubtful'] };
    expect(JSON.parse(renderTranscriptJson(detected))).toMatchObject({ language_confidence: 0.48 });
    expect(parseTranscriptJson(renderTranscriptJson(detected))).toEqual(detected);
  });

  it('keep what was left out', () => {
    const sifted: Transcript = { ...draft, dropped: [{ start: 4, end: 9, words: 12, reason: 'repeated' }] };
    expect(parseTranscriptJson(renderTranscriptJson(sifted))).toEqual(sifted);
  });

  it('keep the speakers', () => {
    const speakers = [
      { id: 'S1', name: 'Anna' },
      { id: 'S2', channel: 'right' as const },
    ];
    const spoken: Transcript = { ...draft, speakers, segments: draft.segments.map((one) => ({ ...one, speaker: 'S2' })) };
    expect(parseTranscriptJson(renderTranscriptJson(spoken))).toEqual(spoken);
  });

  it('accept notes, reasons and fields of a newer writer', () => {
    const stored = JSON.parse(renderTranscriptJson(draft)) as object;
    const dropped = [{ start: 0, end: 1, words: 1, reason: 'from-the-future' }];
    expect(parseTranscriptJson(JSON.stringify({ ...stored, notes: ['from-the-future'], dropped, speakers: [] }))).toMatchObject({
      notes: [],
      dropped: [],
    });
  });

  it.each(['', '{}', 'null', '{"words": 1}'])('reject %j permanently', (text) => {
    expect(() => parseTranscriptJson(text)).toThrow(TranscriptFormatError);
    expect(new TranscriptFormatError('').kind).toBe('permanent');
  });

  it('reject values out of range', () => {
    const stored = JSON.parse(renderTranscriptJson(draft)) as { words: object[] };
    fc.assert(
      fc.property(fc.oneof(fc.double({ max: -0.001, noNaN: true }), fc.string(), fc.constant(null)), (start) => {
        const words = [{ ...stored.words[0], start }];
        expect(() => parseTranscriptJson(JSON.stringify({ ...stored, words }))).toThrow(TranscriptFormatError);
      }),
    );
  });
});
