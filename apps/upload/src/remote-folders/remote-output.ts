import type { DeliveryFile } from '../kit/destination.js';
import type { ServiceTerms } from '../kit/http-errors.js';

/** Decoded names from the root of a server. */
export type RemotePath = readonly string[];

export interface RemoteEntry {
  /** False for symbolic links: an output never leads through one. */
  readonly isFolder: boolean;
  readonly size?: number | undefined;
}

export interface MoveOptions {
  readonly signal: AbortSignal | undefined;
  /** Default: an existing target stays. */
  readonly overwrite?: boolean;
}

export type MoveResult = 'moved' | 'exists' | 'gone';

/** The requests of a delivery to a server with folders. Other answers than these are thrown as delivery errors. */
export interface RemoteClient {
  readonly terms: ServiceTerms;
  /** Tells the operator how to make the folder of the connection right. */
  readonly remedy: string;
  /** The folder of the connection. */
  readonly base: RemotePath;
  look(path: RemotePath, signal?: AbortSignal): Promise<RemoteEntry | undefined>;
  /** Lists a folder by name, if it exists. */
  list(path: RemotePath, signal?: AbortSignal): Promise<ReadonlyMap<string, RemoteEntry> | undefined>;
  makeFolder(path: RemotePath, signal?: AbortSignal): Promise<'made' | 'there' | 'no-parent'>;
  move(from: RemotePath, to: RemotePath, options: MoveOptions): Promise<MoveResult>;
  /** Reads a small file as text, if it exists. */
  read(path: RemotePath, signal?: AbortSignal): Promise<string | undefined>;
  /** Writes a small file. Returns false if its folder is missing. */
  write(path: RemotePath, content: Buffer, signal?: AbortSignal): Promise<boolean>;
  /** Deletes a file, or a folder with its content, if it exists. */
  remove(path: RemotePath, signal?: AbortSignal): Promise<void>;
  /** Returns the free space of a folder in bytes, if the server reports it. */
  free(path: RemotePath, signal?: AbortSignal): Promise<number | undefined>;
}

/** One file on its way into the temporary folder of a delivery. */
export interface FileUpload {
  readonly file: DeliveryFile;
  /** The name of the complete file. */
  readonly to: RemotePath;
  /** The name of this attempt's partial file. */
  readonly part: RemotePath;
  /** Partial files that earlier attempts at the same content have left. */
  readonly earlier: readonly RemotePath[];
  /** The upload session on record, if the server has sessions. */
  readonly session: string | undefined;
  /** Durable when it resolves. */
  readonly recordSession: (id: string) => Promise<void>;
  readonly signal: AbortSignal;
  /** Takes the bytes that have arrived, or were there already. */
  readonly onBytes: (bytes: number) => void;
}

/** A folder on a server to deliver to. */
export interface RemoteOutput {
  readonly client: RemoteClient;
  /** The location, without secrets. */
  readonly place: string;
  readonly root: RemotePath;
  /** The part of the root below the folder of the connection. */
  readonly below: RemotePath;
  /** True if a later attempt continues partial files. Default: it deletes them. */
  readonly resumesParts?: boolean;
  /** Returns an address for users, or an empty text. */
  urlOf(path: RemotePath): string;
  /** Sends a file, verifies it and gives it its name. */
  send(upload: FileUpload): Promise<void>;
  endSessions?(ids: readonly string[], signal?: AbortSignal): Promise<void>;
}
