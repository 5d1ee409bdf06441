import type { PipelineName } from '@throughline/contracts';
import type { Position } from '@throughline/event-store';

/** Where the projection stands. */
export interface ProjectedPlace {
  /** Names the rows themselves: another one where they were made anew, or from another log. */
  readonly era: string;
  /** How far each partition is projected. */
  readonly positions: readonly Position[];
}

export interface ChangedQuery {
  readonly owners: readonly string[];
  readonly after: Position;
  readonly limit: number;
  /** Also those with a run that goes on, as there something moves that no position tells of. */
  readonly withActive: boolean;
}

export interface ChangedAsset {
  readonly id: string;
  /** Of its last commit in the projection. */
  readonly position: Position;
  /** What is shown of it may have changed without a position. */
  readonly isAlways: boolean;
}

/** What has become of the rows since a place: the same on every gateway, and after a restart. */
export interface Projected {
  place(): Promise<ProjectedPlace>;
  /**
   * Assets of these owners and pipelines with a row that is newer than a position, and the parked ones, which may be blanked where
   * they stand.
   */
  changedAfter(query: ChangedQuery, pipelines: readonly PipelineName[]): Promise<readonly ChangedAsset[]>;
}

/** The same, of one kind of items. */
export interface ProjectedItems {
  place(): Promise<ProjectedPlace>;
  changedAfter(query: ChangedQuery): Promise<readonly ChangedAsset[]>;
}

export const itemsOf = (projected: Projected, pipelines: readonly PipelineName[]): ProjectedItems => ({
  place: () => projected.place(),
  changedAfter: (query) => projected.changedAfter(query, pipelines),
});
