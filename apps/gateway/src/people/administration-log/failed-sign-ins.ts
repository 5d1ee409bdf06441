import type { OnApplicationShutdown } from '@nestjs/common';
import type { AdministrationLog, ChangeRecord } from './administration-log.js';

/** A flood from many addresses adds at most this many entries in each window, and one for all others. */
const MAX_ENTRIES = 50;

export interface FailedSignIn {
  readonly address: string;
  readonly method: 'link' | 'token' | 'passkey' | 'oidc' | 'invitation' | 'share_link';
  /** The account that was tried, if the request names an existing one. */
  readonly account?: { readonly id: string; readonly name: string };
}

interface Count {
  readonly failure: FailedSignIn;
  attempts: number;
}

const entryOf = ({ failure: { address, method, account }, attempts }: Count): ChangeRecord => ({
  kind: 'sign_in.failed',
  actor: { type: 'stranger' },
  address,
  subject: { type: 'user', ...account },
  changes: { method: { from: null, to: method }, attempts: { from: null, to: attempts } },
});

/** Counts refused sign-ins by address and account, and records each count once for a window of time. */
export class FailedSignIns implements OnApplicationShutdown {
  #counts = new Map<string, Count>();
  #others = 0;

  constructor(private readonly log: Pick<AdministrationLog, 'record'>) {}

  add(failure: FailedSignIn): void {
    const key = JSON.stringify([failure.address, failure.method, failure.account?.id]);
    const known = this.#counts.get(key);
    if (known !== undefined) known.attempts += 1;
    else if (this.#counts.size < MAX_ENTRIES) this.#counts.set(key, { failure, attempts: 1 });
    else this.#others += 1;
  }

  /** Records the counts of the past window. Counts that cannot be written stay for the next one. */
  async flush(): Promise<void> {
    const [counts, others] = [[...this.#counts.values()], this.#others];
    if (counts.length === 0) return;
    const rest: ChangeRecord = {
      kind: 'sign_in.failed',
      actor: { type: 'stranger' },
      subject: { type: 'user' },
      changes: { attempts_from_other_addresses: { from: null, to: others } },
    };
    this.#counts = new Map();
    this.#others = 0;
    try {
      await this.log.record([...counts.map(entryOf), ...(others > 0 ? [rest] : [])]);
    } catch (error) {
      for (const { failure, attempts } of counts) for (let left = attempts; left > 0; left -= 1) this.add(failure);
      this.#others += others;
      throw error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.flush().catch(() => undefined);
  }
}
