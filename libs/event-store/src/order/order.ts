/**
 * A revision of one asset: opaque, only for comparison, with gaps. It is the JetStream sequence of the asset's last commit, as
 * text so that JSON keeps its full precision.
 */
export type Revision = string & { readonly __revision: unique symbol };
/** A position in the whole log, opaque like a revision. */
export type Position = string & { readonly __position: unique symbol };

export type Order = -1 | 0 | 1;

const SEQUENCE = /^(?:0|[1-9]\d{0,18})$/;
const requireSequence = (text: string, what: string): string => {
  if (!SEQUENCE.test(text)) throw new TypeError(`'${text.slice(0, 40)}' is not a ${what}`);
  return text;
};

/** Parses a revision from a row, a request or a work message. Throws a TypeError if it is invalid. */
export const parseRevision = (text: string): Revision => requireSequence(text, 'revision') as Revision;
/** Parses a position from outside. Throws a TypeError if it is invalid. */
export const parsePosition = (text: string): Position => requireSequence(text, 'position') as Position;

export const revisionOf = (sequence: number): Revision => String(sequence) as Revision;
export const positionOf = (sequence: number): Position => String(sequence) as Position;
export const sequenceOf = (place: Revision | Position): number => Number(place);

export const positionOfRevision = (revision: Revision): Position => revision as string as Position;
export const maxPosition = (a: Position, b: Position): Position => (comparePosition(a, b) >= 0 ? a : b);

export const NO_REVISION: Revision = revisionOf(0);
export const START: Position = positionOf(0);

const compare = (a: string, b: string): Order => {
  // Without leading zeros the longer number is the larger, and equal lengths compare as text.
  if (a === b) return 0;
  return a.length < b.length || (a.length === b.length && a < b) ? -1 : 1;
};
export const compareRevision = (a: Revision, b: Revision): Order => compare(a, b);
export const comparePosition = (a: Position, b: Position): Order => compare(a, b);
export const isSameRevision = (a: Revision, b: Revision): boolean => a === b;
export const isRevisionAtLeast = (a: Revision, least: Revision): boolean => compare(a, least) >= 0;
