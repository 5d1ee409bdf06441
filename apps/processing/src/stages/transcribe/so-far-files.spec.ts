import { soFarFileName } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import { parseTranscriptJson, type Transcript, type TranscriptSoFar } from '@throughline/media';
import { SoFarFiles } from './so-far-files.js';

const transcriptOf = (text: string): Transcript => ({
  language: 'en',
  engine: 'spec',
  model: 'spec',
  durationSeconds: 60,
  segments: [{ id: 0, start: 0, end: 4, text, confidence: 1 }],
  words: [{ word: text, start: 0, end: 4, confidence: 1 }],
  meanConfidence: 1,
  quality: 'normal',
  notes: [],
});
const reportUpTo = (upTo: number, text = `up to ${String(upTo)}`): TranscriptSoFar => ({
  upTo,
  transcript: () => transcriptOf(text),
});

describe('the files of the transcript so far', () => {
  let files: Map<string, string>;
  let warnings: unknown[];
  let open: () => void;
  let gate: Promise<void>;
  let worker: AbortController;
  let soFar: SoFarFiles;
  beforeEach(() => {
    jest.useFakeTimers();
    [files, warnings, gate, worker] = [new Map(), [], Promise.resolve(), new AbortController()];
    const output: StepContext['output'] = async ({ role, name, mediaType }, content) => {
      await gate;
      files.set(name, Buffer.from(content as Uint8Array).toString());
      return { role, name, mediaType, key: name, size: 1, sha256: '' };
    };
    const discard = (name: string): Promise<void> => {
      files.delete(name);
      return Promise.resolve();
    };
    const log = { warn: (fields: unknown) => warnings.push(fields) };
    soFar = new SoFarFiles({ output, discard, log, signal: worker.signal });
  });
  afterEach(async () => {
    await soFar.close();
    jest.useRealTimers();
  });
  const wait = (): Promise<void> => jest.advanceTimersByTimeAsync(5_000);
  const block = (): void => {
    gate = new Promise((resolve) => {
      open = resolve;
    });
  };

  it('are not written for a transcription that ends at once', async () => {
    soFar.report(reportUpTo(4));
    await soFar.close();
    await wait();
    expect([...files.keys()]).toEqual([]);
  });

  it('are one file with the newest text, without the times of words', async () => {
    soFar.report(reportUpTo(4));
    soFar.report(reportUpTo(8));
    await wait();
    expect([...files.keys()]).toEqual([soFarFileName(8)]);
    expect(parseTranscriptJson(files.get(soFarFileName(8)) ?? '')).toMatchObject({ segments: [{ text: 'up to 8' }], words: [] });
    soFar.report(reportUpTo(12));
    expect([...files.keys()]).toEqual([soFarFileName(8)]);
    await wait();
    expect([...files.keys()]).toEqual([soFarFileName(12)]);
  });

  it('are written at once if nothing was heard for a while', async () => {
    await wait();
    soFar.report(reportUpTo(300));
    await jest.advanceTimersByTimeAsync(0);
    expect([...files.keys()]).toEqual([soFarFileName(300)]);
  });

  it('are written before the end of the step goes on, and none after it', async () => {
    await wait();
    block();
    soFar.report(reportUpTo(4));
    const closed = soFar.close();
    soFar.report(reportUpTo(8));
    open();
    await closed;
    soFar.report(reportUpTo(12));
    await wait();
    expect([...files.keys()]).toEqual([soFarFileName(4)]);
  });

  it('have the newest text after a failure, which may follow at once', async () => {
    await wait();
    block();
    soFar.report(reportUpTo(4));
    soFar.report(reportUpTo(8));
    const kept = soFar.keepNewest();
    open();
    await kept;
    soFar.report(reportUpTo(12));
    await wait();
    expect([...files.keys()]).toEqual([soFarFileName(8)]);
  });

  it('are not written after a failure of a stopped worker', async () => {
    soFar.report(reportUpTo(4));
    worker.abort();
    await soFar.keepNewest();
    expect([...files.keys()]).toEqual([]);
  });

  it('do not fail the transcription, and are tried again', async () => {
    await wait();
    gate = Promise.reject(new Error('disk full'));
    soFar.report(reportUpTo(4));
    await jest.advanceTimersByTimeAsync(0);
    expect(warnings).toEqual([{ err: expect.objectContaining({ message: 'disk full' }) as unknown }]);
    gate = Promise.resolve();
    soFar.report(reportUpTo(8));
    await wait();
    expect([...files.keys()]).toEqual([soFarFileName(8)]);
  });

  it('are removed once the result is stored', async () => {
    await wait();
    soFar.report(reportUpTo(4));
    await soFar.discard();
    expect([...files.keys()]).toEqual([]);
  });

  it('are no matter of a stopped worker', async () => {
    await wait();
    worker.abort();
    gate = Promise.reject(new Error('the lease is lost'));
    soFar.report(reportUpTo(4));
    await jest.advanceTimersByTimeAsync(0);
    expect(warnings).toEqual([]);
  });
});
