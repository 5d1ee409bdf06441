import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { outputFolder, readLedger, type LedgerEntry } from '@throughline/simulation';
import type { OutputConfig } from '@throughline/contracts';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { askSystem } from '#src/testing/ask-system.js';

interface Item {
  readonly id: string;
  readonly status: string;
  readonly run: { readonly active: boolean } | null;
  readonly outputs: readonly { readonly status: string; readonly unconfirmed?: boolean }[];
}

const STAGES = { TRIM: {}, TRANSCRIBE: {}, EXTRACT_TOPICS: {}, GENERATE_SUBTITLES: {} };
const output = (name: string): OutputConfig => ({ name, type: 'simulated', settings: { class: name.split('-')[0] ?? '' } });
const OUTPUTS = ['keyed-one', 'session-one', 'blind-one', 'keyed-silent'];

describe('deliveries in a running system', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({
      simulation: true,
      outputs: OUTPUTS.map(output),
      runDefaults: { retry: { backoff_ms: [50], wait_ms: [100] }, limits: { no_progress_ms: 600_000 } },
      env: { upload: { TL_OUTPUT_STILL_MS: '3000', TL_DELIVERY_CONCURRENCY: '2' } },
    });
  }, 120_000);
  afterAll(() => system.close());

  const ask = <T>(path: string, body?: object): Promise<T> => askSystem<T>(system, path, body);
  const begin = async (name: string, script: object = {}): Promise<string> => {
    const { id } = await ask<Item>('/recordings', {
      source: { kind: 'simulated', settings: { seconds: 1 } },
      title: 'A trial',
      run: true,
      processing_config: { simulation: { ...STAGES, [`deliver:${name}`]: script } },
      output_config: { outputs: [name] },
    });
    return id;
  };
  const waitForEnd = (id: string): Promise<Item> =>
    until(
      async () => {
        const item = await ask<Item>(`/recordings/${id}`);
        return item.run?.active === false ? item : undefined;
      },
      { what: 'the end of the run' },
    );
  const ledgerOf = async (name: string, id: string): Promise<readonly LedgerEntry[]> =>
    ((await readLedger(system.simulationDir, name)) ?? []).filter(({ assetId }) => assetId === id);
  const countStored = async (place: 'objects' | 'sessions', name: string, id: string): Promise<number> =>
    (await readdir(join(outputFolder(system.simulationDir, name), place))).filter((file) => file.startsWith(id)).length;

  it('resume the session of a killed process, and make one object', async () => {
    const crashes = system.service('upload').crashes;
    const id = await begin('session-one', { faults: [{ attempt: 1, do: 'crash', at: 0.5 }] });
    expect(await waitForEnd(id)).toMatchObject({ status: 'READY' });
    expect(system.service('upload').crashes).toBe(crashes + 1);
    const ledger = await ledgerOf('session-one', id);
    expect(ledger.map(({ kind }) => kind)).toEqual(['open', 'send', 'inspect', 'send', 'finish']);
    expect(ledger[3]?.offset).toBeGreaterThan(0);
    expect(await countStored('objects', 'session-one', id)).toBe(1);
  }, 120_000);

  it('are unconfirmed after a blind output has lost its answer, and are not repeated after a reset', async () => {
    const id = await begin('blind-one', { faults: [{ attempt: 1, do: 'drop' }] });
    expect(await waitForEnd(id)).toMatchObject({ outputs: [{ status: 'UPLOADED', unconfirmed: true }] });
    await ask(`/recordings/${id}/reset`, {});
    await ask(`/recordings/${id}/run`, { output_config: { outputs: ['blind-one'] } });
    expect(await waitForEnd(id)).toMatchObject({ outputs: [{ status: 'UPLOADED', unconfirmed: true }] });
    expect(await ledgerOf('blind-one', id)).toHaveLength(1);
    expect(await countStored('objects', 'blind-one', id)).toBe(1);
  }, 120_000);

  it('leave no session behind when their run is cancelled', async () => {
    const id = await begin('session-one', { faults: [{ do: 'hang', at: 0.5 }] });
    await until(async () => (await ledgerOf('session-one', id)).some(({ kind }) => kind === 'send'), { what: 'the sending' });
    await ask(`/recordings/${id}/cancel`, {});
    await until(async () => (await countStored('sessions', 'session-one', id)) === 0, { what: 'the end of the session' });
    await until(async () => (await ledgerOf('session-one', id)).at(-1)?.answer !== undefined, { what: 'the answer' });
    expect((await ledgerOf('session-one', id)).at(-1)).toMatchObject({ kind: 'cancel', answer: { answer: 'cancelled' } });
    expect(await countStored('objects', 'session-one', id)).toBe(0);
  }, 120_000);

  it('leave no session behind if their process was killed before their run was cancelled', async () => {
    const id = await begin('session-one', { faults: [{ do: 'hang', at: 0.5 }] });
    await until(async () => (await ledgerOf('session-one', id)).some(({ kind }) => kind === 'send'), { what: 'the sending' });
    await system.service('upload').kill();
    await ask(`/recordings/${id}/cancel`, {});
    expect(await countStored('sessions', 'session-one', id)).toBe(1);
    await system.service('upload').start();
    await until(async () => (await countStored('sessions', 'session-one', id)) === 0, {
      timeout: 30_000,
      what: 'the end of the session',
    });
    await ask(`/recordings/${id}/run`, {
      // A new run inherits the config of the last run, scripts included. This run must not hang again.
      processing_config: { simulation: { ...STAGES, 'deliver:session-one': {} } },
      output_config: { outputs: ['session-one'] },
    });
    await until(async () => (await ask<Item>(`/recordings/${id}`)).status === 'READY', { what: 'the delivery' });
    expect(await countStored('objects', 'session-one', id)).toBe(1);
  }, 120_000);

  it('overtake an unresponsive output, even if more deliveries wait for it than its lane takes', async () => {
    const waiting = await Promise.all(Array.from({ length: 4 }, () => begin('keyed-silent', { faults: [{ do: 'silent' }] })));
    await until(async () => (await readLedger(system.simulationDir, 'keyed-silent'))?.some(({ kind }) => kind === 'put'), {
      what: 'the silence',
    });
    const passing = await begin('keyed-one');
    expect(await waitForEnd(passing)).toMatchObject({ status: 'READY' });
    for (const id of waiting) expect(await ask<Item>(`/recordings/${id}`)).toMatchObject({ run: { active: true } });
    for (const id of waiting) await ask(`/recordings/${id}/cancel`, {});
  }, 120_000);
});
