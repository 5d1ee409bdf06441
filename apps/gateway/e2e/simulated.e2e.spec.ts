import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startSystem, type System } from '@throughline/stack/testing';
import { RecordingsClient, type LedgerView, type RecordingView } from './recordings-client.js';

const RETRY = { max_attempts: 3, backoff_ms: [100], wait_ms: [300], max_crashes: 3 };
const LIMITS = { step_timeout_ms: 60_000, timeout_media_factor: 0, no_progress_ms: 8_000 };

const output = (name: string, settings: object, more: object = {}): object => ({ name, type: 'simulated', settings, ...more });
const OUTPUTS = [
  output('keyed', { class: 'keyed' }),
  output('session', { class: 'session' }),
  output('blind', { class: 'blind' }),
  output('knowing', { class: 'blind', detects_duplicates: true }),
  output('followed', { class: 'blind' }, { follow_ups: ['captions', 'thumbnail'] }),
];

const createdObjects = (ledger: readonly LedgerView[]): readonly LedgerView[] =>
  ledger.filter(({ kind }) => kind === 'put' || kind === 'finish' || kind === 'post');

/** Returns the name and the attempt of each request of a follow-up. */
const followed = (ledger: readonly LedgerView[]): readonly (readonly [string | null, number])[] =>
  ledger
    .filter(({ kind }) => kind === 'follow-up')
    .map((one) => [one.follow_up, one.attempt] as const)
    .sort();

