import { createHash, randomBytes } from 'node:crypto';
import { GoogleRefused, invalid, notFound } from './refusals.js';

export const FOLDER = 'application/vnd.google-apps.folder';

export interface GoogleAccount {
  readonly email: string;
  /** Bytes that it has room for. */
  quotaBytes: number;
  /** Shared drives that it may write to, by their ids. */
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
  /** Of whom, or in which shared drive. */
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

/** The files of all accounts and shared drives. */
export class DriveStorage {
  readonly files = new Map<string, DriveFile>();
  /** Ids that were given away beforehand, and for whom. */
  readonly #reserved = new Map<string, string>();
  /** Ids of what was ever made: no other is made of them, although it is deleted. */
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

  /** `root` is another folder for everybody. Shared drives are seen only by whoever says that he knows of them. */
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
      throw new GoogleRefused(403, 'storageQuotaExceeded', "The user's Drive storage quota has been exceeded.", 'usageLimits');
  }

  /** Checked before anything is taken, and again when it is made. */
  requireCreatable(account: GoogleAccount, file: NewFile, allDrives: boolean): void {
    if (file.id !== undefined && this.#reserved.get(file.id) !== account.email)
      throw invalid('The provided file ID is not usable');
    if (file.id !== undefined && this.#used.has(file.id))
      throw new GoogleRefused(409, 'fileIdInUse', 'A file already exists with the provided ID.');
    if (file.parents.length > 1) throw new GoogleRefused(403, 'multipleParentsNotSupported');
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

  /** With all that is in it. */
  delete(file: DriveFile): void {
    this.files.delete(file.id);
    for (const each of [...this.files.values()]) if (each.parents.includes(file.id)) this.delete(each);
  }

  /** With all that is in it. */
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

/** A file as the API tells of it: numbers are texts. */
export const resourceOf = ({ content, ...file }: DriveFile): Readonly<Record<string, unknown>> => ({
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
