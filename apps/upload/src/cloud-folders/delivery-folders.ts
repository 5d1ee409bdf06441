import type { Chunk, ChunkAnswer, ChunkedUploads } from '../chunks/chunked-uploads.js';
import type { DeliveredObject, DeliveryRequest } from '../kit/destination.js';
import type { DraftStore } from '../kit/draft-store.js';
import type { Probe } from '../kit/probe.js';
import type { Draft } from './upload-draft.js';

export type FileOf<D extends Draft> = D['files'][number];

/** The folders of one output: how a service names, creates and finds the folder of a delivery and its files. */
export interface DeliveryFolders<D extends Draft> {
  /** The location of the output. See `Destination`. */
  readonly place: string;
  readonly uploads: ChunkedUploads;
  readonly drafts: DraftStore<D>;
  check(signal?: AbortSignal): Promise<void>;
  probes(): readonly Probe[];
  /** Returns the location of a delivery by its id. Absent if the id does not tell. */
  readonly urlOf?: (externalId: string) => string;
  /** Names the folder and the files of a delivery, none of which exists yet. */
  plan(id: string, request: DeliveryRequest, signal: AbortSignal | undefined): Promise<D>;
  /** Creates the planned folder, which may exist. Returns false if it was removed and cannot be created again. */
  create(draft: D, signal: AbortSignal): Promise<boolean>;
  /** Returns the size of each file that exists, in the order of the draft. */
  findFiles(draft: D, signal: AbortSignal | undefined): Promise<readonly (number | undefined)[]>;
  /** Starts an upload session. Returns `undefined` if the file exists, or its folder does not. */
  begin(draft: D, file: FileOf<D>, signal: AbortSignal): Promise<string | undefined>;
  createEmpty(draft: D, file: FileOf<D>, signal: AbortSignal): Promise<void>;
  /** Sends the last bytes, if any, and creates the file. */
  commit(draft: D, file: FileOf<D> & { readonly session: string }, last: Chunk, signal: AbortSignal): Promise<ChunkAnswer>;
  /** Marks the folder as complete: all files exist. */
  markComplete(draft: D, signal: AbortSignal | undefined): Promise<void>;
  /** Returns the delivery, or `undefined` if its folder was deleted. */
  read(draft: D, signal: AbortSignal | undefined): Promise<DeliveredObject | undefined>;
  /** Finds a complete delivery without its draft, which expires after a month. */
  search(
    id: string,
    request: Pick<DeliveryRequest, 'assetId' | 'key' | 'filedIn'>,
    signal: AbortSignal | undefined,
  ): Promise<DeliveredObject | undefined>;
  /** Deletes the folder with its content. A missing folder is not an error. */
  remove(draft: D, signal: AbortSignal | undefined): Promise<void>;
}
