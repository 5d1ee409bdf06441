import { PermanentError, RetryableError } from '@throughline/contracts';
import type { DeliveryRequest, HeldFile } from '../destination.js';
import { idMark } from '../folder-name.js';
import { MANIFEST, parseManifest, type Manifest } from '../manifest.js';
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
export const asideOf = (request: DeliveryRequest): string => `${stagingOf(request)}.${request.attemptId}${ASIDE}`;
export const partOf = (name: string, { attemptId }: DeliveryRequest): string => `${PART}${attemptId}-${name}`;

export interface DeliveredFolder {
  readonly path: RemotePath;
  readonly manifest: Manifest;
}

/** What lies in the folder of an output, as far as deliveries are concerned. */
export class DeliveredFolders {
  constructor(private readonly at: WebdavPlace) {}

  async names(signal?: AbortSignal): Promise<readonly string[]> {
    return [...((await this.at.client.list(this.at.root, signal)) ?? new Map<string, Entry>()).keys()];
  }

  /** Two outputs of one folder would take each other's object away, and both would say that theirs is there. */
  async find(request: DeliveryRequest, names: readonly string[], signal?: AbortSignal): Promise<DeliveredFolder | undefined> {
    const { assetId, output } = request;
    for (const name of names) {
      if (!name.endsWith(idMark(assetId)) || name.startsWith(STAGING)) continue;
      const path = [...this.at.root, name];
      const manifest = await this.manifest(path, signal);
      if (manifest?.assetId !== assetId) continue;
      if (manifest.output === output) return { path, manifest };
      throw new PermanentError(
        'output-conflict',
        `${this.at.client.words.where} holds this recording for the output '${manifest.output}': give each output a folder of its own`,
      );
    }
    return undefined;
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
    for (const name of names) if (name.startsWith(PART)) await this.at.client.remove([...path, name], signal);
  }
}

export const changedMeanwhile = (what: string): RetryableError => new RetryableError('output-changed', what);
