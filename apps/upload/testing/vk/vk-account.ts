import { randomBytes } from 'node:crypto';
import {
  AccessTokens,
  CredentialVault,
  CredentialWriter,
  ServiceClient,
  createOAuthProvider,
  createVkEndpoints,
} from '@throughline/credentials';
import { SealedKeyValueStore } from '@throughline/messaging';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { FAKE_VK_ACCOUNT, FAKE_VK_TOKEN, FAKE_VK_USER, VkFake, type VkFakeOptions } from '@throughline/strict-fakes';
import type { PictureSource } from '@throughline/media';
import { readVkSettings } from '#src/destinations/vk/settings.js';
import { VkClient } from '#src/destinations/vk/vk-client.js';
import { VkDestination } from '#src/destinations/vk/vk-destination.js';
import { VkTokens } from '#src/destinations/vk/vk-tokens.js';
import { takePlainPicture } from '#testing/videos/plain-picture.js';

export const VK_CREDENTIAL = 7;

type Settings = Readonly<Record<string, string | number>>;

/** A user of a fake VK, with outputs that lead to its pages. */
export class VkAccount {
  readonly #key = randomBytes(32);
  readonly records = new MemoryKeyValueStore();
  readonly secrets = new CredentialWriter(this.records, this.#key);
  readonly vault = new CredentialVault(this.records, this.#key);
  readonly notesSealed = new MemoryKeyValueStore();
  readonly notes = new SealedKeyValueStore(this.notesSealed, this.#key, 'notes');
  pictures = takePlainPicture;
  now = Date.parse('2026-07-01T10:00:00Z');
  readonly #lines: ServiceClient[] = [];

  private constructor(readonly fake: VkFake) {}

  static async open(options: VkFakeOptions = {}): Promise<VkAccount> {
    const clock = { now: () => 0 };
    const account = new VkAccount(await VkFake.start({ now: () => clock.now(), ...options }));
    clock.now = () => account.now;
    await account.enterToken(FAKE_VK_TOKEN);
    return account;
  }

  async enterToken(token: string): Promise<void> {
    await this.secrets.put(VK_CREDENTIAL, { v: 1, kind: 'token', grant: `grant of ${token.slice(-4)}`, token });
  }

  /** Stores a consent, as after its user has connected an account of VK ID. */
  async connect(grant = 'grant of the account'): Promise<void> {
    const { clientId, clientSecret } = this.fake.oauth.client;
    const refreshToken = this.fake.oauth.grant(FAKE_VK_ACCOUNT);
    const oauth = {
      kind: 'oauth',
      service: 'vk',
      clientId,
      clientSecret,
      refreshToken,
      deviceId: this.fake.oauth.device,
    } as const;
    await this.secrets.put(VK_CREDENTIAL, { v: 1, grant, ...oauth });
  }

  /** Opens the destination like a new process. */
  destination(settings: Settings = {}): VkDestination {
    const { line, destination } = openVk(this.fake.url, {
      settings,
      notes: this.notes,
      pictures: this.pictures,
      now: () => new Date(this.now),
      tokens: this.#tokens(),
    });
    this.#lines.push(line);
    return destination;
  }

  #tokens(): VkTokens {
    const line = new ServiceClient('VK', parseAllowedHosts('127.0.0.1'));
    this.#lines.push(line);
    const [vault, now] = [this.vault, () => new Date(this.now)];
    const oauth = createOAuthProvider('vk', { line, endpoints: createVkEndpoints(this.fake.url), now });
    return new VkTokens({ vault, accounts: new AccessTokens({ vault, oauth, now }), now });
  }

  /** Returns the contents of all videos. */
  get contents(): readonly string[] {
    return this.fake.uploaded.map(({ content }) => content?.toString() ?? '');
  }

  /** Returns the numbers of videos without content. */
  get empty(): readonly string[] {
    return [...this.fake.videos.all].filter(([, { content }]) => content === undefined).map(([id]) => id);
  }

  addAlbum(album: number): void {
    this.fake.videos.addAlbum(FAKE_VK_USER, album);
  }

  async close(): Promise<void> {
    for (const line of this.#lines) await line.close();
    await this.fake.close();
  }
}

interface VkOptions {
  readonly settings?: Settings;
  readonly notes?: VkAccount['notes'] | MemoryKeyValueStore;
  readonly pictures?: PictureSource;
  readonly now?: () => Date;
  readonly tokens?: Pick<VkTokens, 'get' | 'accepted' | 'refused'>;
  /** Timeout of a connection and of each answer. Milliseconds. */
  readonly timeoutMs?: number;
}

/** Opens an output at a server that stands in for VK. The returned connection must be closed. */
export function openVk(
  apiUrl: string,
  {
    settings = {},
    notes = new MemoryKeyValueStore(),
    pictures = takePlainPicture,
    now = () => new Date(),
    tokens = { get: () => Promise.resolve(FAKE_VK_TOKEN), accepted: () => Promise.resolve(), refused: () => Promise.resolve() },
    timeoutMs = 60_000,
  }: VkOptions = {},
): { readonly destination: VkDestination; readonly line: ServiceClient } {
  const line = new ServiceClient('VK', parseAllowedHosts('127.0.0.1'), { connectMs: timeoutMs, idleMs: timeoutMs });
  const vk = new VkClient({ line, apiUrl, credential: VK_CREDENTIAL, tokens });
  return {
    line,
    destination: new VkDestination({
      settings: readVkSettings({ credential: VK_CREDENTIAL, ...settings }),
      vk,
      notes,
      pictures,
      now,
    }),
  };
}
