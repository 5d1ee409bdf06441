import { drawView } from '../../testing/draw-view.js';
import { text } from '../../texts/text.js';
import { soFarQuery } from '../results/transcript-api.js';
import { TranscriptSoFar, type SoFarState } from './TranscriptSoFar.js';

const words = text.recording.soFar;

/** Draws the lines of a run, after the lines of the run `read` were read. */
const draw = (read: string, run: string, state: SoFarState): string =>
  drawView(<TranscriptSoFar kind="recordings" id="a" job={run} state={state} />, (client) => {
    const segments = [{ start: 0, end: 2, text: 'Good morning', speaker: null }];
    client.setQueryData(soFarQuery('recordings', 'a', read).queryKey, { up_to: 60, segments } as never);
  }).words;

describe('the transcript so far', () => {
  it('has the lines that were read, and keeps them after a failure', () => {
    expect(draw('run-1', 'run-1', 'running')).toContain('Good morning');
    expect(draw('run-1', 'run-1', 'failed')).toMatch(/Transcript up to 1:00.*Good morning/u);
  });

  it('does not have the lines of an earlier run', () => {
    const waiting = draw('run-1', 'run-2', 'pending');
    expect(waiting).toContain(words.none);
    expect(waiting).not.toContain('Good morning');
    expect(draw('run-1', 'run-2', 'failed')).toBe('');
  });
});
