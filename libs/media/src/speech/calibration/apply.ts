import { findCalibration, type Calibration } from '../models/calibrations.js';
import { hasScores } from '../../transcript/doubtful.js';
import { hasSpeech, mean, type Transcript } from '../../transcript/transcript.js';

type Points = Calibration['points'];

const round = (value: number): number => Math.round(value * 1_000) / 1_000;

/** Interpolates between the points. Outside them, the nearest one counts. */
export function calibrateScore(points: Points, score: number): number {
  const above = points.findIndex((point) => point.score > score);
  const [low, high] = [points.at(above === -1 ? -1 : Math.max(above - 1, 0)), points.at(above)];
  if (low === undefined || high === undefined) return score;
  if (high.score <= low.score) return low.right;
  const share = Math.max(0, (score - low.score) / (high.score - low.score));
  return low.right + share * (high.right - low.right);
}

/** Replaces the engine's scores by the measured shares of right words, if its engine and model were calibrated. */
export function calibrateTranscript(transcript: Transcript, calibrations: readonly Calibration[]): Transcript {
  const calibration = findCalibration(calibrations, transcript);
  if (calibration === undefined || !hasScores(transcript) || !hasSpeech(transcript)) return transcript;
  const words = transcript.words.map((word) => ({
    ...word,
    confidence: round(calibrateScore(calibration.points, word.confidence)),
  }));
  const confidences = words.map(({ confidence }) => confidence);
  let at = 0;
  const segments = transcript.segments.map((segment) => {
    const own = confidences.slice(at, (at += segment.text.split(' ').length));
    return { ...segment, confidence: mean(own) };
  });
  return {
    ...transcript,
    words,
    segments,
    meanConfidence: mean(confidences),
    notes: [...transcript.notes, 'confidence-calibrated'],
  };
}
