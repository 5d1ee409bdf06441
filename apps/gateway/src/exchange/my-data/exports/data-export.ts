export const EXPORT_STATES = ['running', 'ready', 'failed'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

/** `storage-full`: the artifact store has no room. `repeated-failure`: several attempts ended without an archive. */
export const EXPORT_PROBLEMS = ['storage-full', 'repeated-failure'] as const;
export type ExportProblem = (typeof EXPORT_PROBLEMS)[number];

export interface ExportProgress {
  readonly items: number;
  /** Unknown until the items were counted. */
  readonly totalItems: number | undefined;
  /** Bytes of the archive so far. */
  readonly bytes: number;
}

export interface StoredArchive {
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
}

/** An archive with all data of a user. Times are ISO 8601, by the database's clock. */
export interface DataExport extends ExportProgress {
  readonly id: string;
  readonly userId: string;
  readonly state: ExportState;
  /** Set if the state is `ready`. */
  readonly archive: StoredArchive | undefined;
  readonly problem: ExportProblem | undefined;
  /** The time at which a required service became unavailable, if it is. */
  readonly waitingSince: string | undefined;
  readonly createdAt: string;
  readonly endedAt: string | undefined;
  /** The archive is deleted then. Undefined while the export is running. */
  readonly expiresAt: string | undefined;
}

/** The right to write an archive until the lease expires. */
export interface ExportClaim {
  readonly claim: string;
  readonly export: DataExport;
  /** 1 for the first attempt. Attempts that ended with an outage do not count. */
  readonly attempt: number;
}

const EXPORTS = 'exports';
export const EXPORTS_PREFIX = EXPORTS;
export const prefixOf = (id: string): string => `${EXPORTS}/${id}`;
/** Each attempt has a key of its own, so that two gateways never write the same file. */
export const keyOf = ({ claim, export: { id } }: ExportClaim): string => `${prefixOf(id)}/${claim}.zip`;
export const idOfKey = (key: string): string => key.split('/')[1] ?? '';
