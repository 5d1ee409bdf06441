import type { Readable } from 'node:stream';
import type { OutputSetting, SourceConfig, SourceListRequest, SourcePage, SourceRetired } from '@throughline/contracts';

export type ListingRequest = Pick<SourceListRequest, 'from' | 'to' | 'cursor' | 'limit'>;

/** One check of a source's test. Throws as a listing would. */
export interface SourceProbe {
  readonly name: string;
  /** The message of a passed check. */
  readonly confirms: string;
  readonly run: (signal: AbortSignal) => Promise<void>;
}

/** The bytes of an item while they are read. */
export interface OpenedItem {
  /** Absent if it is known only at the end. Then the stream fails if anything is missing. */
  readonly size?: number;
  readonly stream: Readable;
  /** Throws a permanent error if the item has changed since it was listed, whatever was read of it. */
  readonly requireUnchanged: () => Promise<void>;
  /** Safe to repeat. */
  readonly close: () => Promise<void>;
}

/**
 * One source that a user has set up. It finds items, and keeps nothing between two calls: several processes may serve the
 * requests of one sync. Throws errors of kind `permanent`, `waiting` or `retryable`, whose messages users read.
 */
export interface SourceLister {
  /** Names what the external ids belong to, so that two sources of the same place find the same items. */
  readonly place: string;
  /** Returns the checks of a test, in their order. They change nothing. */
  probes(): readonly SourceProbe[];
  /**
   * Returns one page, in an order that stays the same between pages. An item that is added or removed meanwhile may be missing,
   * but no other one is. The same content always has the same external id, and changed content has another one.
   */
  list(request: ListingRequest, signal: AbortSignal): Promise<SourcePage>;
  /** Opens the bytes of a listed item. Absent: runs fetch the items of this source. */
  readonly open?: (externalId: string, signal?: AbortSignal) => Promise<OpenedItem>;
  /** Moves or marks a listed item. Repeating it is no error. Absent: items stay as they are. */
  readonly retire?: (externalId: string, signal?: AbortSignal) => Promise<SourceRetired>;
}

/** A type of source that users can set up: one folder of code and one line in the registry. */
export interface ListedSourceType {
  /** The name for users. */
  readonly label: string;
  /** Returns the form of a source's settings, or `undefined` if the operator's configuration leaves nothing to choose. */
  readonly describe: () => OutputSetting[] | undefined;
  /** Checks the settings. Throws `source-misconfigured`; does not connect. */
  readonly open: (settings: SourceConfig['settings'], brings?: SourceConfig['brings']) => SourceLister;
  /** Ends what the sources of the type have in common, such as connections. */
  readonly close?: () => void;
}
