import { randomBytes } from 'node:crypto';
import {
  AccessTokens,
  CredentialWriter,
  CredentialVault,
  ServiceClient,
  createGoogleEndpoints,
  createOAuthProvider,
} from '@throughline/credentials';
import { SealedKeyValueStore } from '@throughline/messaging';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { AllowList } from '@throughline/outgoing';
import { GoogleFake, type DriveFile, type GoogleFakeOptions } from '@throughline/strict-fakes';
import { CloudFolderDestination } from '#src/cloud-folders/cloud-folder-destination.js';
import { DriveClient } from '#src/destinations/google-drive/drive-client.js';
import { DriveFolders } from '#src/destinations/google-drive/drive-folders.js';
import { readDriveLocation } from '#src/destinations/google-drive/settings.js';
import type { SessionDestination } from '#src/kit/destination.js';

export const CREDENTIAL = 7;
const allowed = AllowList.parse('127.0.0.1') as AllowList;

/** A connected account of a fake Google, with outputs that lead to it. */
export class DriveAccount {
  readonly records = new MemoryKeyValueStore();
  readonly notesSealed = new MemoryKeyValueStore();
  readonly notes: SealedKeyValueStore;
  readonly secrets: CredentialWriter;
  readonly vault: CredentialVault;
  readonly #lines: ServiceClient[] = [];

  private constructor(
    readonly fake: GoogleFake,
    readonly now: () => number,
  ) {
    const key = randomBytes(32);
    this.notes = new SealedKeyValueStore(this.notesSealed, key, 'notes');
    [this.secrets, this.vault] = [new CredentialWriter(this.records, key), new CredentialVault(this.records, key)];
  }

  static async open(options: GoogleFakeOptions = {}): Promise<DriveAccount> {
    const fake = await GoogleFake.start(options);
    const account = new DriveAccount(fake, options.now ?? Date.now);
    await account.connect();
    return account;
  }

  /** Stores a credential, as after the user's consent. */
  connect(): Promise<void> {
    const { clientId, clientSecret } = this.fake.client;
    const refreshToken = this.fake.grant();
    return this.secrets.put(CREDENTIAL, { v: 1, kind: 'oauth', grant: refreshToken, clientId, clientSecret, refreshToken });
  }

  /** Opens the destination like a new process. */
  destination(settings: Readonly<Record<string, string>> = {}, idleMs = 60_000): SessionDestination {
    const line = new ServiceClient('Google', allowed, { connectMs: 60_000, idleMs });
    this.#lines.push(line);
    const endpoints = createGoogleEndpoints(this.fake.url);
    const now = (): Date => new Date(this.now());
    const tokens = new AccessTokens({ vault: this.vault, oauth: createOAuthProvider('google', { line, endpoints, now }), now });
    const at = readDriveLocation({ credential: CREDENTIAL, ...settings });
    const drive = new DriveClient({ line, apiUrl: endpoints.apiUrl, tokens, credential: CREDENTIAL });
    return new CloudFolderDestination(new DriveFolders({ at, drive, notes: this.notes, now }));
  }

  /** Returns the files in each folder of an item that has files. */
  objects(assetId: string): readonly Readonly<Record<string, string>>[] {
    return this.fake.folders
      .filter(({ appProperties }) => appProperties['tl_asset'] === assetId)
      .map(({ id }) => this.fake.inside(id))
      .filter((files) => files.length > 0)
      .map((files) => Object.fromEntries(files.map(({ name, content }) => [name, content?.toString() ?? ''])));
  }

  /** Returns the parent folders of an item's folders, as paths from the top of the account. */
  foldersOf(assetId: string): readonly string[] {
    const { storage } = this.fake;
    const above = ([parent = '']: readonly string[]): readonly string[] => {
      const folder = storage.files.get(parent);
      return folder === undefined || folder.parents.length === 0 ? [] : [...above(folder.parents), folder.name];
    };
    return this.fake.folders
      .filter(({ appProperties, trashed }) => appProperties['tl_asset'] === assetId && !trashed)
      .map(({ parents }) => above(parents).join('/'));
  }

  async sessions(): Promise<readonly string[]> {
    const open = await Promise.all(
      [...this.notesSealed.all.keys()].map(async (name) => {
        const draft = name.startsWith('drive.') ? ((await this.notes.read(name))?.text ?? '') : '';
        return draft.includes('"done":false') ? [name.slice('drive.'.length)] : [];
      }),
    );
    return open.flat();
  }

  async leftovers(): Promise<readonly string[]> {
    const drafts = await Promise.all([...this.notesSealed.all.keys()].map(async (name) => (await this.notes.read(name))?.text));
    const isKnown = ({ id }: DriveFile): boolean => drafts.some((draft) => draft?.includes(id) === true);
    return [...this.fake.folders, ...this.fake.files].filter((file) => !isKnown(file)).map(({ name }) => name);
  }

  async close(): Promise<void> {
    for (const line of this.#lines) await line.close();
    await this.fake.close();
  }
}
