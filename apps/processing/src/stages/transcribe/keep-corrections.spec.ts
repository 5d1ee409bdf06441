import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StepContext } from '@throughline/engine';
import { correctTranscript, renameSpeaker, renderTranscriptJson, type Transcript } from '@throughline/media';
import { keepCorrections } from './keep-corrections.js';

const transcriptOf = (text: string): Transcript => ({
  language: 'en',
  engine: 'spec',
  model: 'spec',
  durationSeconds: 60,
  segments: [{ id: 0, start: 0, end: 4, text, confidence: 1 }],
  words: text.split(' ').map((word, index) => ({ word, start: index, end: index + 0.9, confidence: 1 })),
  meanConfidence: 1,
  quality: 'normal',
  notes: [],
});
const corrected = correctTranscript(
  transcriptOf('good mourning every body'),
  [{ id: 0, start: 0, end: 4, text: 'good morning every body' }],
  {
    id: 'c',
    basis: 'b',
  },
);

describe('a transcription after a correction', () => {
  let folder: string;
  let warnings: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-kept-'));
    warnings = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const keep = (text: string, input: StepContext['input']): ReturnType<typeof keepCorrections> =>
    keepIn(transcriptOf(text), input);
  const keepIn = async (heard: Transcript, input: StepContext['input']): ReturnType<typeof keepCorrections> => {
    const log = { info: () => undefined, warn: (_: object, message: string) => warnings.push(message), error: () => undefined };
    return keepCorrections(heard, { input, log });
  };
  const storeFile = async (content: string): ReturnType<StepContext['input']> => {
    const path = join(folder, 'earlier.json');
    await writeFile(path, content);
    const artifact = { role: 'earlier_correction', name: 'e', key: 'k', mediaType: 'application/json', size: 1, sha256: '' };
    return { path, artifact };
  };

  it('keeps the words of the person, and counts what both changed', async () => {
    const { transcript, facts } = await keep('good evening every body', () => storeFile(renderTranscriptJson(corrected)));
    expect(transcript.segments).toMatchObject([{ text: 'good morning every body', heard: 'good evening every body' }]);
    expect(facts).toEqual({ kept_corrections: 1, conflicting_corrections: 1, kept_removals: 0 });
  });

  it('keeps the names of speakers with a channel each, even if nobody wrote a passage', async () => {
    const heard: Transcript = { ...transcriptOf('hello'), speakers: [{ id: 'S1', channel: 'left' }] };
    const named = renameSpeaker(heard, { id: 'S1', name: 'Anna' }, { id: 'c', basis: 'b' });
    const { transcript, facts } = await keepIn(heard, () => storeFile(renderTranscriptJson(named)));
    expect(transcript.speakers).toEqual([{ id: 'S1', channel: 'left', name: 'Anna' }]);
    expect(facts).toEqual({});
    expect(warnings).toEqual([]);
  });

  it('counts the passages that it loses because it cannot be compared with the correction', async () => {
    const removed = [{ start: 10, end: 12 }];
    const { transcript, facts } = await keep('guten tag ihr alle', () =>
      storeFile(renderTranscriptJson({ ...corrected, removed })),
    );
    expect(transcript).toEqual(transcriptOf('guten tag ihr alle'));
    expect(facts).toEqual({ lost_corrections: 1, lost_removals: 1 });
    expect(warnings).toEqual(['The earlier correction does not fit this transcript, so the transcript begins without it']);
  });

  it('is unchanged without one', async () => {
    expect(await keep('hello', () => Promise.resolve(undefined))).toEqual({ transcript: transcriptOf('hello'), facts: {} });
  });

  it.each<[string, () => ReturnType<StepContext['input']>]>([
    ['lost', () => Promise.reject(Object.assign(new Error('lost'), { kind: 'not-found' }))],
    ['damaged', () => storeFile('{')],
  ])('begins without a correction that is %s', async (_what, input) => {
    expect((await keep('hello', input)).facts).toEqual({});
    expect(warnings).toHaveLength(1);
  });

  it('waits for a store that is away', async () => {
    const fail = (): Promise<never> => Promise.reject(Object.assign(new Error('away'), { kind: 'waiting' }));
    await expect(keep('hello', fail)).rejects.toMatchObject({ kind: 'waiting' });
  });
});
