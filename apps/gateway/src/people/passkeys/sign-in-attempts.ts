import { assertNotLimited } from '../../kit/http/requests/rate-limit.js';
import type { SessionStore } from '../sign-in/session-store.js';
import { hashOf } from '../tokens/token.js';
import type { AttemptStore } from './attempt-store.js';

const WINDOW_MS = 10 * 60_000;
/** Failures for one account, from any address. An authenticator of its user fails rarely: it finds the passkey by itself. */
const MAX_OF_ACCOUNT = 10;

export interface Attempt {
  readonly address: string;
  readonly userId?: string | undefined;
}

interface SignInAttemptsPorts {
  readonly attempts: AttemptStore;
  readonly sessions: Pick<SessionStore, 'list'>;
  /** Failures from one address. */
  readonly mostOfAddress: number;
  readonly now: () => Date;
}

/** Hashed, so that the table lists no addresses. */
const keyOf = (kind: 'address' | 'account', value: string): string => hashOf(`sign-in attempt ${kind} ${value}`);

/**
 * Limits failed sign-ins by address and by account, over all gateways (ADR 89). Nobody can lock a user out: the limit of an account
 * spares addresses where the user is signed in, and valid links are never limited.
 */
export class SignInAttempts {
  constructor(private readonly ports: SignInAttemptsPorts) {}

  /** Throws `rate-limited` if the attempt has to wait. */
  async check({ address, userId }: Attempt): Promise<void> {
    const { attempts, mostOfAddress } = this.ports;
    const [ofAddress, ofAccount] = [keyOf('address', address), userId === undefined ? undefined : keyOf('account', userId)];
    const counts = await attempts.countsOf(ofAccount === undefined ? [ofAddress] : [ofAddress, ofAccount]);
    this.#assertBelow(counts.get(ofAddress), mostOfAddress);
    if (userId === undefined || ofAccount === undefined || !counts.has(ofAccount)) return;
    if (!(await this.#isKnown(userId, address))) this.#assertBelow(counts.get(ofAccount), MAX_OF_ACCOUNT);
  }

  async fail({ address, userId }: Attempt): Promise<void> {
    const keys = [keyOf('address', address), ...(userId === undefined ? [] : [keyOf('account', userId)])];
    await this.ports.attempts.addFailure(keys, WINDOW_MS);
  }

  #assertBelow(count: { failures: number; until: string } | undefined, most: number): void {
    if (count === undefined || count.failures < most) return;
    assertNotLimited(Math.max(1, Date.parse(count.until) - this.ports.now().getTime()));
  }

  async #isKnown(userId: string, address: string): Promise<boolean> {
    return (await this.ports.sessions.list(userId)).some((session) => session.address === address);
  }
}
