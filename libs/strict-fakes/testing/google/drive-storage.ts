import { createHash, randomBytes } from 'node:crypto';
import { GoogleRefusal, invalid, notFound } from './refusals.js';

export const FOLDER = 'application/vnd.google-apps.folder';

export interface GoogleAccount {
  readonly email: string;
  /** In bytes. */
  quotaBytes: number;
  /** Ids of the shared drives that the account may write to. */
  readonly sharedDrives: readonly string[];
}

export interface DriveFile {
  readonly id: string;
  name: string;
  readonly mimeType: string;
  parents: readonly string[];
  appProperties: Readonly<Record<string, string>>;
  readonly description: string | undefined;
  readonly content: Buffer | undefined;
  trashed: boolean;
  /** The account's address, or the id of a shared drive. */
  readonly home: string;
  readonly createdAt: number;
}

export interface NewFile {
  readonly id: string | undefined;
  readonly name: string;
  readonly mimeType: string;
  readonly parents: readonly string[];
  readonly appProperties: Readonly<Record<string, string>>;
  readonly description: string | undefined;
}

const rootOf = (email: string): string => `root-of-${createHash('sha256').update(email).digest('hex').slice(0, 20)}`;
const newFileId = (): string => `1${randomBytes(24).toString('base64url')}`;

export class DriveStorage {
  readonly files = new Map<string, DriveFile>();
  /** Reserved ids, with the account that may use them. */
  readonly #reserved = new Map<string, string>();
  /** Ids of all files ever created: an id cannot be used again after its file is deleted. */
  readonly #used = new Set<string>();

  constructor(private readonly now: () => number) {}

  addHome(home: string): string {
    const id = home.startsWith('drive-') ? home : rootOf(home);
    if (!this.files.has(id)) this.#put(id, { name: 'My Drive', mimeType: FOLDER, home });
    return id;
  }

  reserve(account: GoogleAccount, count: number): readonly string[] {
    return Array.from({ length: count }, () => {
      const id = newFileId();
      this.#reserved.set(id, account.email);
      return id;
    });
  }

  /** `root` is a different folder for each account. Shared drives are visible only to requests with `supportsAllDrives`. */
  find(account: GoogleAccount, id: string, allDrives: boolean): DriveFile {
    const file = this.files.get(id === 'root' ? rootOf(account.email) : id);
    if (file === undefined || !this.sees(account, file, allDrives)) throw notFound(id);
    return file;
  }

  sees({ email, sharedDrives }: GoogleAccount, { home }: DriveFile, allDrives: boolean): boolean {
    return home === email || (allDrives && sharedDrives.includes(home));
  }

  used(email: string): number {
    return [...this.files.values()].reduce((sum, { home, content }) => sum + (home === email ? (content?.length ?? 0) : 0), 0);
  }

  requireRoom(account: GoogleAccount, bytes: number): void {
    if (this.used(account.email) + bytes > account.quotaBytes)
      throw new GoogleRefusal(403, 'storageQuotaExceeded', "The user's Drive storage quota has been exceeded.", 'usageLimits');
  }

  /** Checks a new file before the upload begins, and again when the file is created. */
  requireCreatable(account: GoogleAccount, file: NewFile, allDrives: boolean): void {
    if (file.id !== undefined && this.#reserved.get(file.id) !== account.email)
      throw invalid('The provided file ID is not usable');
    if (file.id !== undefined && this.#used.has(file.id))
      throw new GoogleRefusal(409, 'fileIdInUse', 'A file already exists with the provided ID.');
    if (file.parents.length > 1) throw new GoogleRefusal(403, 'multipleParentsNotSupported');
    for (const parent of file.parents) {
      const folder = this.find(account, parent, allDrives);
      if (folder.mimeType !== FOLDER || folder.trashed) throw notFound(parent);
    }
  }

  create(account: GoogleAccount, file: NewFile, given: { content?: Buffer; allDrives: boolean }): DriveFile {
    this.requireCreatable(account, file, given.allDrives);
    this.requireRoom(account, given.content?.length ?? 0);
    const parents = (file.parents.length === 0 ? ['root'] : file.parents).map((id) => this.find(account, id, given.allDrives));
    const content = file.mimeType === FOLDER ? undefined : (given.content ?? Buffer.alloc(0));
    return this.#put(file.id ?? newFileId(), {
      ...file,
      parents: parents.map(({ id }) => id),
      home: parents[0]?.home ?? account.email,
      content,
    });
  }

  delete(file: DriveFile): void {
    this.files.delete(file.id);
    for (const each of [...this.files.values()]) if (each.parents.includes(file.id)) this.delete(each);
  }

  trash(file: DriveFile): void {
    file.trashed = true;
    for (const each of this.files.values()) if (each.parents.includes(file.id)) this.trash(each);
  }

  #put(id: string, file: Partial<Omit<DriveFile, 'id'>> & Pick<DriveFile, 'name' | 'mimeType' | 'home'>): DriveFile {
    const made: DriveFile = {
      parents: [],
      appProperties: {},
      description: undefined,
      content: undefined,
      trashed: false,
      ...file,
      createdAt: this.now(),
      id,
    };
    this.files.set(id, made);
    this.#used.add(id);
    return made;
  }
}

export const FILE_FIELDS = [
  'kind',
  'id',
  'name',
  'mimeType',
  'parents',
  'appProperties',
  'description',
  'trashed',
  'size',
  'md5Checksum',
  'sha256Checksum',
];

const digest = (algorithm: string, content: Buffer): string => createHash(algorithm).update(content).digest('hex');

/** Returns a file as the API does: numbers are strings. */
export const renderFile = ({ content, ...file }: DriveFile): Readonly<Record<string, unknown>> => ({
  kind: 'drive#file',
  id: file.id,
  name: file.name,
  mimeType: file.mimeType,
  parents: file.parents,
  appProperties: file.appProperties,
  description: file.description,
  trashed: file.trashed,
  ...(content === undefined
    ? {}
    : { size: String(content.length), md5Checksum: digest('md5', content), sha256Checksum: digest('sha256', content) }),
});
