import { readLedger } from '@throughline/simulation';
import { startSystem, until, type System } from '#testing/index.js';

interface Item {
  readonly id: string;
  readonly status: string;
  readonly failed_reason: string | null;
  readonly run: { readonly active: boolean } | null;
  readonly outputs: readonly {
    readonly id: string;
    readonly status: string;
    readonly follow_ups: readonly { readonly status: string }[];
  }[];
  readonly processing_stages: readonly { readonly stage_type: string; readonly status: string; readonly attempt: number }[];
}

const STAGES = { TRIM: {}, TRANSCRIBE: {}, EXTRACT_TOPICS: {}, GENERATE_SUBTITLES: {} };

describe('an installation with simulated connectors', () => {
  let system: System;
  beforeAll(async () => {
    const runDefaults = { retry: { backoff_ms: [50], wait_ms: [100] }, limits: { no_progress_ms: 1_500 } };
    system = await startSystem({ simulation: true, runDefaults });
  }, 120_000);
  afterAll(() => system.close());

  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const response = await fetch(`${system.url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${system.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const run = async (simulation: object, outputs: readonly string[]): Promise<Item> => {
    const { id } = await ask<Item>('/recordings', {
      source: { kind: 'simulated', settings: { seconds: 1 } },
      title: 'A trial',
      run: true,
      processing_config: { simulation },
      output_config: { outputs },
    });
    return until(
      async () => {
        const item = await ask<Item>(`/recordings/${id}`);
        return item.run?.active === false ? item : undefined;
      },
      { timeout: 60_000 },
    );
  };

  it('reports that it is simulated', async () => {
    expect(await ask('/about')).toMatchObject({ simulation: true });
  });

  it('processes a simulated recording and delivers it once to an output of every class', async () => {
    const outputs = ['sim-keyed', 'sim-session', 'sim-blind'];
    const item = await run(STAGES, [...outputs, 'library']);
    expect(item).toMatchObject({ status: 'READY', failed_reason: null });
    const artifacts = await ask<{ items: { name: string }[] }>(`/recordings/${item.id}/artifacts`);
    expect(artifacts.items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['source.wav', 'transcript.txt', 'subtitles.vtt']),
    );
    for (const output of outputs) {
      const ledger = (await readLedger(system.simulationDir, output))?.filter(({ assetId }) => assetId === item.id) ?? [];
      const stored = ledger.filter(({ kind, answer }) => ['put', 'finish', 'post'].includes(kind) && answer?.answer === 'ok');
      expect(stored).toHaveLength(1);
      const page = await ask<{ items: object[] }>(`/simulation/outputs/${output}/ledger?asset_id=${item.id}`);
      expect(page.items).toHaveLength(ledger.length);
    }
  });

  it('recovers by itself from failures, waits, hangs and a killed service', async () => {
    const processing = system.service('processing');
    const before = processing.crashes;
    const item = await run(
      {
        DOWNLOAD: { faults: [{ attempt: 1, do: 'fail', code: 'throttled' }] },
        TRIM: { faults: [{ attempt: 1, do: 'wait', code: 'quota' }] },
        TRANSCRIBE: { progress: [0.5], faults: [{ attempt: 1, do: 'crash', at: 0.8 }] },
        EXTRACT_TOPICS: { faults: [{ attempt: 1, do: 'hang' }] },
        GENERATE_SUBTITLES: { takes_ms: 100 },
        'deliver:sim-session': { faults: [{ attempt: 1, do: 'drop' }] },
        'deliver:sim-session/thumbnail': { faults: [{ do: 'fail', code: 'no-picture', retryable: false }] },
      },
      ['sim-session'],
    );
    expect(item).toMatchObject({ status: 'READY', failed_reason: null });
    expect(processing.crashes).toBe(before + 1);
    const attempts = Object.fromEntries(item.processing_stages.map((stage) => [stage.stage_type, stage.attempt]));
    expect(attempts).toEqual({ TRIM: 2, TRANSCRIBE: 2, EXTRACT_TOPICS: 2, GENERATE_SUBTITLES: 1 });
    const { items } = await ask<{ items: { type: string; detail: { progress?: number } | null }[] }>(
      `/recordings/${item.id}/events`,
    );
    // The log has the progress that the worker reported before it crashed.
    expect(items.filter(({ type }) => type === 'StepInterrupted').map(({ detail }) => detail?.progress)).toEqual([0.5]);
    const ledger = await readLedger(system.simulationDir, 'sim-session');
    const objects = new Set(ledger?.flatMap(({ assetId, answer }) => (assetId === item.id ? (answer?.object ?? []) : [])));
    expect(objects.size).toBe(1);
    // A failed follow-up is shown but does not fail its delivery.
    expect(item.outputs).toMatchObject([{ status: 'UPLOADED', follow_ups: [{ status: 'FAILED' }] }]);
  }, 120_000);
});
