import type { Fault, Progress, Script } from '@throughline/contracts';
import { playStep, findScript, type ScriptedStep } from './step-script.js';

const stepOf = (given: Partial<ScriptedStep> = {}): ScriptedStep => ({
  step: 'TRIM',
  attempt: 1,
  signal: new AbortController().signal,
  config: {},
  progress: () => undefined,
  confirmLease: () => Promise.resolve(),
  ...given,
});

describe('the script of a step', () => {
  it('is found under the key of the step', () => {
    const config = { simulation: { TRIM: { takes_ms: 5 } } };
    expect(findScript(stepOf({ config }), true)).toEqual({ takes_ms: 5 });
    expect(findScript(stepOf({ config, step: 'TRANSCRIBE' }), true)).toBeUndefined();
    expect(findScript(stepOf({ config, step: 'TRANSCRIBE' }), false)).toBeUndefined();
  });

  it('is rejected for good if simulation is off, because doing the real work would hide it', () => {
    const step = stepOf({ config: { simulation: { TRIM: {} } } });
    expect(() => findScript(step, false)).toThrow(
      expect.objectContaining({ kind: 'permanent', code: 'simulation-off' }) as Error,
    );
  });

  it('reports its progress with the phase "simulated"', async () => {
    const reports: Progress[] = [];
    const step = stepOf({ progress: (progress) => void reports.push(progress) });
    expect(await playStep({ progress: [0.2, 0.7] }, step)).toEqual({});
    expect(reports).toEqual([
      { fraction: 0.2, phase: 'simulated' },
      { fraction: 0.7, phase: 'simulated' },
    ]);
  });

  it('confirms each progress if the attempt is going to crash, and only then', async () => {
    let confirmed = 0;
    const confirmLease = (): Promise<void> => {
      confirmed += 1;
      return Promise.resolve();
    };
    const script: Script = { progress: [0.2, 0.4], faults: [{ attempt: 2, do: 'crash', at: 1 }] };
    await playStep(script, stepOf({ confirmLease }));
    expect(confirmed).toBe(0);
    // Rejects because the broker is away, so the attempt ends before the crash and this process survives.
    const away = (): Promise<void> => confirmLease().then(() => Promise.reject(new Error('no line')));
    await expect(playStep(script, stepOf({ attempt: 2, confirmLease: away }))).rejects.toThrow('no line');
    expect(confirmed).toBe(1);
  });

  it('may skip the step', async () => {
    expect(await playStep({ faults: [{ do: 'skip', reason: 'no_audio' }] }, stepOf())).toEqual({ skipped: 'no_audio' });
  });

  it.each<Fault['do']>(['drop', 'silent', 'truncate'])('cannot %s, which only an output can', async (fault) => {
    await expect(playStep({ faults: [{ do: fault }] }, stepOf())).rejects.toMatchObject({
      kind: 'permanent',
      code: 'simulation-invalid',
    });
  });
});
