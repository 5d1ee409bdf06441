import type { Recording } from '@throughline/api-client';
import { drawView } from '../../testing/draw-view.js';
import { text } from '../../texts/text.js';
import { soFarQuery } from '../results/transcript-api.js';
import { SoFar } from './Progress.js';
import { TranscriptSoFar, type SoFarState } from './TranscriptSoFar.js';

const words = text.recording.soFar;
const segments = [{ start: 0, end: 2, text: 'Good morning', speaker: null }];

/** Draws the lines of an attempt, after the lines of the attempt `read` were read. */
const draw = (read: string, attempt: string, state: SoFarState): string =>
  drawView(<TranscriptSoFar kind="recordings" id="a" attempt={attempt} state={state} />, (client) => {
    client.setQueryData(soFarQuery('recordings', 'a', read, state === 'failed').queryKey, {
      up_to: 60,
      engine: 'hosted',
      segments,
    } as never);
  }).words;

describe('the transcript so far', () => {
  it('has the lines that were read, and keeps them after a failure', () => {
    expect(draw('run 1', 'run 1', 'running')).toMatch(/First 1 min, unchecked · by hosted.*Good morning/u);
    expect(draw('run 1', 'run 1', 'failed')).toMatch(/Transcript up to 1:00.*Good morning/u);
  });

  it('is read again when the transcription fails', () => {
    const keyOf = (hasFailed: boolean): string => JSON.stringify(soFarQuery('recordings', 'a', 'run 1', hasFailed).queryKey);
    expect(keyOf(true)).not.toBe(keyOf(false));
  });

  it('does not have the lines of an earlier run', () => {
    const running = draw('run 1', 'run 2', 'running');
    expect(running).toContain(words.none);
    expect(running).not.toContain('Good morning');
    expect(draw('run 1', 'run 2', 'failed')).toBe('');
  });

  it('is not there before the transcription starts, and stays while it waits for another attempt', () => {
    expect(draw('run 1', 'run 2', 'pending')).toBe('');
    expect(draw('run 1', 'run 1', 'pending')).toContain('Good morning');
  });

  it('of a recording belongs to one attempt of one run', () => {
    const drawAttempt = (id: string, attempt: number): string => {
      const steps = [{ step: 'TRANSCRIBE', status: 'IN_PROGRESS', attempt }];
      const recording = { id: 'a', run: { id, active: true, steps } } as unknown as Recording;
      return drawView(<SoFar recording={recording} />, (client) => {
        client.setQueryData(soFarQuery('recordings', 'a', 'run 1', false).queryKey, {
          up_to: 60,
          engine: 'hosted',
          segments,
        } as never);
      }).words;
    };
    expect(drawAttempt('run', 1)).toContain('Good morning');
    expect(drawAttempt('run', 2)).not.toContain('Good morning');
    expect(drawAttempt('another', 1)).not.toContain('Good morning');
  });
});
