import { newId, soFarFileName } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { RecordingDelivery } from '../testing/recording-delivery.js';
import { Workshop, done } from '../testing/workshop.js';
import { listUnusedPrefixes } from './dead-attempts.js';
import type { StepHandler } from './step-handler.js';

const TRANSCRIBE = 'TRANSCRIBE';
const FILE = { role: 'transcript', name: 'transcript.json', mediaType: 'application/json' };

describe('the transcript of an earlier run', () => {
  let workshop: Workshop;
  let id: string;
  beforeEach(async () => {
    workshop = new Workshop();
    id = await workshop.start({}, { language: 'en' });
    await completeSteps('DOWNLOAD', 'TRIM', TRANSCRIBE, 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES', 'deliver:library');
  });
  afterEach(() => workshop.close());

  const hearing: StepHandler = {
    run: async (context) => ({ ...done, artifacts: [await context.output(FILE, Buffer.from(context.attemptId))] }),
  };
  const subtitling: StepHandler = {
    run: async (context) => ({
      ...done,
      artifacts: [
        await context.output({ ...FILE, role: 'subtitles_vtt', name: 'subtitles.vtt' }, Buffer.from(context.attemptId)),
      ],
    }),
  };
  const completeSteps = async (...steps: readonly string[]): Promise<void> => {
    for (const step of steps) {
      const delivery = new RecordingDelivery(await workshop.message(id, step));
      await workshop.worker('processing', { [TRANSCRIBE]: hearing, GENERATE_SUBTITLES: subtitling }).onWork(delivery);
      expect(delivery.answer).toBe('ack');
    }
  };
  const runAgain = async (language: string): Promise<void> => {
    const run = { runId: newId(), config: defaultRunConfig, configSources: {} };
    expect((await workshop.ask(id, { type: 'ChangeLanguage', language, run })).kind).toBe('accepted');
  };
  /** The transcripts that a sweep leaves, by their attempts. */
  const transcripts = async (): Promise<readonly string[]> => {
    for (const prefix of listUnusedPrefixes((await workshop.asset(id)).state)) await workshop.artifacts.removePrefix(prefix);
    return (await workshop.files(id))
      .filter((key) => key.endsWith(FILE.name))
      .map((key) => key.split('/')[3] ?? '')
      .sort();
  };

  it('stays until the one after it is replaced, so that people can compare both', async () => {
    const [first] = await transcripts();
    await runAgain('de');
    expect(await transcripts()).toEqual([first]);
    await completeSteps(TRANSCRIBE);
    const second = (await transcripts()).filter((attempt) => attempt !== first);
    expect(await transcripts()).toEqual([first, ...second].sort());
    await completeSteps('EXTRACT_TOPICS', 'GENERATE_SUBTITLES');
    await runAgain('fr');
    await completeSteps(TRANSCRIBE);
    const last = await transcripts();
    expect(last).toHaveLength(2);
    expect(last).not.toContain(first);
    expect(last).toEqual(expect.arrayContaining([...second]));
  });

  it('is removed by a reset, after which another file may follow', async () => {
    expect((await workshop.ask(id, { type: 'ResetAsset' })).kind).toBe('accepted');
    expect(await transcripts()).toEqual([]);
  });

  it('is removed by a reset whose files are collected after the next run has begun', async () => {
    expect((await workshop.ask(id, { type: 'ResetAsset' })).kind).toBe('accepted');
    const run = { runId: newId(), config: defaultRunConfig, configSources: {} };
    expect((await workshop.ask(id, { type: 'StartRun', ...run })).kind).toBe('accepted');
    workshop.hire('ingest');
    await until(async () => (await transcripts()).length === 0, { what: 'the end of the transcript' });
  });

  it('stays with the other files of its run until the new run has its own', async () => {
    const subtitles = async () => {
      await transcripts();
      return (await workshop.files(id)).filter((key) => key.endsWith('subtitles.vtt'));
    };
    const first = await subtitles();
    expect(first).toHaveLength(1);
    await runAgain('de');
    await completeSteps(TRANSCRIBE, 'EXTRACT_TOPICS');
    expect(await subtitles()).toEqual(first);
    await completeSteps('GENERATE_SUBTITLES');
    expect(await subtitles()).toHaveLength(1);
    expect(await subtitles()).not.toEqual(first);
  });

  it('is removed with the item', async () => {
    await runAgain('de');
    await completeSteps(TRANSCRIBE);
    await workshop.ask(id, { type: 'EraseAsset' });
    expect(await transcripts()).toEqual([]);
  });
});

describe('the transcript so far of a failed transcription', () => {
  const LINES = { role: 'so_far', name: soFarFileName(30), mediaType: 'application/json' };
  let workshop: Workshop;
  let id: string;
  beforeEach(async () => {
    workshop = new Workshop();
    id = await workshop.start({}, { language: 'en' });
    const failing: StepHandler = {
      run: async (context) => {
        await context.output(LINES, Buffer.from('{}'));
        throw Object.assign(new Error('odd'), { kind: 'permanent', code: 'undecodable' });
      },
    };
    for (const step of ['DOWNLOAD', 'TRIM', TRANSCRIBE]) {
      const delivery = new RecordingDelivery(await workshop.message(id, step));
      await workshop.worker('processing', { [TRANSCRIBE]: failing }).onWork(delivery);
    }
    expect(await workshop.isOver(id)).toBe(true);
  });
  afterEach(() => workshop.close());

  /** The files that a sweep leaves. */
  const lines = async (): Promise<readonly string[]> => {
    for (const prefix of listUnusedPrefixes((await workshop.asset(id)).state)) await workshop.artifacts.removePrefix(prefix);
    return (await workshop.files(id)).filter((key) => key.endsWith(LINES.name));
  };

  it('stays until the next run', async () => {
    expect(await lines()).toHaveLength(1);
    const run = { runId: newId(), config: defaultRunConfig, configSources: {} };
    expect((await workshop.ask(id, { type: 'StartRun', ...run })).kind).toBe('accepted');
    expect(await lines()).toEqual([]);
  });

  it.each([{ type: 'ResetAsset' }, { type: 'EraseAsset' }] as const)('is removed by $type', async (command) => {
    expect((await workshop.ask(id, command)).kind).toBe('accepted');
    expect(await lines()).toEqual([]);
  });
});
