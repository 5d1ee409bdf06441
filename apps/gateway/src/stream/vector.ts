import { START, comparePosition, type Position } from '@throughline/event-store';

/** How far each partition is told, by partition: one number would not do, as one partition may lag behind another. */
export type Vector = readonly Position[];

export const positionIn = (vector: Vector, partition: number): Position => vector[partition] ?? START;

/** The partitions in which one vector is ahead of another. */
export const aheadIn = (vector: Vector, other: Vector): readonly number[] =>
  vector.flatMap((position, partition) => (comparePosition(position, positionIn(other, partition)) > 0 ? [partition] : []));

export const withPosition = (vector: Vector, partition: number, position: Position): Vector =>
  vector.map((each, index) => (index === partition ? position : each));

/** Everything after it is also after the vector in some partition, or before it in all. */
export const earliest = (positions: readonly Position[]): Position =>
  positions.reduce<Position | undefined>(
    (first, each) => (first === undefined || comparePosition(each, first) < 0 ? each : first),
    undefined,
  ) ?? START;
