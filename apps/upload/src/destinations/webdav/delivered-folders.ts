import { PermanentError, RetryableError } from '@throughline/contracts';
import type { DeliveryRequest, HeldFile } from '../destination.js';
import type { Levels } from '../filed.js';
import { idMark } from '../folder-name.js';
import { MANIFEST, parseManifest, type Manifest } from '../manifest.js';
import { misconfigured } from '../output-settings.js';
import type { Entry } from './multistatus.js';
import type { WebdavPlace } from './place.js';
import type { RemotePath } from './remote-path.js';

const STAGING = '.throughline-staging-';
const ASIDE = '-old';
/** Files on their way have names of their own: a name of a delivery is that of a whole file. */
const PART = '.part-';

/** A dot is in neither name, so that no output's names begin as those of another. */
const stagingMark = ({ assetId, output }: Pick<DeliveryRequest, 'assetId' | 'output'>): string =>
  `${STAGING}${assetId}.${output}.`;

/** The same for every attempt at the same content: one goes on with the files that another has sent. */
export const stagingOf = (request: DeliveryRequest): string => `${stagingMark(request)}${request.key.slice(0, 16)}`;
/** One for each that is moved aside by an attempt. */
export const asideOf = (request: DeliveryRequest, number: number): string =>
  `${stagingOf(request)}.${request.attemptId}.${String(number)}${ASIDE}`;
export const partOf = (name: string, { attemptId }: DeliveryRequest): string => `${PART}${attemptId}-${name}`;

export interface DeliveredFolder {
  readonly path: RemotePath;
  readonly manifest: Manifest;
}

const namesOf = (path: RemotePath): string => path.join('/');
/** As servers know names that know neither capitals nor how an accent is written. */
const foldedNames = (path: RemotePath): string => namesOf(path).normalize('NFC').toLowerCase();

/** Which of these stands at a path, by that name or by one that may lead to the same folder. */
export const standingAt = (path: RemotePath, there: readonly DeliveredFolder[]): DeliveredFolder | undefined =>
  there.find((each) => namesOf(each.path) === namesOf(path)) ??
  there.find((each) => foldedNames(each.path) === foldedNames(path));

export interface Searched {
  /** Of what lies in the output's own folder. */
  readonly names: readonly string[];
  readonly places: readonly Levels[];
}

export const isPart = (name: string): boolean => name.startsWith(PART);

/** What lies in the folder of an output, as far as deliveries are concerned. */
export class DeliveredFolders {
  constructor(private readonly at: WebdavPlace) {}

  async names(signal?: AbortSignal): Promise<readonly string[]> {
    return [...((await this.at.client.list(this.at.root, signal)) ?? new Map<string, Entry>()).keys()];
  }

  /**
   * What stands there of an item, in any of these folders; `names` are those in the output's own. Two outputs of one folder would take each other's
   * object away, and both would say that theirs is there.
   */
  async find(request: DeliveryRequest, { names, places }: Searched, signal?: AbortSignal): Promise<readonly DeliveredFolder[]> {
    const found: DeliveredFolder[] = [];
    for (const levels of places) {
      const folder = [...this.at.root, ...levels];
      const inside =
        levels.length === 0 ? names : ((await this.at.client.list(folder, signal)) ?? new Map<string, Entry>()).keys();
      for (const name of inside) {
        if (!name.endsWith(idMark(request.assetId)) || name.startsWith(STAGING)) continue;
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
      `${this.at.client.words.where} holds this item for the output '${manifest.output}': give each output a folder of its own`,
    );
  }

  /** Folders on the way to an item that is filed: a server makes none whose parent is not there. */
  async makeLevels(levels: Levels, signal?: AbortSignal): Promise<void> {
    const { client, root } = this.at;
    for (let depth = 1; depth <= levels.length; depth += 1) {
      const folder = [...root, ...levels.slice(0, depth)];
      const made = await client.makeFolder(folder, signal);
      if (made === 'made' || (await client.look(folder, signal))?.isFolder === true) continue;
      throw misconfigured(
        `${client.words.where} has a file where the folder '${levels.slice(0, depth).join('/')}' of this output is to be: move it away`,
      );
    }
  }

  async manifest(path: RemotePath, signal?: AbortSignal): Promise<Manifest | undefined> {
    const text = await this.at.client.read([...path, MANIFEST], signal);
    return text === undefined ? undefined : parseManifest(text);
  }

  /** Every file of a delivery that is in a folder in full. */
  async held(request: DeliveryRequest, path: RemotePath, signal?: AbortSignal): Promise<readonly HeldFile[]> {
    const there = await this.at.client.list(path, signal);
    return request.files.filter(({ name, size }) => there?.get(name)?.size === size).map(({ name, size }) => ({ name, size }));
  }

  /** What attempts at other content have gathered. The delivery before this one stays until there is another. */
  async sweep(request: DeliveryRequest, names: readonly string[], signal?: AbortSignal): Promise<void> {
    const own = stagingOf(request);
    for (const name of names)
      if (name.startsWith(stagingMark(request)) && name !== own && !name.endsWith(ASIDE))
        await this.at.client.remove([...this.at.root, name], signal);
  }

  /** Deliveries that were moved aside for this one. */
  async sweepAside(request: DeliveryRequest, names: readonly string[], signal?: AbortSignal): Promise<void> {
    for (const name of names)
      if (name.startsWith(stagingMark(request)) && name.endsWith(ASIDE))
        await this.at.client.remove([...this.at.root, name], signal);
  }

  /** A part that came to its end after the folder had appeared. */
  async sweepParts(path: RemotePath, names: Iterable<string>, signal?: AbortSignal): Promise<void> {
    for (const name of names) if (isPart(name)) await this.at.client.remove([...path, name], signal);
  }
}

export const changedMeanwhile = (what: string): RetryableError => new RetryableError('output-changed', what);
