import { randomBytes } from 'node:crypto';
import {
  AccessTokens,
  CredentialVault,
  CredentialWriter,
  ServiceClient,
  createOAuthProvider,
  type OAuthEndpoints,
  type OAuthType,
} from '@throughline/credentials';
import { SealedKeyValueStore } from '@throughline/messaging';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { AllowList } from '@throughline/outgoing';
import type { FaultScript, LogEntry, OAuthFake } from '@throughline/strict-fakes';
import { CloudFolderDestination } from '#src/cloud-folders/cloud-folder-destination.js';
import type { CloudStorage } from '#src/cloud-folders/cloud-storage.js';
import { PathFolders } from '#src/cloud-folders/path-folders.js';
import { cloudForm, readCloudLocation } from '#src/cloud-folders/settings.js';
import type { SessionDestination } from '#src/kit/destination.js';
import { MANIFEST, parseManifest } from '#src/kit/manifest.js';

export const CREDENTIAL = 7;
const allowed = AllowList.parse('127.0.0.1') as AllowList;

export interface CloudFake {
  readonly oauth: OAuthFake;
  readonly faults: FaultScript;
  readonly troubles: readonly unknown[];
  readonly log: readonly LogEntry[];
  /** Contents of all files by path, and `undefined` for folders. */
  tree(): Readonly<Record<string, Buffer | undefined>>;
  /** Deletes an item, as a user does. */
  delete(path: string): void;
  close(): Promise<void>;
}

interface StorageAccess {
  readonly line: ServiceClient;
  readonly tokens: AccessTokens;
  readonly credential: number;
}

export interface CloudService<Fake extends CloudFake> {
  readonly type: OAuthType;
  /** The output type. */
  readonly output: string;
  readonly fake: Fake;
  readonly account: string;
  readonly endpoints: OAuthEndpoints;
  readonly now: () => number;
  readonly createStorage: (access: StorageAccess) => CloudStorage;
}

/** A connected account of a fake cloud storage, with outputs that lead to it. */
export class CloudAccount<Fake extends CloudFake> {
  readonly records = new MemoryKeyValueStore();
  readonly notesSealed = new MemoryKeyValueStore();
  readonly notes: SealedKeyValueStore;
  readonly secrets: CredentialWriter;
  readonly vault: CredentialVault;
  readonly #lines: ServiceClient[] = [];

  constructor(readonly service: CloudService<Fake>) {
    const key = randomBytes(32);
    this.notes = new SealedKeyValueStore(this.notesSealed, key, 'notes');
    [this.secrets, this.vault] = [new CredentialWriter(this.records, key), new CredentialVault(this.records, key)];
  }

  get fake(): Fake {
    return this.service.fake;
  }

  /** Stores a credential, as after the user's consent. */
  connect(): Promise<void> {
    const { type, account, fake } = this.service;
    const { clientId, clientSecret } = fake.oauth.client;
    const refreshToken = fake.oauth.grant(account);
    const grant = { v: 1, kind: 'oauth', grant: refreshToken, service: type, clientId, clientSecret, refreshToken } as const;
    return this.secrets.put(CREDENTIAL, grant);
  }

  /** Opens the destination like a new process. */
  destination(settings: Readonly<Record<string, string>> = {}): SessionDestination {
    const { type, output, endpoints, createStorage } = this.service;
    const line = new ServiceClient('The cloud', allowed, { connectMs: 60_000, idleMs: 60_000 });
    this.#lines.push(line);
    const now = (): Date => new Date(this.service.now());
    const tokens = new AccessTokens({ vault: this.vault, oauth: createOAuthProvider(type, { line, endpoints, now }), now });
    const form = cloudForm({ account: 'Account', credential: type });
    const at = readCloudLocation({ credential: CREDENTIAL, ...settings }, 'a cloud', form);
    const storage = createStorage({ line, tokens, credential: CREDENTIAL });
    return new CloudFolderDestination(new PathFolders({ type: output, output: 'out', at, storage, notes: this.notes, now }));
  }

  /** Returns the complete folders of an item, as files by name. */
  objects(assetId: string): readonly Readonly<Record<string, string>>[] {
    return this.#foldersOf(assetId).map((folder) =>
      Object.fromEntries(
        Object.entries(this.fake.tree()).flatMap(([path, content]) => {
          const name = path.slice(folder.length + 1);
          const isInside = path.startsWith(`${folder}/`) && name !== MANIFEST && content !== undefined;
          return isInside ? [[name, content.toString()]] : [];
        }),
      ),
    );
  }

  /** Returns the parents of an item's folders, as paths from the top. */
  foldersOf(assetId: string): readonly string[] {
    return this.#foldersOf(assetId).map((path) => path.split('/').slice(1, -1).join('/'));
  }

  #foldersOf(assetId: string): readonly string[] {
    return Object.entries(this.fake.tree()).flatMap(([path, content]) => {
      const isManifest = path.endsWith(`/${MANIFEST}`) && content !== undefined;
      const manifest = isManifest ? parseManifest(content.toString()) : undefined;
      return manifest?.assetId === assetId ? [path.slice(0, -MANIFEST.length - 1)] : [];
    });
  }

  /** Returns the ids of unfinished deliveries. */
  async sessions(): Promise<readonly string[]> {
    const open = await Promise.all(
      [...this.notesSealed.all.keys()].map(async (name) => {
        const draft = (await this.notes.read(name))?.text ?? '';
        return draft.includes('"done":false') ? [name.slice('cloud.'.length)] : [];
      }),
    );
    return open.flat();
  }

  /** Returns everything besides folders on record, their parents, and their contents. */
  async leftovers(): Promise<readonly string[]> {
    const paths = await Promise.all(
      [...this.notesSealed.all.keys()].map(async (name) => {
        const { folder } = JSON.parse((await this.notes.read(name))?.text ?? '') as { folder: { path: readonly string[] } };
        return `/${folder.path.join('/')}`;
      }),
    );
    const isKnown = (path: string): boolean =>
      paths.some((own) => `${path}/`.startsWith(`${own}/`) || own.startsWith(`${path}/`));
    return Object.keys(this.fake.tree()).filter((path) => !isKnown(path));
  }

  async close(): Promise<void> {
    for (const line of this.#lines) await line.close();
    await this.fake.close();
  }
}
