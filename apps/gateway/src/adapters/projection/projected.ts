import type { PipelineName } from '@throughline/contracts';
import type { Position } from '@throughline/event-store';
import type { Token } from '../../kit/provide.js';

export interface ProjectionPosition {
  /** Identifies this build of the rows. It changes when they are rebuilt or when the log is replaced. */
  readonly era: string;
  readonly positions: readonly Position[];
}

export interface ChangesQuery {
  readonly owners: readonly string[];
  readonly after: Position;
  readonly limit: number;
  /** Includes items with an active run, whose progress changes without a new position. */
  readonly withActive: boolean;
}

export interface ChangedAsset {
  readonly id: string;
  readonly position: Position;
  /** The item may have changed without a new position. */
  readonly isAlways: boolean;
}

/** Reads changes to the rows since a position. The answers are the same on every gateway and after a restart. */
export interface ProjectionChanges {
  place(): Promise<ProjectionPosition>;
  /**
   * Returns the assets of these owners and pipelines whose rows are newer than a position. Includes quarantined assets, whose
   * rows may change without a new position. Also returns assets that have left the libraries of these owners.
   */
  changedAfter(query: ChangesQuery, pipelines: readonly PipelineName[]): Promise<readonly ChangedAsset[]>;
}

export interface ItemChanges {
  place(): Promise<ProjectionPosition>;
  changedAfter(query: ChangesQuery): Promise<readonly ChangedAsset[]>;
}

export const restrictToPipelines = (projected: ProjectionChanges, pipelines: readonly PipelineName[]): ItemChanges => ({
  place: () => projected.place(),
  changedAfter: (query) => projected.changedAfter(query, pipelines),
});

export const PROJECTION_CHANGES: Token<ProjectionChanges> = Symbol('ProjectionChanges');
