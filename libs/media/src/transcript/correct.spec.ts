import fc from 'fast-check';
import type { Transcript } from './transcript.js';
import { buildCues } from '../subtitles/cues.js';
import { correctTranscript, type CorrectedSegment } from './correct.js';
import { parseTranscriptJson } from './parse.js';
import { renderTranscriptJson, renderTranscriptText } from './render.js';

const word = (text: string, start: number): Transcript['words'][number] => ({
  word: text,
  start,
  end: start + 0.4,
  confidence: 0.7,
});
const heard: Transcript = {
  engine: 'pocketsphinx',
  model: 'en-us',
  language: 'en',
  quality: 'draft',
  notes: ['language-assumed'],
  durationSeconds: 10,
  meanConfidence: 0.7,
  words: [word('good', 0), word('mourning', 0.5), word('everybody', 1), word('thanks', 5), word('four', 5.5), word('coming', 6)],
  segments: [
    { id: 0, start: 0, end: 1.5, text: 'good mourning everybody', confidence: 0.7 },
    { id: 1, start: 5, end: 6.5, text: 'thanks four coming', confidence: 0.7 },
  ],
};
const correction = { id: '6e2f4d63-8b2c-5d3e-9f40-5b6c7d8e9f01', basis: '9f86d081884c7d65' };
const [first, second] = heard.segments.map(({ confidence: _confidence, ...segment }) => segment);
const as = (...segments: readonly (CorrectedSegment | undefined)[]): Transcript =>
  correctTranscript(
    heard,
    segments.filter((one) => one !== undefined),
    correction,
  );

describe('correctTranscript', () => {
  it('keeps everything if nothing was changed', () => {
    const after = as(first, second);
    expect(after).toEqual({ ...heard, correction });
  });

  it('keeps the times of unchanged words, and shares the time between them among new words', () => {
    const { words, segments, notes } = as(first && { ...first, text: 'Good morning, dear everybody.' }, second);
    expect(words.slice(0, 4).map(({ word: text, start, end }) => [text, start, end])).toEqual([
      ['Good', 0, 0.4],
      ['morning,', 0.4, 0.786],
      ['dear', 0.786, 1],
      ['everybody.', 1, 1.4],
    ]);
    expect(words.slice(4)).toEqual(heard.words.slice(3));
    expect(segments[0]).toEqual({
      id: 0,
      start: 0,
      end: 1.5,
      text: 'Good morning, dear everybody.',
      confidence: 1,
      corrected: true,
      heard: 'good mourning everybody',
    });
    expect(segments[1]).toEqual(heard.segments[1]);
    expect(notes).toEqual(['language-assumed', 'word-times-estimated']);
  });

  it('ignores commas and capital letters when it matches words, so that every time stays', () => {
    const after = as(first, second && { ...second, text: 'Thanks, four coming!' });
    expect(after.words.slice(3).map(({ start }) => start)).toEqual([5, 5.5, 6]);
    expect(after.notes).toEqual(['language-assumed']);
  });

  it('adds new passages with new ids, and removes omitted passages', () => {
    const { segments, words } = as(first, { start: 2, end: 3, text: 'Hello from the back' });
    expect(segments.map(({ id, text }) => [id, text])).toEqual([
      [0, 'good mourning everybody'],
      [2, 'Hello from the back'],
    ]);
    expect(words.map((each) => each.word)).not.toContain('thanks');
  });

  it('spreads the words of a passage over its new times', () => {
    const { words } = as(first, second && { ...second, start: 7, end: 9 });
    expect(words.slice(3).map(({ start, end }) => [start, end])).toEqual([
      [7, expect.closeTo(7.737)],
      [expect.closeTo(7.737), expect.closeTo(8.263)],
      [expect.closeTo(8.263), 9],
    ]);
  });

  it('accepts a second correction, and still marks the passages that a person wrote', () => {
    const once = as(first && { ...first, text: 'Good morning everybody.' }, second);
    const again = correctTranscript(
      once,
      once.segments.map(({ id, start, end, text }) => ({ id, start, end, text: id === 1 ? 'Thanks for coming.' : text })),
      { ...correction, basis: '0000000000000000' },
    );
    expect(again.segments.map(({ corrected }) => corrected)).toEqual([true, true]);
  });

  it('keeps every word once in overlapping passages, through repeated corrections', () => {
    const over = { start: 1, end: 6, text: 'and somebody else speaks meanwhile' };
    const once = as(first, over, second);
    const again = correctTranscript(
      once,
      once.segments.map(({ id, start, end, text }) => ({ id, start, end, text: id === 2 ? 'and nobody else speaks now' : text })),
      { ...correction, basis: '0000000000000000' },
    );
    const expected = 'good mourning everybody and nobody else speaks now thanks four coming';
    expect(again.words.map((each) => each.word).join(' ')).toBe(expected);
    expect(again.words.filter((each) => heard.words.includes(each))).toEqual(heard.words);
  });

  it('matches words by time if the engine counts words differently', () => {
    const counted = { ...heard, words: [...heard.words, word('you', 6.5)] };
    const mended = heard.segments.map(({ id, start, end, text }) => ({ id, start, end, text: id === 0 ? 'good morning' : text }));
    expect(
      correctTranscript(counted, mended, correction)
        .words.map((each) => each.word)
        .join(' '),
    ).toBe('good morning thanks four coming you');
  });

  it('notes in the text the share of person and machine, and no machine if a person wrote everything', () => {
    const half = renderTranscriptText(as(first && { ...first, text: 'Good morning.' }, second));
    expect(half).toMatch(/^\[Corrected by hand, 1 of 2 passages; the rest is a draft by machine: pocketsphinx en-us/);
    const whole = as(first && { ...first, text: 'Good morning.' }, second && { ...second, text: 'Thanks.' });
    expect(renderTranscriptText(whole)).toBe('Good morning.\n\nThanks.\n');
  });

  it('survives writing and reading', () => {
    const after = as(first && { ...first, text: 'Good morning.' }, second);
    expect(parseTranscriptJson(renderTranscriptJson(after))).toEqual(after);
  });

  it('gives every written word a time within its passage, in order, and all words get subtitles', () => {
    const text = fc.array(fc.stringMatching(/^[A-Za-zäß中]{1,12}[,.!]?$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const after = as(first && { ...first, text: one.join(' ') }, second && { ...second, text: other.join(' ') });
        expect(after.words.map((each) => each.word)).toEqual([...one, ...other]);
        const starts = after.words.map(({ start }) => start);
        expect([...starts].sort((a, b) => a - b)).toEqual(starts);
        for (const { start, end } of after.words) expect(start <= end && end <= 6.5).toBe(true);
        const shown = buildCues(after.words, after.durationSeconds).flatMap(({ lines }) => lines);
        expect(shown.join(' ')).toBe([...one, ...other].join(' '));
      }),
    );
  });
});
