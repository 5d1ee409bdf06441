export interface LeaseParts {
  /** Another gateway takes over a crashed one's claim after this time. */
  readonly leaseMs: number;
  /** Time between two renewals. By default a third of the lease, so that one may fail. */
  readonly everyMs?: number;
  /** Returns false if the claim was lost: it was given up, or another gateway has taken it over. */
  readonly renew: () => Promise<boolean>;
  /** Learns of renewals that failed, for example because the database was away. */
  readonly onProblem: (error: unknown) => void;
}

/** The claim belongs to another gateway, or to nobody any more. */
export class LostClaimError extends Error {
  readonly kind = 'lost-claim';

  constructor() {
    super('the claim was given up, or another gateway has taken it over');
    this.name = 'LostClaimError';
  }
}

/** Renews a claim until its end. A failed renewal does not lose the claim: only the store knows who has it. */
export class Lease {
  readonly #lost = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(private readonly parts: LeaseParts) {
    const { leaseMs, everyMs = leaseMs / 3, onProblem } = parts;
    this.#heartbeat = setInterval(() => {
      this.renew().catch(onProblem);
    }, everyMs);
  }

  /** Fires with a `LostClaimError` when a renewal finds that the claim was lost. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Renews the claim at once, besides the heartbeat. */
  async renew(): Promise<void> {
    if (!(await this.parts.renew())) this.#lost.abort(new LostClaimError());
  }

  /** Ends the renewals. The claim is given up by its store. */
  end(): void {
    clearInterval(this.#heartbeat);
  }
}

/** Works while the claim is renewed. The lease ends with the work, whatever its result. */
export async function holdLease<T>(parts: LeaseParts, work: (lease: Lease) => Promise<T>): Promise<T> {
  const lease = new Lease(parts);
  try {
    return await work(lease);
  } finally {
    lease.end();
  }
}
