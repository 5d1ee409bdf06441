import type { ChannelNote } from '@throughline/contracts';
import type { CredentialVault, StoredSecret } from '@throughline/credentials';
import { sleep, type Clock } from '@throughline/messaging';
import type { GuardedClient } from '@throughline/outgoing';
import { MirrorError } from './mirror-error.js';
import { NotionConnection } from './notion-connection.js';
import { credentialRefusedError, pausedError } from './notion-errors.js';
import type { Paces } from './paces.js';

export interface ConnectionsParts {
  readonly vault: Pick<CredentialVault, 'find' | 'setStatus'>;
  readonly http: GuardedClient;
  readonly url: string;
  readonly timeoutMs: number;
  readonly paces: Paces;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Returns true while this process may write pages. Absent: always. */
  readonly mayWrite?: () => boolean;
}

interface CachedConnection {
  readonly found: StoredSecret;
  readonly connection: NotionConnection;
  lookedAt: number;
  /** Time of Notion's refusal, on the monotonic clock. */
  refusedAt: number | undefined;
  lastReport: { readonly state: 'ok' | 'needs_reauth'; readonly at: number } | undefined;
}

/** Longest delay before a changed secret is used. Milliseconds. */
const LOOK_EVERY_MS = 5_000;
const TELL_EVERY_MS = 10 * 60_000;
/** A refused secret is not tried again before this, however many pages are resent. Milliseconds. */
const REFUSED_FOR_MS = 10_000;

/** Longest wait of a user who checks a channel. Milliseconds. */
const WAITS_MS = 5_000;

const missingCredentialError = (message: string): MirrorError =>
  new MirrorError('credential-missing', message, { retry: 'on-credential' });

/** Connections by credential. Channels that share a credential share its rate limit. */
export class Connections {
  readonly #connections = new Map<number, CachedConnection>();
  readonly #waiting = new Map<number, Set<() => void>>();

  constructor(private readonly parts: ConnectionsParts) {}

  /** Returns a connection. Throws a {@link MirrorError} if the token is missing or refused. */
  async of({ name, credential }: ChannelNote): Promise<NotionConnection> {
    if (credential === undefined)
      throw missingCredentialError(`The channel '${name}' has no credential: choose a Notion token for the channel`);
    const existing = await this.#findCurrent(credential);
    if (existing.refusedAt !== undefined) throw credentialRefusedError();
    return existing.connection;
  }

  /** For callers that wait for an answer: also throws `rate-limited` if Notion has requested a longer pause. */
  async ofSoon(note: ChannelNote): Promise<NotionConnection> {
    const pauseMs = note.credential === undefined ? 0 : this.parts.paces.of(note.credential).pauseLeft;
    if (pauseMs > WAITS_MS) throw pausedError(pauseMs);
    return this.of(note);
  }

  /**
   * Marks a token as refused, so that nothing uses it until a retry. Returns false if the secret was replaced meanwhile: the
   * refusal does not concern the new one.
   */
  async refused(connection: NotionConnection): Promise<boolean> {
    const [credential, existing] = this.#current(connection) ?? [];
    if (credential === undefined || existing === undefined) return false;
    existing.refusedAt = this.parts.clock.monotonic();
    await this.#tell(credential, existing, 'needs_reauth');
    return true;
  }

  async worked(connection: NotionConnection): Promise<void> {
    const [credential, existing] = this.#current(connection) ?? [];
    if (credential !== undefined && existing !== undefined) await this.#tell(credential, existing, 'ok');
  }

  /** Allows another try, as a user has requested one. */
  retry({ credential }: ChannelNote): void {
    const existing = credential === undefined ? undefined : this.#connections.get(credential);
    if (existing === undefined) return;
    existing.lookedAt = -Infinity;
    if (existing.refusedAt !== undefined && this.parts.clock.monotonic() - existing.refusedAt >= REFUSED_FOR_MS)
      existing.refusedAt = undefined;
  }

  pause({ credential }: ChannelNote, ms: number): void {
    if (credential !== undefined) this.parts.paces.of(credential).pause(ms);
  }

  /**
   * Calls `tell` once, when the credential is usable again. All waiting pages share one lookup. A channel without a credential
   * has to change first.
   */
  whenUsable({ credential }: ChannelNote, tell: () => void): void {
    if (credential === undefined) return;
    const waiting = this.#waiting.get(credential);
    if (waiting !== undefined) {
      waiting.add(tell);
      return;
    }
    this.#waiting.set(credential, new Set([tell]));
    void this.#watch(credential);
  }

  async #watch(credential: number): Promise<void> {
    const { clock, signal } = this.parts;
    do {
      await sleep(clock, LOOK_EVERY_MS, signal);
      if (signal.aborted) return;
    } while (!(await this.#isUsable(credential)));
    const waiting = this.#waiting.get(credential) ?? [];
    this.#waiting.delete(credential);
    for (const tell of waiting) tell();
  }

  async #isUsable(credential: number): Promise<boolean> {
    try {
      return (await this.#findCurrent(credential)).refusedAt === undefined;
    } catch {
      // A missing or unreadable secret is no reason to try again.
      return false;
    }
  }

  #current(connection: NotionConnection): readonly [number, CachedConnection] | undefined {
    return [...this.#connections].find(([, existing]) => existing.connection === connection);
  }

  async #findCurrent(credential: number): Promise<CachedConnection> {
    const { vault, clock } = this.parts;
    const existing = this.#connections.get(credential);
    const now = clock.monotonic();
    if (existing !== undefined && now - existing.lookedAt < LOOK_EVERY_MS) return existing;
    const found = await vault.find(credential);
    if (found === undefined)
      throw missingCredentialError(
        `The credential ${String(credential)} no longer exists: choose another credential for the channel`,
      );
    if (existing?.found.revision === found.revision) {
      existing.lookedAt = now;
      return existing;
    }
    const fresh: CachedConnection = {
      found,
      connection: this.#open(credential, found),
      lookedAt: now,
      refusedAt: undefined,
      lastReport: undefined,
    };
    this.#connections.set(credential, fresh);
    return fresh;
  }

  #open(credential: number, { secret }: StoredSecret): NotionConnection {
    if (secret.kind !== 'token')
      throw missingCredentialError(
        `The credential ${String(credential)} is not a Notion token: choose a credential of the type token for the channel`,
      );
    const { http, url, timeoutMs, paces, signal, mayWrite } = this.parts;
    const pace = paces.of(credential);
    return new NotionConnection({
      ...{ http, url, token: secret.token, timeoutMs, pace, signal },
      ...(mayWrite === undefined ? {} : { mayWrite }),
    });
  }

  async #tell(credential: number, existing: CachedConnection, state: 'ok' | 'needs_reauth'): Promise<void> {
    const { vault, clock } = this.parts;
    const at = clock.monotonic();
    if (existing.lastReport?.state === state && at - existing.lastReport.at < TELL_EVERY_MS) return;
    existing.lastReport = { state, at };
    const { grant } = existing.found.secret;
    const reason = state === 'ok' ? {} : { reason: 'unauthorized' };
    const status = { v: 1 as const, grant, state, ...reason, lastUsedAt: new Date(clock.now()).toISOString() };
    // Reporting the state is optional for the mirror.
    await vault.setStatus(credential, status).catch(() => undefined);
  }
}
