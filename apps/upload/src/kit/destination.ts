import type { Json, JsonObject, OutputConfig, RunConfig, SkipReason } from '@throughline/contracts';
import type { TextNote } from '@throughline/domain';
import type { Probe } from './probe.js';

/** The way to prevent a second copy: `keyed` replaces by name, `session` resumes a recorded session, `blind` can do neither. */
export type DestinationClass = Destination['class'];

export interface DeliveryFile {
  readonly path: string;
  /** File name at the destination, of safe characters only. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly mediaType: string;
}

export interface AttemptRef {
  readonly assetId: string;
  readonly output: string;
  readonly attempt: number;
  readonly attemptId: string;
}

export interface DeliveryRequest extends AttemptRef {
  readonly title: string;
  /** The text for destinations with a field for it. Absent if it is delivered as a file. */
  readonly description?: string;
  /** The changes to the texts that the limits of the service made necessary. */
  readonly textNotes?: readonly TextNote[];
  /**
   * Folders around the item's own folder, below the output's folder, outermost first. Safe for every file system. Absent for
   * recordings.
   */
  readonly filedIn?: readonly string[];
  readonly files: readonly DeliveryFile[];
  /** Equal for equal content of an asset at an output. A second delivery with this key is a no-op. */
  readonly key: string;
}

export const sumFileSizes = (request: Pick<DeliveryRequest, 'files'>): number =>
  request.files.reduce((sum, { size }) => sum + size, 0);

export interface TransferHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (bytes: number) => void;
}

export interface KeyedHooks extends TransferHooks {
  /** Resolves once the broker has confirmed the lease. Call it before changes that others can see. */
  readonly confirm: () => Promise<void>;
  /** The latest note of earlier attempts. */
  readonly noted: DeliveryNote | undefined;
  /** Durable when it resolves. Replaces the earlier note. */
  readonly note: (data: JsonObject) => Promise<void>;
}

/** A keyed destination's memory of a delivery, such as its open uploads. */
export interface DeliveryNote {
  readonly key: string;
  readonly data: JsonObject;
}

export interface RemoteFile {
  readonly name: string;
  readonly size: number;
  readonly sha256?: string;
}

export interface DeliveredObject {
  readonly externalId: string;
  readonly url: string;
  /** The content was found there instead of being sent. */
  readonly reconciled: boolean;
  /** Files as the destination reports them, compared with the sent ones. Absent if it does not report them. */
  readonly holds?: readonly RemoteFile[];
}

/** The content was accepted once but cannot be found: only a person can check (U10). */
export interface UnconfirmedDelivery {
  readonly kind: 'unconfirmed';
  /** Replaces all checkpoints if that person reports that nothing arrived. */
  readonly otherwise?: JsonObject;
}

/** An answer that confirms that nothing was taken. Any other failure leaves the outcome unknown. */
export interface DeliveryRefusal {
  readonly kind: 'refused';
  readonly error: Error;
}

export interface FollowUp extends AttemptRef {
  /** `thumbnail`, `playlist` … */
  readonly name: string;
  readonly externalId: string;
  readonly delivered: JsonObject;
  /** Language of the item, ISO 639-1. Absent if it is unknown. */
  readonly language?: string;
  /** The picture that a person has chosen for the item. It goes before the one of the output's settings. */
  readonly thumbnail?: { readonly second: number };
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (fraction: number) => void;
  /** Returns the path of the item's file with a role. */
  readonly input: (role: string) => Promise<string | undefined>;
  /** Returns a folder for temporary files of the attempt. */
  readonly workspace: () => Promise<string>;
}

/** New texts of content that was delivered. */
export interface TextsUpdate {
  readonly externalId: string;
  readonly title: string;
  /** Empty: none. */
  readonly description: string;
  readonly signal: AbortSignal;
}

