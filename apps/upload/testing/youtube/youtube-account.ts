import { randomBytes } from 'node:crypto';
import {
  AccessTokens,
  CredentialVault,
  CredentialWriter,
  ServiceClient,
  YOUTUBE_SCOPES,
  createGoogleEndpoints,
  createOAuthProvider,
  type CallLimits,
} from '@throughline/credentials';
import { SealedKeyValueStore } from '@throughline/messaging';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { FAKE_GOOGLE_ACCOUNT, GoogleFake, type GoogleFakeOptions } from '@throughline/strict-fakes';
import { readYouTubeSettings } from '#src/destinations/youtube/settings.js';
import { YouTubeClient } from '#src/destinations/youtube/youtube-client.js';
import { YouTubeDestination } from '#src/destinations/youtube/youtube-destination.js';
import { takePlainPicture } from '#testing/videos/plain-picture.js';

export const CREDENTIAL = 7;

type Settings = Readonly<Record<string, string | boolean | number>>;

/** A connected channel of a fake YouTube, with outputs that lead to it. */
export class YouTubeAccount {
  readonly records = new MemoryKeyValueStore();
  readonly notesSealed = new MemoryKeyValueStore();
  readonly notes: SealedKeyValueStore;
  readonly secrets: CredentialWriter;
  readonly vault: CredentialVault;
  pictures = takePlainPicture;
  readonly #lines: ServiceClient[] = [];

  private constructor(
    readonly fake: GoogleFake,
    readonly now: () => number,
  ) {
    const key = randomBytes(32);
    this.notes = new SealedKeyValueStore(this.notesSealed, key, 'notes');
    [this.secrets, this.vault] = [new CredentialWriter(this.records, key), new CredentialVault(this.records, key)];
  }

  static async open(options: GoogleFakeOptions = {}): Promise<YouTubeAccount> {
    const account = new YouTubeAccount(await GoogleFake.start(options), options.now ?? Date.now);
    const { clientId, clientSecret } = account.fake.client;
    const refreshToken = account.fake.grant(FAKE_GOOGLE_ACCOUNT, YOUTUBE_SCOPES.join(' '));
    const secret = {
      v: 1,
      kind: 'oauth',
      service: 'youtube',
      grant: refreshToken,
      clientId,
      clientSecret,
      refreshToken,
    } as const;
    await account.secrets.put(CREDENTIAL, secret);
    return account;
  }

  /** Opens the destination like a new process. */
  destination(settings: Settings = {}, limits?: CallLimits): YouTubeDestination {
    const line = new ServiceClient('Google', parseAllowedHosts('127.0.0.1'), { connectMs: 60_000, idleMs: 60_000 });
    this.#lines.push(line);
    const endpoints = createGoogleEndpoints(this.fake.url);
    const now = (): Date => new Date(this.now());
    const tokens = new AccessTokens({ vault: this.vault, oauth: createOAuthProvider('youtube', { line, endpoints, now }), now });
    const access = { line, apiUrl: endpoints.apiUrl, tokens, credential: CREDENTIAL, now };
    return new YouTubeDestination({
      settings: readYouTubeSettings({ credential: CREDENTIAL, ...settings }),
      youtube: new YouTubeClient(limits === undefined ? access : { ...access, limits }),
      notes: this.notes,
      pictures: this.pictures,
    });
  }

  addPlaylist(): string {
    return this.fake.youtube.addPlaylist(FAKE_GOOGLE_ACCOUNT);
  }

  videosIn(playlist: string): readonly string[] {
    return this.fake.youtube.channels.findPlaylist(playlist)?.videos ?? [];
  }

  /** Returns the contents of all videos. */
  get contents(): readonly string[] {
    return this.fake.youtube.videos.map(({ content }) => content.toString());
  }

  async close(): Promise<void> {
    for (const line of this.#lines) await line.close();
    await this.fake.close();
  }
}
