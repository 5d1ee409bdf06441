import type { Json, JsonObject, OutputConfig, RunConfig, SkipReason } from '@throughline/contracts';

/**
 * How a destination keeps a second copy away:
 * `keyed` replaces by name, `session` resumes a recorded session, `blind` can do neither.
 */
export type DestinationClass = Destination['class'];

export interface DeliveryFile {
  readonly path: string;
  /** Name at the destination: safe characters only. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly mediaType: string;
}

/** Who asks: an attempt of a delivery or of a follow-up. */
export interface Asking {
  readonly assetId: string;
  /** Name of the output. */
  readonly output: string;
  readonly attempt: number;
  readonly attemptId: string;
}

/** One recording on its way to one output. */
export interface DeliveryRequest extends Asking {
  readonly title: string;
  /**
   * Folders that its own lies in, below the output's, outermost first: names that any file system takes. Left out for what is not filed,
   * as recordings are.
   */
  readonly filedIn?: readonly string[];
  readonly files: readonly DeliveryFile[];
  /** The same for the same content of the same asset at the same output: a second delivery of it is none. */
  readonly key: string;
}

export const sizeOf = (request: Pick<DeliveryRequest, 'files'>): number => request.files.reduce((sum, { size }) => sum + size, 0);

/** What a transfer may use on its way. */
export interface TransferHooks {
  readonly signal: AbortSignal;
  /** Bytes that the destination has taken so far. */
  readonly onProgress: (bytes: number) => void;
}

export interface KeyedHooks extends TransferHooks {
  /** Resolves once the broker has confirmed that the attempt is still ours; called before what others can see. */
  readonly confirm: () => Promise<void>;
  /** What the last attempt that noted anything has noted. */
  readonly noted: Noted | undefined;
  /** Durable before it returns, and in the place of what was noted before. */
  readonly note: (data: JsonObject) => Promise<void>;
}

/** What a keyed destination remembers of a delivery, e.g. uploads that it has begun. */
export interface Noted {
  /** Content that it stands for. */
  readonly key: string;
  readonly data: JsonObject;
}

/** What a destination says that it holds of a file. */
export interface HeldFile {
  readonly name: string;
  readonly size: number;
  readonly sha256?: string;
}

/** What stands at the destination. */
export interface Delivered {
  readonly externalId: string;
  readonly url: string;
  /** It was found there instead of being sent. */
  readonly reconciled: boolean;
  /** What the destination says that it holds, where it says so: it is compared with what was sent. */
  readonly holds?: readonly HeldFile[];
}

/** It was taken once, and is not to be found: nobody can tell but a person (U10). */
export interface Unconfirmed {
  readonly kind: 'unconfirmed';
  /** What is to be noted in the place of all else where that person says that it has not arrived. */
  readonly otherwise?: JsonObject;
}

/** An answer that says: nothing was taken. Whatever else ends a request leaves open what became of it. */
export interface Refused {
  readonly kind: 'refused';
  /** What the attempt ends with. */
  readonly error: Error;
}

/** What is to be done at the destination after a delivery. */
export interface FollowUp extends Asking {
  /** `thumbnail`, `playlist` … */
  readonly name: string;
  readonly externalId: string;
  /** Result of the delivery that it follows. */
  readonly delivered: JsonObject;
  readonly signal: AbortSignal;
  /** Fraction of the work that is done. */
  readonly onProgress: (fraction: number) => void;
  /** Path of a file of the recording, by role. */
  readonly input: (role: string) => Promise<string | undefined>;
}

/** What destinations of every class can do. */
interface Reachable {
  /**
   * Where it leads: a text without secrets that is the same as long as it leads there. What is on record of another place
   * can be neither asked about nor ended here.
   */
  readonly place: string;
  /** It has no fields for what is known of an item: that lies beside the other files, as one of them. */
  readonly describedByFile?: true;
  /**
   * Is it usable now? Throws a permanent error for wrong settings, a waiting one for what is away or full and comes back by itself,
   * any other to be tried again. The signal ends the asking.
   */
  check(signal?: AbortSignal): Promise<void>;
  /** Why such a recording does not go to this destination at all, or undefined where it does. */
  skips?(request: DeliveryRequest): SkipReason | undefined;
  /** Does what follows a delivery. May be asked again for what it has done already. Returns facts for the step's result. */
  followUp?(followUp: FollowUp): Promise<Readonly<Record<string, Json>>>;
}

/** Replaces by name: a second delivery of an asset takes the place of the first. */
export interface KeyedDestination extends Reachable {
  readonly class: 'keyed';
  /** Asks the destination whether this very delivery is there already, and nothing of what was noted is left to do. */
  reconcile(request: DeliveryRequest, signal?: AbortSignal, noted?: Noted): Promise<Delivered | undefined>;
  deliver(request: DeliveryRequest, hooks: KeyedHooks): Promise<Delivered | Unconfirmed>;
  /** Takes away what an attempt has noted that nobody goes on with. */
  abandon?(data: JsonObject, signal?: AbortSignal): Promise<void>;
}

/** What a class can ask that has no names of its own: undefined from it means for sure that nothing of this key is there. */
interface CanBeAsked {
  /** Left out where the destination cannot be asked, or its answer may be late. */
  reconcile?(request: Pick<DeliveryRequest, 'assetId' | 'key'> & Asking, signal?: AbortSignal): Promise<Delivered | undefined>;
  /** Where an object is found, by its id. */
  urlOf?(externalId: string): string;
}

export type SessionState =
  /** Goes on at this byte. */
  | { readonly kind: 'open'; readonly offset: number }
  /** It is there and takes nothing more. */
  | { readonly kind: 'stuck' }
  /** It was finalised. */
  | { readonly kind: 'complete'; readonly delivered: Delivered }
  /** Unknown to the destination: cancelled, or expired. */
  | { readonly kind: 'gone' };

export type FinishAnswer =
  | { readonly kind: 'complete'; readonly delivered: Delivered }
  /** Bytes are missing; the session is open. */
  | { readonly kind: 'incomplete'; readonly offset: number }
  | { readonly kind: 'gone' }
  | Refused;

/** Takes bytes into a session that has an id, and makes an object of it at a request of its own. */
export interface SessionDestination extends Reachable, CanBeAsked {
  readonly class: 'session';
  /** Opens a session, before the first byte. */
  open(request: DeliveryRequest, signal?: AbortSignal): Promise<string>;
  inspect(session: string, request: DeliveryRequest, signal?: AbortSignal): Promise<SessionState>;
  /** Sends what is missing from this byte on. */
  send(at: { session: string; offset: number }, request: DeliveryRequest, hooks: TransferHooks): Promise<'sent' | 'gone'>;
  /** Finalises. The destination makes one object of a session, however often it is asked. */
  finish(session: string, request: DeliveryRequest, signal: AbortSignal): Promise<FinishAnswer>;
  /** Ends a session for good, unless it was finalised before. */
  cancel(
    session: string,
    request: DeliveryRequest,
    signal?: AbortSignal,
  ): Promise<Exclude<SessionState, { kind: 'open' | 'stuck' }> | { readonly kind: 'cancelled' }>;
}

export type SendAnswer = { readonly kind: 'taken'; readonly delivered: Delivered } | Refused;

/** One request sends and finalises; nothing tells afterwards what became of it. */
export interface BlindDestination extends Reachable, CanBeAsked {
  readonly class: 'blind';
  send(request: DeliveryRequest, hooks: TransferHooks): Promise<SendAnswer>;
}

/** One configured output, ready to use. */
export type Destination = KeyedDestination | SessionDestination | BlindDestination;

/** What a destination is opened for. */
export interface Opening {
  readonly output: OutputConfig;
  /** The step that opens it: a delivery or a follow-up. */
  readonly step: string;
  readonly config: RunConfig;
}

/** A destination type: one folder of code and one line in the registry. */
export interface DestinationType {
  open(opening: Opening): Destination;
}
