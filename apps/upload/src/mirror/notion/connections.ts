import type { ChannelNote } from '@throughline/contracts';
import type { CredentialVault, FoundSecret } from '@throughline/credentials';
import { sleep, type Clock } from '@throughline/messaging';
import type { GuardedClient } from '@throughline/outgoing';
import { MirrorError } from './mirror-error.js';
import { NotionConnection } from './notion-connection.js';
import { needsCredential, patience } from './notion-trouble.js';
import type { Paces } from './paces.js';

export interface ConnectionsParts {
  readonly vault: Pick<CredentialVault, 'find' | 'tell'>;
  readonly http: GuardedClient;
  /** Of the API, without a path. */
  readonly url: string;
  readonly timeoutMs: number;
  readonly paces: Paces;
  readonly clock: Clock;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
  /** Whether a page may be written in this very moment; always where it is left out. */
  readonly mayWrite?: () => boolean;
}

interface Known {
  readonly found: FoundSecret;
  readonly connection: NotionConnection;
  /** When the secret was looked up last, by a clock that nobody sets. */
  lookedAt: number;
  /** When Notion refused it, by the same clock. */
  refusedAt: number | undefined;
  /** What was said last of it, and when. */
  told: { readonly state: 'ok' | 'needs_reauth'; readonly at: number } | undefined;
}

/** A secret that was changed is used after so long at the latest. Milliseconds. */
const LOOK_EVERY_MS = 5_000;
const TELL_EVERY_MS = 10 * 60_000;
/** What was refused is not asked by sooner, however many pages of a channel somebody wants to have sent again. Milliseconds. */
const REFUSED_FOR_MS = 10_000;

/** What somebody waits who asks about a channel. Milliseconds. */
const WAITS_MS = 5_000;

const missing = (message: string): MirrorError => new MirrorError('credential-missing', message, { patience: 'on-credential' });

/** Connections by the credential of their token. What one of them may ask is counted for all channels that share it. */
export class Connections {
  readonly #known = new Map<number, Known>();
  readonly #waiting = new Map<number, Set<() => void>>();

  constructor(private readonly parts: ConnectionsParts) {}

  /** Throws a {@link MirrorError} where there is no token, or only one that Notion has refused. */
  async of({ name, credential }: ChannelNote): Promise<NotionConnection> {
    if (credential === undefined) throw missing(`The channel '${name}' has no credential: give it one of type token, of Notion`);
    const known = await this.#look(credential);
    if (known.refusedAt !== undefined) throw needsCredential();
    return known.connection;
  }

  /** For somebody who waits for the answer: throws `rate-limited` too, where Notion has asked for more patience than that. */
  async ofSoon(note: ChannelNote): Promise<NotionConnection> {
    const left = note.credential === undefined ? 0 : this.parts.paces.of(note.credential).pauseLeft;
    if (left > WAITS_MS) throw patience(left);
    return this.of(note);
  }

  /**
   * Notion has answered that the token is none: nobody asks by it again, unless somebody wants it. False where another one has taken its place
   * meanwhile, of which that answer says nothing.
   */
  async refused(connection: NotionConnection): Promise<boolean> {
    const [credential, known] = this.#current(connection) ?? [];
    if (credential === undefined || known === undefined) return false;
    known.refusedAt = this.parts.clock.monotonic();
    await this.#tell(credential, known, 'needs_reauth');
    return true;
  }

  async worked(connection: NotionConnection): Promise<void> {
    const [credential, known] = this.#current(connection) ?? [];
    if (credential !== undefined && known !== undefined) await this.#tell(credential, known, 'ok');
  }

  /** Somebody has asked for another try. */
  retry({ credential }: ChannelNote): void {
    const known = credential === undefined ? undefined : this.#known.get(credential);
    if (known === undefined) return;
    known.lookedAt = -Infinity;
    if (known.refusedAt !== undefined && this.parts.clock.monotonic() - known.refusedAt >= REFUSED_FOR_MS)
      known.refusedAt = undefined;
  }

  /** Nobody asks by the credential of a channel for so long. Milliseconds. */
  pause({ credential }: ChannelNote, ms: number): void {
    if (credential !== undefined) this.parts.paces.of(credential).pause(ms);
  }

  /** Tells once that the credential of a channel may be asked by again: one look for all that wait for it. A channel without one has to change. */
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
      return (await this.#look(credential)).refusedAt === undefined;
    } catch {
      // Neither what is missing nor what cannot be read at present is a reason to try again.
      return false;
    }
  }

  #current(connection: NotionConnection): readonly [number, Known] | undefined {
    return [...this.#known].find(([, known]) => known.connection === connection);
  }

  async #look(credential: number): Promise<Known> {
    const { vault, clock } = this.parts;
    const known = this.#known.get(credential);
    const now = clock.monotonic();
    if (known !== undefined && now - known.lookedAt < LOOK_EVERY_MS) return known;
    const found = await vault.find(credential);
    if (found === undefined)
      throw missing(`The credential ${String(credential)} is not there any more: give the channel another one`);
    if (known?.found.revision === found.revision) {
      known.lookedAt = now;
      return known;
    }
    const fresh: Known = {
      found,
      connection: this.#open(credential, found),
      lookedAt: now,
      refusedAt: undefined,
      told: undefined,
    };
    this.#known.set(credential, fresh);
    return fresh;
  }

  #open(credential: number, { secret }: FoundSecret): NotionConnection {
    if (secret.kind !== 'token')
      throw missing(`The credential ${String(credential)} is none of Notion: give the channel one of type token`);
    const { http, url, timeoutMs, paces, signal, mayWrite } = this.parts;
    const pace = paces.of(credential);
    return new NotionConnection({
      ...{ http, url, token: secret.token, timeoutMs, pace, signal },
      ...(mayWrite === undefined ? {} : { mayWrite }),
    });
  }

  async #tell(credential: number, known: Known, state: 'ok' | 'needs_reauth'): Promise<void> {
    const { vault, clock } = this.parts;
    const at = clock.monotonic();
    if (known.told?.state === state && at - known.told.at < TELL_EVERY_MS) return;
    known.told = { state, at };
    const { grant } = known.found.secret;
    const reason = state === 'ok' ? {} : { reason: 'unauthorized' };
    const standing = { v: 1 as const, grant, state, ...reason, lastUsedAt: new Date(clock.now()).toISOString() };
    // Nothing of the work depends on it.
    await vault.tell(credential, standing).catch(() => undefined);
  }
}
