import type { Position } from '@throughline/event-store';

/** Announces items before the log has them, so that a library is not removed under an item that no row shows yet. */
export abstract class Arrivals {
  /** Returns undefined if the library does not exist, or is just being removed. */
  abstract begin(assetId: string, libraryId: string): Promise<string | undefined>;
  abstract land(id: string, position: Position): Promise<void>;
  abstract cancel(id: string): Promise<void>;
}
