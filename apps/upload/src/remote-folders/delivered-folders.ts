import { PermanentError, RetryableError } from '@throughline/contracts';
import type { DeliveryRequest, RemoteFile } from '../kit/destination.js';
import type { FolderLevels } from '../kit/item-folders.js';
import { toIdMark } from '../kit/folder-name.js';
import { MANIFEST, parseManifest, type Manifest } from '../kit/manifest.js';
import { misconfiguredError } from '../kit/output-settings.js';
import type { RemoteEntry, RemoteOutput, RemotePath } from './remote-output.js';

const STAGING = '.throughline-staging-';
const ASIDE = '-old';
/** Prefix of files in transfer: a final name always means a complete file. */
const PART = '.part-';

/** Neither id nor output name has a dot, so no output's prefix starts another's. */
const toStagingPrefix = ({ assetId, output }: Pick<DeliveryRequest, 'assetId' | 'output'>): string =>
  `${STAGING}${assetId}.${output}.`;

/** Returns the staging folder's name, equal for every attempt at the same content, so that sent files can be reused. */
export const toStagingName = (request: DeliveryRequest): string => `${toStagingPrefix(request)}${request.key.slice(0, 16)}`;
/** Returns a name for a folder that an attempt moves away. */
export const toAsideName = (request: DeliveryRequest, number: number): string =>
  `${toStagingName(request)}.${request.attemptId}.${String(number)}${ASIDE}`;
export const toPartName = (name: string, { attemptId }: DeliveryRequest): string => `${PART}${attemptId}-${name}`;

export interface DeliveredFolder {
  readonly path: RemotePath;
  readonly manifest: Manifest;
}

const joinPath = (path: RemotePath): string => path.join('/');
/** Normalises case and accents, as some servers do. */
const foldPath = (path: RemotePath): string => joinPath(path).normalize('NFC').toLowerCase();

/** Finds the folder at a path, by that name or by one that may lead to the same folder. */
export const findAtPath = (path: RemotePath, there: readonly DeliveredFolder[]): DeliveredFolder | undefined =>
  there.find((each) => joinPath(each.path) === joinPath(path)) ?? there.find((each) => foldPath(each.path) === foldPath(path));

export interface SearchScope {
  readonly names: readonly string[];
  readonly places: readonly FolderLevels[];
}

export const isPart = (name: string): boolean => name.startsWith(PART);
/** Returns true for the partial file of any attempt. All attempt ids have one length. */
export const isPartOf = (part: string, name: string, { attemptId }: DeliveryRequest): boolean =>
  isPart(part) && part.endsWith(`-${name}`) && part.length === PART.length + attemptId.length + 1 + name.length;

export class DeliveredFolders {
  constructor(private readonly at: RemoteOutput) {}

  async names(signal?: AbortSignal): Promise<readonly string[]> {
    return [...((await this.at.client.list(this.at.root, signal)) ?? new Map<string, RemoteEntry>()).keys()];
  }

  /**
   * Finds the deliveries of an item in these folders. Two outputs in one folder are an error: each would replace the other's
   * deliveries unnoticed.
   */
  async find(
    request: DeliveryRequest,
    { names, places }: SearchScope,
    signal?: AbortSignal,
  ): Promise<readonly DeliveredFolder[]> {
    const found: DeliveredFolder[] = [];
    for (const levels of places) {
      const folder = [...this.at.root, ...levels];
      const inside =
        levels.length === 0 ? names : ((await this.at.client.list(folder, signal)) ?? new Map<string, RemoteEntry>()).keys();
      for (const name of inside) {
        if (!name.endsWith(toIdMark(request.assetId)) || name.startsWith(STAGING)) continue;
        const path = [...folder, name];
        const manifest = await this.#own(path, request, signal);
        if (manifest !== undefined) found.push({ path, manifest });
      }
    }
    return found;
  }

  async #own(path: RemotePath, { assetId, output }: DeliveryRequest, signal?: AbortSignal): Promise<Manifest | undefined> {
    const manifest = await this.manifest(path, signal);
    if (manifest?.assetId !== assetId) return undefined;
    if (manifest.output === output) return manifest;
    throw new PermanentError(
      'output-conflict',
      `${this.at.client.terms.where} already has this item for the output '${manifest.output}'. Give each output its own folder`,
    );
  }

  /** Creates the folders around a filed document, one by one: servers require an existing parent. */
  async makeLevels(levels: FolderLevels, signal?: AbortSignal): Promise<void> {
    const { client, root } = this.at;
    for (let depth = 1; depth <= levels.length; depth += 1) {
      const folder = [...root, ...levels.slice(0, depth)];
      const made = await client.makeFolder(folder, signal);
      if (made === 'made' || (await client.look(folder, signal))?.isFolder === true) continue;
      throw misconfiguredError(
        `${client.terms.where} has a file where the folder '${levels.slice(0, depth).join('/')}' of this output must be: move the file away`,
      );
    }
  }

  async manifest(path: RemotePath, signal?: AbortSignal): Promise<Manifest | undefined> {
    const text = await this.at.client.read([...path, MANIFEST], signal);
    return text === undefined ? undefined : parseManifest(text);
  }

  async listHeld(request: DeliveryRequest, path: RemotePath, signal?: AbortSignal): Promise<readonly RemoteFile[]> {
    const there = await this.at.client.list(path, signal);
    return request.files.filter(({ name, size }) => there?.get(name)?.size === size).map(({ name, size }) => ({ name, size }));
  }

  /** Deletes staging folders of other content. The earlier delivery stays until the new one is complete. */
  async sweep(request: DeliveryRequest, names: readonly string[], signal?: AbortSignal): Promise<void> {
    const own = toStagingName(request);
    for (const name of names)
      if (name.startsWith(toStagingPrefix(request)) && name !== own && !name.endsWith(ASIDE))
        await this.at.client.remove([...this.at.root, name], signal);
  }

  /** Deletes earlier deliveries that were moved away. */
  async sweepAside(request: DeliveryRequest, names: readonly string[], signal?: AbortSignal): Promise<void> {
    for (const name of names)
      if (name.startsWith(toStagingPrefix(request)) && name.endsWith(ASIDE))
        await this.at.client.remove([...this.at.root, name], signal);
  }

  /** Deletes partial files. A suspended attempt may still add one after the folder has appeared. */
  async sweepParts(path: RemotePath, names: Iterable<string>, signal?: AbortSignal): Promise<void> {
    for (const name of names) if (isPart(name)) await this.at.client.remove([...path, name], signal);
  }
}

export const outputChangedError = (what: string): RetryableError => new RetryableError('output-changed', what);