interface DestinationBase {
  /**
   * The location, as a text without secrets that changes only when the output leads elsewhere. Records of another location can
   * be neither checked nor ended here.
   */
  readonly place: string;
  /** The destination has no metadata fields, so metadata is delivered as a file. */
  readonly describedByFile?: true;
  /**
   * Checks that the output is usable. Throws permanent errors for wrong settings, waiting errors for a missing or full output,
   * others for a retry.
   */
  check(signal?: AbortSignal): Promise<void>;
  /** Returns the checks that prove together, by real requests, that a delivery would work. Each needs the earlier ones. */
  probes(): readonly Probe[];
  /** Returns the files that the destination takes. Without it: all. Other files do not count as content of the delivery. */
  selects?(files: readonly DeliveryFile[]): readonly DeliveryFile[];
  /** Returns the reason not to deliver this item here, if there is one. */
  skips?(request: DeliveryRequest): SkipReason | undefined;
  /** Returns the reason not to run a follow-up for this item, if there is one. */
  skipsFollowUp?(followUp: FollowUp): Promise<SkipReason | undefined>;
  /** Runs a follow-up, which may have been done before. Returns facts for the step's result. */
  followUp?(followUp: FollowUp): Promise<Readonly<Record<string, Json>>>;
  /**
   * Changes the texts of delivered content, and nothing else about it. May be repeated. Throws `object-missing` if the content is
   * gone. Exactly for types that are `changeable` in the domain's rules for texts.
   */
  updateTexts?(update: TextsUpdate): Promise<Readonly<Record<string, Json>>>;
}

/** A destination that replaces by name: a second delivery of an asset replaces the first. */
export interface KeyedDestination extends DestinationBase {
  readonly class: 'keyed';
  /** Returns the delivery if exactly this content is there and nothing on record is left to do. */
  reconcile(request: DeliveryRequest, signal?: AbortSignal, noted?: DeliveryNote): Promise<DeliveredObject | undefined>;
  deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<DeliveredObject | UnconfirmedDelivery>;
  /** Deletes what an attempt has recorded and no attempt continues. */
  abandon?(data: JsonObject, signal?: AbortSignal): Promise<void>;
}

/**
 * Lookups of classes that do not replace by name. `undefined` means that the destination certainly holds nothing of this key.
 */
interface ContentLookup {
  /** Absent if the destination cannot be asked or may answer late. */
  reconcile?(
    request: Pick<DeliveryRequest, 'assetId' | 'key'> & AttemptRef,
    signal?: AbortSignal,
  ): Promise<DeliveredObject | undefined>;
  /** Returns an object's location by its id. */
  urlOf?(externalId: string): string;
}

export type SessionState =
  | { readonly kind: 'open'; readonly offset: number }
  /** The session exists but takes no more bytes. */
  | { readonly kind: 'stuck' }
  | { readonly kind: 'complete'; readonly delivered: DeliveredObject }
  /** Unknown to the destination: cancelled or expired. */
  | { readonly kind: 'gone' };

export type FinishAnswer =
  | { readonly kind: 'complete'; readonly delivered: DeliveredObject }
  | { readonly kind: 'incomplete'; readonly offset: number }
  | { readonly kind: 'gone' }
  | DeliveryRefusal;

/** A destination that takes bytes into a session with an id, and creates the object by a separate request. */
export interface SessionDestination extends DestinationBase, ContentLookup {
  readonly class: 'session';
  open(request: DeliveryRequest, signal?: AbortSignal): Promise<string>;
  inspect(session: string, request: DeliveryRequest, signal?: AbortSignal): Promise<SessionState>;
  send(at: { session: string; offset: number }, request: DeliveryRequest, hooks: TransferHooks): Promise<'sent' | 'gone'>;
  /** Finalises. Repeated requests for a session create only one object. */
  finish(session: string, request: DeliveryRequest, signal: AbortSignal): Promise<FinishAnswer>;
  /** `cancel` also deletes an object whose creation got no answer, so it may be called after a finalising request. */
  readonly cancelsUnanswered?: true;
  /** Ends a session for good, unless it was finalised before. */
  cancel(
    session: string,
    request: DeliveryRequest,
    signal?: AbortSignal,
  ): Promise<Exclude<SessionState, { kind: 'open' | 'stuck' }> | { readonly kind: 'cancelled' }>;
}

export type SendAnswer = { readonly kind: 'taken'; readonly delivered: DeliveredObject } | DeliveryRefusal;

/** A destination that sends and finalises in one request, and cannot be asked about it afterwards. */
export interface BlindDestination extends DestinationBase, ContentLookup {
  readonly class: 'blind';
  send(request: DeliveryRequest, hooks: TransferHooks): Promise<SendAnswer>;
}

export type Destination = KeyedDestination | SessionDestination | BlindDestination;

export interface OpenOptions {
  readonly output: OutputConfig;
  /** The step that opens it: a delivery or a follow-up. */
  readonly step: string;
  readonly config: Pick<RunConfig, 'simulation'>;
}

/** A destination type: one folder of code and one line in the registry. */
export interface DestinationType {
  open(opening: OpenOptions): Destination;
}
