import type { Script } from '@throughline/contracts';
import { playScript, type PlayOptions } from './play-script.js';

class Crashed extends Error {}

function stage(given: Partial<PlayOptions> = {}): { options: PlayOptions; seen: number[]; passed: () => number } {
  const seen: number[] = [];
  let passed = 0;
  const options: PlayOptions = {
    attempt: 1,
    signal: new AbortController().signal,
    progress: (fraction) => {
      seen.push(fraction);
    },
    sleep: (ms) => {
      passed += ms;
      return Promise.resolve();
    },
    crash: () => {
      throw new Crashed();
    },
    ...given,
  };
  return { options, seen, passed: () => Math.round(passed) };
}

describe('a script', () => {
  it('takes its time and reports its progress, evenly spread', async () => {
    const at: number[] = [];
    const { options, passed } = stage();
    const progress = (): void => void at.push(passed());
    expect(await playScript({ takes_ms: 1_000, progress: [0.2, 0.3, 0.9] }, { ...options, progress })).toEqual({ kind: 'done' });
    expect(at).toEqual([250, 500, 750]);
    expect(passed()).toBe(1_000);
  });

  it('reports steady progress by default, and none if its list is empty', async () => {
    const steady = stage();
    await playScript({}, steady.options);
    expect(steady.seen).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
    const mute = stage();
    await playScript({ progress: [] }, mute.options);
    expect(mute.seen).toEqual([]);
  });

  it.each<[Script['faults'], object]>([
    [[{ do: 'fail' }], { kind: 'retryable', code: 'simulated-failure' }],
    [[{ do: 'fail', code: 'quota', retryable: true, retry_after_ms: 7 }], { kind: 'retryable', code: 'quota', retryAfterMs: 7 }],
    [[{ do: 'fail', retryable: false, message: 'no' }], { kind: 'permanent', code: 'simulated-failure', message: 'no' }],
    [[{ do: 'wait' }], { kind: 'waiting', code: 'simulated-wait' }],
    [[{ do: 'wait', code: 'rate-limit', retry_after_ms: 250 }], { kind: 'waiting', code: 'rate-limit', retryAfterMs: 250 }],
  ])('with faults %j throws the error of a real connector', async (faults, expected) => {
    await expect(playScript({ faults: faults ?? [] }, stage().options)).rejects.toMatchObject(expected);
  });

  it('fails at its configured point, after the earlier progress', async () => {
    const { options, seen, passed } = stage();
    const script: Script = { takes_ms: 1_000, progress: [0.25, 0.5, 0.75], faults: [{ do: 'fail', at: 0.6 }] };
    await expect(playScript(script, options)).rejects.toMatchObject({ kind: 'retryable' });
    expect(seen).toEqual([0.25, 0.5]);
    expect(passed()).toBe(600);
  });

  it("continues from an earlier attempt's progress, and applies an earlier fault at once", async () => {
    const { options, seen, passed } = stage({ from: 0.5 });
    await playScript({ takes_ms: 1_000, progress: [0.25, 0.5, 0.75] }, options);
    expect(seen).toEqual([0.75]);
    expect(passed()).toBe(500);
    await expect(playScript({ takes_ms: 1_000, faults: [{ do: 'fail', at: 0.2 }] }, options)).rejects.toThrow();
    expect(passed()).toBe(500);
  });

  it('applies the first fault that matches the attempt', async () => {
    const script: Script = { faults: [{ attempt: 1, do: 'fail', code: 'first' }, { attempt: 3, do: 'wait' }, { do: 'skip' }] };
    const attempt = (number: number): ReturnType<typeof playScript> => playScript(script, stage({ attempt: number }).options);
    await expect(attempt(1)).rejects.toMatchObject({ code: 'first' });
    expect(await attempt(2)).toEqual({ kind: 'skipped', reason: 'not_applicable' });
    await expect(attempt(3)).rejects.toMatchObject({ kind: 'waiting' });
  });

  it('crashes only after its earlier progress was stored', async () => {
    const order: string[] = [];
    const { options } = stage({
      progress: async (fraction) => {
        await Promise.resolve();
        order.push(`stored ${String(fraction)}`);
      },
      crash: () => {
        order.push('crashed');
        throw new Crashed();
      },
    });
    await expect(playScript({ progress: [0.5], faults: [{ do: 'crash', at: 1 }] }, options)).rejects.toThrow(Crashed);
    expect(order).toEqual(['stored 0.5', 'crashed']);
  });

  it.each<Script>([{ faults: [{ do: 'hang' }] }, { takes_ms: 86_400_000 }])(
    '%j ends with the reason of the signal',
    async (script) => {
      const controller = new AbortController();
      const { sleep: _, ...options } = stage({ signal: controller.signal }).options;
      const played = playScript(script, options);
      const reason = new Error('superseded');
      controller.abort(reason);
      await expect(played).rejects.toBe(reason);
    },
  );

  it.each(['drop', 'silent', 'truncate'] as const)('leaves %s to the output that answers', async (fault) => {
    const { options, seen, passed } = stage();
    const script: Script = { takes_ms: 100, faults: [{ do: fault, at: 0.1 }] };
    expect(await playScript(script, options)).toEqual({ kind: 'answer', fault });
    expect(passed()).toBe(100);
    expect(seen).toHaveLength(9);
  });
});
