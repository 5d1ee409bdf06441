import type { Calibration } from '../models/calibrations.js';
import { segmentWords } from '../segments.js';
import type { Transcript } from '../../transcript/transcript.js';
import { calibrateScore, calibrateTranscript } from './apply.js';

const calibration: Calibration = {
  engine: 'hosted',
  model: 'm',
  words: 1_000,
  measuredAt: '2026-11-01T00:00:00.000Z',
  points: [
    { score: 0.4, right: 0.5 },
    { score: 0.8, right: 0.9 },
  ],
};

const words = [
  { word: 'good', start: 0, end: 1, confidence: 0.4 },
  { word: 'morning', start: 1, end: 2, confidence: 0.6 },
  { word: 'all', start: 5, end: 6, confidence: 0.9 },
];
const transcript: Transcript = {
  language: 'en',
  engine: 'hosted',
  model: 'm',
  durationSeconds: 6,
  segments: segmentWords(words),
  words,
  meanConfidence: 0.6,
  quality: 'normal',
  notes: [],
};

describe('a calibrated score', () => {
  it('lies between the measured points, and is the nearest one outside them', () => {
    const scores = [0, 0.4, 0.6, 0.8, 1].map((score) => calibrateScore(calibration.points, score));
    expect(scores).toEqual([0.5, 0.5, expect.closeTo(0.7), 0.9, 0.9]);
    expect(calibrateScore([{ score: 0.5, right: 0.8 }], 0.2)).toBe(0.8);
  });

  it('replaces the scores of words, passages and transcript, which are marked as calibrated', () => {
    const { words: calibrated, segments, meanConfidence, notes } = calibrateTranscript(transcript, [calibration]);
    expect(calibrated.map(({ confidence }) => confidence)).toEqual([0.5, 0.7, 0.9]);
    expect(segments.map(({ confidence }) => confidence)).toEqual([expect.closeTo(0.6), 0.9]);
    expect(meanConfidence).toBeCloseTo(0.7);
    expect(notes).toEqual(['confidence-calibrated']);
  });

  it('is not made for another model, nor for an engine without scores', () => {
    expect(calibrateTranscript(transcript, [{ ...calibration, model: 'other' }])).toBe(transcript);
    const unknown: Transcript = { ...transcript, notes: ['confidence-unknown'] };
    expect(calibrateTranscript(unknown, [calibration])).toBe(unknown);
  });
});
