import { START, comparePosition, type Position } from '@throughline/event-store';

/** The position in each partition. One number would not do, because partitions can lag behind each other. */
export type Vector = readonly Position[];

export const getPosition = (vector: Vector, partition: number): Position => vector[partition] ?? START;

export const findAhead = (vector: Vector, other: Vector): readonly number[] =>
  vector.flatMap((position, partition) => (comparePosition(position, getPosition(other, partition)) > 0 ? [partition] : []));

export const replacePosition = (vector: Vector, partition: number, position: Position): Vector =>
  vector.map((each, index) => (index === partition ? position : each));

/** Returns the lowest position: everything newer in any partition lies after it. */
export const findEarliest = (positions: readonly Position[]): Position =>
  positions.reduce<Position | undefined>(
    (first, each) => (first === undefined || comparePosition(each, first) < 0 ? each : first),
    undefined,
  ) ?? START;
