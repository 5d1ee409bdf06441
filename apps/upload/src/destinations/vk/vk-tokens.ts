import type { AccessTokens, CredentialId, CredentialStatus, CredentialVault } from '@throughline/credentials';
import { noTokenError, otherCredentialError } from './vk-errors.js';

export interface VkTokensParts {
  readonly vault: Pick<CredentialVault, 'find' | 'setStatus'>;
  /** Tokens of connected accounts, which are refreshed. */
  readonly accounts: Pick<AccessTokens, 'get' | 'refuse'>;
  readonly now?: () => Date;
}

/** The minimum time between two reports that a token works. */
const TELL_EVERY_MS = 60_000;

interface UsedToken {
  readonly token: string;
  readonly grant: string;
  readonly toldAt: number | undefined;
}

/** Access tokens of VK by credential. Reports whether VK accepts those that a person has entered. */
export class VkTokens {
  readonly #used = new Map<CredentialId, UsedToken>();
  readonly #now: () => Date;

  constructor(private readonly parts: VkTokensParts) {
    this.#now = parts.now ?? (() => new Date());
  }

  /** `refused` is a token that VK has just refused. Throws a waiting error unless there is another one. */
  async get(id: CredentialId, refused?: string): Promise<string> {
    const found = await this.parts.vault.find(id);
    if (found === undefined) throw noTokenError(id);
    const { secret } = found;
    if (secret.kind === 'oauth') return this.parts.accounts.get(id, refused);
    if (secret.kind !== 'token') throw otherCredentialError(id);
    const { token, grant } = secret;
    if (token === refused) {
      this.#used.delete(id);
      await this.#report(id, { grant, state: 'needs_reauth', reason: 'unauthorized' });
      throw noTokenError(id);
    }
    if (this.#used.get(id)?.token !== token) this.#used.set(id, { token, grant, toldAt: undefined });
    return token;
  }

  /** Call it after VK has accepted a token. */
  async accepted(id: CredentialId, token: string): Promise<void> {
    const used = this.#used.get(id);
    const at = this.#now().getTime();
    if (used?.token !== token || at - (used.toldAt ?? -Infinity) < TELL_EVERY_MS) return;
    this.#used.set(id, { ...used, toldAt: at });
    await this.#report(id, { grant: used.grant, state: 'ok' });
  }

  /** Call it after VK has refused a token that replaced another refused one. */
  async refused(id: CredentialId, token: string): Promise<void> {
    const secret = (await this.parts.vault.find(id))?.secret;
    if (secret?.kind === 'oauth') await this.parts.accounts.refuse(id, token).catch(() => undefined);
    else if (secret?.kind === 'token' && secret.token === token)
      await this.#report(id, { grant: secret.grant, state: 'needs_reauth', reason: 'unauthorized' });
  }

  /** Optional for deliveries: they go on, or wait, even if the report fails. */
  async #report(id: CredentialId, status: Omit<CredentialStatus, 'v' | 'lastUsedAt'>): Promise<void> {
    await this.parts.vault.setStatus(id, { v: 1, ...status, lastUsedAt: this.#now().toISOString() }).catch(() => undefined);
  }
}
