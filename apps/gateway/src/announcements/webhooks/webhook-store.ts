import type { Checkpoint, Position } from '@throughline/event-store';
import type { Token } from '../../kit/provide.js';
import type { FailureScope } from './retry-rule.js';
import type {
  EndpointChange,
  EndpointId,
  LibraryEvent,
  NewEndpoint,
  PendingMessage,
  Settlement,
  WebhookAttempt,
  WebhookEndpoint,
  WebhookMessage,
} from './webhook-endpoint.js';

/** For each endpoint. */
export const ATTEMPTS_KEPT = 500;
/** Endpoints of one library. */
export const MAX_ENDPOINTS = 20;

export type ReadEndpoint = Pick<WebhookEndpoint, 'id' | 'libraryId' | 'revision'>;

/** The endpoints of libraries, with the log of their attempts. */
export interface WebhookStore {
  /** Oldest first. */
  list(libraryId: string): Promise<readonly WebhookEndpoint[]>;
  find(id: EndpointId): Promise<WebhookEndpoint | undefined>;
  /** The endpoint gets the events after the newest one that is projected now. */
  add(endpoint: NewEndpoint): Promise<WebhookEndpoint | 'name-taken' | 'too-many'>;
  replace(read: ReadEndpoint, change: EndpointChange): Promise<WebhookEndpoint | 'name-taken' | 'stale'>;
  remove(read: ReadEndpoint): Promise<boolean>;
  /** The newest first. */
  attempts(id: EndpointId, limit: number): Promise<readonly WebhookAttempt[]>;
  addAttempt(id: EndpointId, attempt: WebhookAttempt): Promise<void>;
  /** Makes the endpoint get all events after a position again, in the order of the log, and those of the library. */
  rewind(id: EndpointId, after: Position): Promise<void>;
  /** Returns the newest position of the library that was stored before a time. */
  positionBefore(libraryId: string, time: string): Promise<Position>;
}

export interface EndpointClaim {
  readonly endpoint: WebhookEndpoint;
  readonly token: string;
}

/** An item with commits that were not turned into messages yet: those after `after`, up to `reached`. */
export interface ChangedItem {
  readonly assetId: string;
  readonly after: Position;
  readonly reached: Position;
}

/** Tables of the projection that an endpoint has not read yet, because they were replaced. */
export interface ReplacedTables {
  readonly table: string;
  /** The newest commit when the endpoint last read. Undefined for endpoints of earlier releases. */
  readonly newest: Checkpoint | undefined;
}

/** An attempt and the decision after it. */
export interface AttemptResult {
  readonly attempt: Omit<WebhookAttempt, 'retryAt'>;
  readonly settlement: Settlement;
  /** Undefined after a success. */
  readonly failure: FailureScope | undefined;
}

/** The work of sending, shared by all gateways: one of them has an endpoint at a time. Times are those of the database. */
export interface WebhookQueue {
  /**
   * Returns endpoints that nobody has and that may send: those with due messages, those whose wait is over, and those of the
   * given libraries, or of all libraries.
   */
  claimable(libraries: readonly string[] | 'all'): Promise<readonly EndpointId[]>;
  claim(id: EndpointId, leaseMs: number): Promise<EndpointClaim | undefined>;
  /** Returns false if another gateway has the endpoint, or if it was removed, paused or disabled. */
  renew(claim: EndpointClaim, leaseMs: number): Promise<boolean>;
  release(claim: EndpointClaim): Promise<void>;
  /** Returns the tables if the log behind them has to be compared first: they may be those of a restored log. */
  findReplacedTables(claim: EndpointClaim): Promise<ReplacedTables | undefined>;
  /**
   * Lets the endpoint read the tables. If an older copy of the log was restored, everything that is newer than that copy counts as
   * new, and messages about lost commits are dropped.
   */
  acceptTables(claim: EndpointClaim, tables: Pick<ReplacedTables, 'table'>, log: 'same' | 'restored'): Promise<void>;
  /** Returns nothing until replaced tables are accepted. */
  changed(claim: EndpointClaim, limit: number): Promise<readonly ChangedItem[]>;
  /**
   * Stores the messages of an item whose events the endpoint has chosen by now, and that they cover its commits up to `reached`.
   */
  enqueue(claim: EndpointClaim, item: ChangedItem, messages: readonly WebhookMessage[]): Promise<void>;
  /** Stores those that the endpoint has chosen and was not told yet. */
  enqueueLibraryEvents(claim: EndpointClaim, events: readonly LibraryEvent[]): Promise<void>;
  /** Counts the messages, without those of items whose first message waits for a retry. */
  pending(claim: EndpointClaim): Promise<number>;
  /** Returns the due messages that may be sent: of each item, only the first one that waits. */
  due(claim: EndpointClaim, limit: number): Promise<readonly PendingMessage[]>;
  /** Stores the result of an attempt. Failures of one claimed state count as one outage. Returns the endpoint after it, or undefined if the claim was lost. */
  settle(claim: EndpointClaim, message: PendingMessage, result: AttemptResult): Promise<WebhookEndpoint | undefined>;
}

export const WEBHOOK_STORE: Token<WebhookStore> = Symbol('WebhookStore');
export const WEBHOOK_QUEUE: Token<WebhookQueue> = Symbol('WebhookQueue');
