import { holdLease, Lease } from './lease.js';
import { LeasedWork } from './leased-work.js';

const LEASE_MS = 15_000;

class Gate {
  open!: () => void;
  readonly opened = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A store with one claim at a time for each key, by the clock of the spec. */
class Claims {
  readonly log: string[] = [];
  isAway = false;
  readonly #held = new Map<string, { readonly by: string; readonly until: number }>();
  #number = 0;

  claim(key: string, leaseMs: number): Promise<string | undefined> {
    if (this.isAway) return Promise.reject(new Error('the store is away'));
    const held = this.#held.get(key);
    if (held !== undefined && held.until > Date.now()) return Promise.resolve(undefined);
    this.#number += 1;
    const claim = `${key} ${String(this.#number)}`;
    this.#held.set(key, { by: claim, until: Date.now() + leaseMs });
    this.log.push(`claimed ${claim}`);
    return Promise.resolve(claim);
  }

  renew(claim: string, leaseMs: number): Promise<boolean> {
    if (this.isAway) return Promise.reject(new Error('the store is away'));
    const key = claim.split(' ')[0] ?? '';
    if (this.#held.get(key)?.by !== claim) return Promise.resolve(false);
    this.#held.set(key, { by: claim, until: Date.now() + leaseMs });
    return Promise.resolve(true);
  }

  release(claim: string): void {
    const key = claim.split(' ')[0] ?? '';
    if (this.#held.get(key)?.by === claim) this.#held.delete(key);
    this.log.push(`released ${claim}`);
  }
}

/** A gateway that works on each key until its gate opens, or its signal fires. */
function startGateway(claims: Claims) {
  const gates = new Map<string, Gate>();
  const problems: unknown[] = [];
  const signals = new Map<string, AbortSignal>();
  const work = new LeasedWork<string, string>({
    leaseMs: LEASE_MS,
    claim: (key, leaseMs) => claims.claim(key, leaseMs),
    renew: (claim, leaseMs) => claims.renew(claim, leaseMs),
    work: async (claim, signal) => {
      const gate = new Gate();
      gates.set(claim, gate);
      signals.set(claim, signal);
      signal.addEventListener('abort', gate.open);
      await gate.opened;
      claims.release(claim);
    },
    onProblem: (error) => problems.push(error),
  });
  return { work, gates, problems, signals };
}

const refuse = (error: unknown): never => {
  throw error;
};

/** Lets the promises that are settled continue. */
const settle = (): Promise<void> => jest.advanceTimersByTimeAsync(0).then(() => undefined);

describe('a lease', () => {
  it('is renewed three times within its time, until the work ends', async () => {
    const renew = jest.fn(() => Promise.resolve(true));
    const gate = new Gate();
    const result = holdLease({ leaseMs: LEASE_MS, renew, onProblem: refuse }, async ({ lost }) => {
      await gate.opened;
      return lost.aborted;
    });
    await jest.advanceTimersByTimeAsync(LEASE_MS);
    expect(renew).toHaveBeenCalledTimes(3);
    gate.open();
    expect(await result).toBe(false);
    await jest.advanceTimersByTimeAsync(LEASE_MS);
    expect(renew).toHaveBeenCalledTimes(3);
  });

  it('is not renewed after work that throws', async () => {
    const renew = jest.fn(() => Promise.resolve(true));
    const held = holdLease({ leaseMs: LEASE_MS, everyMs: 2_000, renew, onProblem: refuse }, () =>
      Promise.reject(new Error('broken')),
    );
    await expect(held).rejects.toThrow('broken');
    await jest.advanceTimersByTimeAsync(LEASE_MS);
    expect(renew).not.toHaveBeenCalled();
  });

  it('tells the work that the claim was lost, by the heartbeat or by a renewal at once', async () => {
    const answers = [true, false];
    const lease = new Lease({
      leaseMs: LEASE_MS,
      everyMs: 2_000,
      renew: () => Promise.resolve(answers.shift() ?? false),
      onProblem: refuse,
    });
    await jest.advanceTimersByTimeAsync(2_000);
    expect(lease.lost.aborted).toBe(false);
    await lease.renew();
    expect(lease.lost.reason).toMatchObject({ kind: 'lost-claim' });
    lease.end();
  });

  it('goes on after renewals that failed: only the store knows whether the claim was lost', async () => {
    const problems: unknown[] = [];
    const answers = [() => Promise.reject(new Error('away')), () => Promise.resolve(true), () => Promise.resolve(false)];
    const lease = new Lease({
      leaseMs: LEASE_MS,
      renew: () => answers.shift()?.() ?? Promise.resolve(true),
      onProblem: (error) => problems.push(error),
    });
    await jest.advanceTimersByTimeAsync((LEASE_MS / 3) * 2);
    expect([problems, lease.lost.aborted]).toEqual([[new Error('away')], false]);
    await jest.advanceTimersByTimeAsync(LEASE_MS / 3);
    expect(lease.lost.aborted).toBe(true);
    lease.end();
  });
});

describe('work under a claim', () => {
  let claims: Claims;
  beforeEach(() => {
    claims = new Claims();
  });

  it('is done by one gateway at a time, however long it takes', async () => {
    const [one, other] = [startGateway(claims), startGateway(claims)];
    void one.work.pursue('a');
    await jest.advanceTimersByTimeAsync(LEASE_MS * 3);
    await other.work.pursue('a');
    expect(claims.log).toEqual(['claimed a 1']);
    one.gates.get('a 1')?.open();
    await one.work.ended();
    void other.work.pursue('a');
    await settle();
    expect(claims.log).toEqual(['claimed a 1', 'released a 1', 'claimed a 2']);
    await other.work.stop();
  });

  it('is taken over when the lease of a killed gateway has ended', async () => {
    await claims.claim('a', LEASE_MS);
    const { work } = startGateway(claims);
    await jest.advanceTimersByTimeAsync(LEASE_MS - 1);
    await work.pursue('a');
    expect(claims.log).toEqual(['claimed a 1']);
    await jest.advanceTimersByTimeAsync(1);
    void work.pursue('a');
    await settle();
    expect(claims.log).toEqual(['claimed a 1', 'claimed a 2']);
    await work.stop();
  });

  it('learns that another gateway has taken it over, as after an outage of the store', async () => {
    const { work, problems, signals } = startGateway(claims);
    const running = work.pursue('a');
    await settle();
    claims.isAway = true;
    await jest.advanceTimersByTimeAsync(LEASE_MS);
    expect([problems.length, signals.get('a 1')?.aborted]).toEqual([3, false]);
    claims.isAway = false;
    await claims.claim('a', LEASE_MS);
    await jest.advanceTimersByTimeAsync(LEASE_MS / 3);
    await running;
    expect(signals.get('a 1')?.reason).toMatchObject({ kind: 'lost-claim' });
    // The release of a lost claim leaves that of the other gateway.
    expect(await claims.renew('a 2', LEASE_MS)).toBe(true);
  });

  it('ends with the gateway, which gives up its claims and takes no new ones', async () => {
    const { work } = startGateway(claims);
    void work.pursue('a');
    void work.pursue('b');
    await settle();
    await work.stop();
    await work.pursue('c');
    expect(claims.log).toEqual(['claimed a 1', 'claimed b 2', 'released a 1', 'released b 2']);
    expect([work.size, work.stopped.aborted]).toEqual([0, true]);
  });

  it('is joined by another call for its key, or followed by it', async () => {
    const { work, gates } = startGateway(claims);
    const first = work.pursue('a');
    expect(work.pursue('a')).toBe(first);
    const second = work.pursueAgain('a');
    await settle();
    expect([work.has('a'), work.size, claims.log]).toEqual([true, 1, ['claimed a 1']]);
    gates.get('a 1')?.open();
    await first;
    await settle();
    expect([work.has('a'), claims.log.at(-1)]).toEqual([true, 'claimed a 2']);
    gates.get('a 2')?.open();
    await second;
    expect(work.has('a')).toBe(false);
  });

  it('never rejects: a claim that failed is reported, and the key is free again', async () => {
    const { work, problems } = startGateway(claims);
    claims.isAway = true;
    await work.pursue('a');
    expect([problems, work.has('a')]).toEqual([[new Error('the store is away')], false]);
  });
});
