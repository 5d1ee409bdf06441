import type { ChannelNote } from '@throughline/contracts';
import type { CredentialVault, FoundSecret } from '@throughline/credentials';
import type { Clock } from '@throughline/messaging';
import type { GuardedClient } from '@throughline/outgoing';
import { MirrorError } from './mirror-error.js';
import { NotionConnection } from './notion-connection.js';
import { needsCredential } from './notion-trouble.js';
import { Pace } from './pace.js';

export interface ConnectionsParts {
  readonly vault: Pick<CredentialVault, 'find' | 'tell'>;
  readonly http: GuardedClient;
  /** Of the API, without a path. */
  readonly url: string;
  readonly timeoutMs: number;
  readonly perSecond: number;
  readonly clock: Clock;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
}

interface Known {
  readonly found: FoundSecret;
  readonly connection: NotionConnection;
  /** When the secret was looked up last, by a clock that nobody sets. */
  lookedAt: number;
  isRefused: boolean;
  /** What was said last of it, and when. */
  told: { readonly state: 'ok' | 'needs_reauth'; readonly at: number } | undefined;
}

/** A secret that was changed is used after so long at the latest. Milliseconds. */
const LOOK_EVERY_MS = 5_000;
const TELL_EVERY_MS = 10 * 60_000;

const missing = (message: string): MirrorError => new MirrorError('credential-missing', message, { patience: 'on-credential' });

/** Connections by the credential of their token. What one of them may ask is counted for all channels that share it. */
export class Connections {
  readonly #known = new Map<number, Known>();
  readonly #paces = new Map<number, Pace>();

  constructor(private readonly parts: ConnectionsParts) {}

  /** Throws a {@link MirrorError} where there is no token, or only one that Notion has refused. */
  async of({ name, credential }: ChannelNote): Promise<NotionConnection> {
    if (credential === undefined) throw missing(`The channel '${name}' has no credential: give it one of type token, of Notion`);
    const known = await this.#look(credential);
    if (known.isRefused) throw needsCredential();
    return known.connection;
  }

  /**
   * Notion has answered that the token is none: nobody asks by it again, unless somebody wants it. False where another one has taken its place
   * meanwhile, of which that answer says nothing.
   */
  async refused(connection: NotionConnection): Promise<boolean> {
    const [credential, known] = this.#current(connection) ?? [];
    if (credential === undefined || known === undefined) return false;
    known.isRefused = true;
    await this.#tell(credential, known, 'needs_reauth');
    return true;
  }

  async worked(connection: NotionConnection): Promise<void> {
    const [credential, known] = this.#current(connection) ?? [];
    if (credential !== undefined && known !== undefined) await this.#tell(credential, known, 'ok');
  }

  /** Somebody has asked for another try. */
  retry({ credential }: ChannelNote): void {
    if (credential !== undefined) this.#known.delete(credential);
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
    const fresh: Known = { found, connection: this.#open(credential, found), lookedAt: now, isRefused: false, told: undefined };
    this.#known.set(credential, fresh);
    return fresh;
  }

  #open(credential: number, { secret }: FoundSecret): NotionConnection {
    if (secret.kind !== 'token')
      throw missing(`The credential ${String(credential)} is none of Notion: give the channel one of type token`);
    const { http, url, timeoutMs, perSecond, clock, signal } = this.parts;
    const pace = this.#paces.get(credential) ?? new Pace(clock, perSecond);
    this.#paces.set(credential, pace);
    return new NotionConnection({ http, url, token: secret.token, timeoutMs, pace, signal });
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