/** Real processes, a real broker and simulated connectors: the reaction to failures at the edges of the system (U22). */
describe('with simulated connectors', () => {
  let system: System;
  let client: RecordingsClient;
  beforeAll(async () => {
    system = await startSystem({
      simulation: true,
      outputs: OUTPUTS as never,
      runDefaults: { retry: RETRY, limits: LIMITS },
      // Attempts are counted: a worker that is only slow must keep its lease.
      leaseTermMs: 5_000,
      ackWaitMs: 900,
    });
    client = new RecordingsClient(system.url, system.token);
  }, 120_000);
  afterAll(() => system.close(), 60_000);

  const waitForEnd = async (id: string): Promise<RecordingView> =>
    (await client.waitFor(id, ({ run }) => run?.active === false, 120_000)).recording;
  /** Returns the objects at an output. The ledger misses those whose answer was never sent. */
  const objectsOf = (name: string): Promise<readonly string[]> =>
    readdir(join(system.simulationDir, 'outputs', name, 'objects')).catch(() => []);
  const outputOf = (recording: RecordingView, name: string): RecordingView['outputs'][number] | undefined =>
    recording.outputs.find(({ id }) => id === name);

  it('a run passes the source, the stages and every class of output', async () => {
    const { id } = await client.simulate({ outputs: ['keyed', 'session', 'blind', 'knowing'] });
    const recording = await waitForEnd(id);
    expect(recording).toMatchObject({ status: 'READY', failed: false, upload_summary: { total: 4, uploaded: 4 } });
  });

  it.each(['keyed', 'session', 'knowing'])(
    'an output of class %s holds one object after a lost answer, no answer or a dead sender',
    async (name) => {
      for (const fault of ['drop', 'silent', 'crash']) {
        const before = (await objectsOf(name)).length;
        const script = { takes_ms: 200, faults: [{ attempt: 1, do: fault, at: fault === 'crash' ? 0.5 : 0 }] };
        const { id } = await client.simulate({ outputs: [name], simulation: { [`deliver:${name}`]: script } });
        const recording = await waitForEnd(id);
        expect({ fault, status: recording.status, failed: recording.failed }).toEqual({ fault, status: 'READY', failed: false });
        expect(outputOf(recording, name)).toMatchObject({ status: 'UPLOADED', unconfirmed: false });
        expect({ fault, objects: (await objectsOf(name)).length - before }).toEqual({ fault, objects: 1 });
      }
    },
    240_000,
  );

  it('a blind output with an unknown outcome is not sent again: uploaded, unconfirmed, for a person to settle', async () => {
    const script = { faults: [{ attempt: 1, do: 'drop' }] };
    const { id } = await client.simulate({ outputs: ['blind'], simulation: { 'deliver:blind': script } });
    const recording = await waitForEnd(id);
    expect(outputOf(recording, 'blind')).toMatchObject({ status: 'UPLOADED', unconfirmed: true });
    expect(createdObjects(await client.ledger('blind', id))).toHaveLength(1);
    expect((await client.ask(id, 'outputs/blind/settle', { delivered: false })).status).toBe(200);
    expect(outputOf(await client.get(id), 'blind')).toMatchObject({ status: 'FAILED' });
    expect((await client.ask(id, 'run')).status).toBe(202);
    expect(outputOf(await waitForEnd(id), 'blind')).toMatchObject({ status: 'UPLOADED', unconfirmed: false });
    expect(createdObjects(await client.ledger('blind', id))).toHaveLength(2);
  });

  it('a partly received object does not count as delivered', async () => {
    const script = { faults: [{ attempt: 1, do: 'truncate' }] };
    const { id } = await client.simulate({ outputs: ['session'], simulation: { 'deliver:session': script } });
    expect(await waitForEnd(id)).toMatchObject({ status: 'READY' });
    const failures = (await client.events(id)).filter(({ type }) => type === 'StepFailed');
    expect(failures).toHaveLength(1);
  });

  it('an output that is away delays no other output, and says what it waits for (U21)', async () => {
    const out = {
      faults: [{ do: 'wait', code: 'destination-unreachable', message: 'It does not answer', retry_after_ms: 3_600_000 }],
    };
    const held = await Promise.all(
      Array.from({ length: 12 }, () =>
        client.simulate({ outputs: ['session', 'keyed'], simulation: { 'deliver:session': out } }),
      ),
    );
    const free = await Promise.all(Array.from({ length: 6 }, () => client.simulate({ outputs: ['session'] })));
    for (const { id } of free) expect((await waitForEnd(id)).status).toBe('READY');
    for (const { id } of held) {
      const { recording } = await client.waitFor(
        id,
        ({ waiting_for, outputs }) =>
          waiting_for.some((one) => one.for !== 'queue') && outputs.some(({ status }) => status === 'UPLOADED'),
      );
      expect(recording.waiting_for).toMatchObject([{ step: 'deliver:session', for: 'destination-unreachable' }]);
      expect(outputOf(recording, 'keyed')).toMatchObject({ status: 'UPLOADED' });
      expect(recording.failed).toBe(false);
    }
  }, 240_000);

  it('an output that hangs for ever delays no other output', async () => {
    const hang = { faults: [{ do: 'hang' }] };
    const hanging = await Promise.all(
      Array.from({ length: 6 }, () => client.simulate({ outputs: ['knowing'], simulation: { 'deliver:knowing': hang } })),
    );
    const free = await Promise.all(Array.from({ length: 6 }, () => client.simulate({ outputs: ['keyed'] })));
    for (const { id } of free) expect((await waitForEnd(id)).status).toBe('READY');
    for (const { id } of hanging) {
      const recording = await waitForEnd(id);
      expect(outputOf(recording, 'knowing')).toMatchObject({ status: 'FAILED' });
      expect(recording).toMatchObject({ status: 'PROCESSED', failed: true, failed_at_stage: 'upload' });
    }
  }, 240_000);

  it('a crash loop ends and names its cause', async () => {
    const script = { takes_ms: 100, faults: [{ do: 'crash', at: 0.5 }] };
    const { id } = await client.simulate({ simulation: { EXTRACT_TOPICS: script } });
    const recording = await waitForEnd(id);
    expect(recording).toMatchObject({ status: 'DOWNLOADED', failed: true, failed_at_stage: 'topics' });
    const failed = (await client.events(id)).filter(({ type }) => type === 'StepFailed');
    expect(failed).toMatchObject([{ detail: { error: { code: 'worker-crashed' } } }]);
  }, 240_000);

  it('tolerant mode skips the text stages and delivers the rest (FLR-06 to FLR-08)', async () => {
    const broken = { faults: [{ do: 'fail', code: 'model-gone', message: 'There is no such model', retryable: false }] };
    const { id } = await client.simulate({
      outputs: ['keyed'],
      simulation: { TRANSCRIBE: broken },
      processing: { transcription: { allow_errors: true } },
    });
    const recording = await waitForEnd(id);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    const stages = Object.fromEntries(recording.processing_stages.map((stage) => [stage.stage_type, stage]));
    expect(stages).toMatchObject({
      TRANSCRIBE: { status: 'SKIPPED', skip_reason: 'error' },
      EXTRACT_TOPICS: { status: 'SKIPPED', skip_reason: 'parent_failed' },
      GENERATE_SUBTITLES: { status: 'SKIPPED', skip_reason: 'parent_failed' },
    });
  });

  it('a partial upload is reported, and the next run sends only what is missing (RUN-07, UPL-11)', async () => {
    const once = { faults: [{ attempt: 1, do: 'fail', code: 'refused', retryable: false }] };
    const { id } = await client.simulate({ outputs: ['keyed', 'session'], simulation: { 'deliver:session': once } });
    expect(await waitForEnd(id)).toMatchObject({
      status: 'UPLOADED',
      failed: false,
      upload_summary: { total: 2, uploaded: 1, failed: 1, partial: true },
    });
    const before = createdObjects(await client.ledger('keyed', id));
    expect(before).toHaveLength(1);
    expect((await client.ask(id, 'run', { output_config: { outputs: ['keyed', 'session'] } })).status).toBe(202);
    expect(await waitForEnd(id)).toMatchObject({ status: 'READY', upload_summary: { total: 2, uploaded: 2 } });
    expect(createdObjects(await client.ledger('keyed', id))).toEqual(before);
  });

  it('a failed follow-up is retried alone: neither the delivery nor another follow-up is repeated (U9)', async () => {
    const once = { faults: [{ attempt: 1, do: 'fail', code: 'no-picture', retryable: false }] };
    const { id } = await client.simulate({ outputs: ['followed'], simulation: { 'deliver:followed/thumbnail': once } });
    expect(await waitForEnd(id)).toMatchObject({
      status: 'READY',
      failed: false,
      upload_summary: { uploaded: 1, follow_ups_failed: 1 },
    });
    expect((await client.list('?follow_ups_failed=true')).map((one) => one.id)).toEqual([id]);
    const before = await client.ledger('followed', id);
    expect(createdObjects(before)).toHaveLength(1);
    expect(followed(before)).toEqual([
      ['captions', 1],
      ['thumbnail', 1],
    ]);

    expect((await client.ask(id, 'outputs/followed/follow-ups/thumbnail/retry')).status).toBe(202);
    const { recording } = await client.waitFor(
      id,
      ({ upload_summary, run }) => upload_summary.follow_ups_failed === 0 && run?.active === false,
    );
    expect(outputOf(recording, 'followed')).toMatchObject({ status: 'UPLOADED', attempt: 1 });
    expect(await client.list('?follow_ups_failed=true')).toEqual([]);
    const after = await client.ledger('followed', id);
    expect(createdObjects(after)).toEqual(createdObjects(before));
    expect(followed(after)).toEqual([...followed(before), ['thumbnail', 2]]);
    expect(await objectsOf('followed')).toHaveLength(1);
  });
});
