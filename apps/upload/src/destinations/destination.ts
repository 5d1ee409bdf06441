import type { JsonObject, OutputConfig } from '@throughline/contracts';

/**
 * How a destination keeps a second copy away:
 * `keyed` replaces by name, `session` resumes a recorded session, `blind` can do neither.
 */
export type DestinationClass = 'keyed' | 'session' | 'blind';

export interface DeliveryFile {
  readonly path: string;
  /** Name at the destination: safe characters only. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly mediaType: string;
}

/** One recording on its way to one output. */
export interface DeliveryRequest {
  readonly assetId: string;
  readonly attemptId: string;
  /** Name of the output. */
  readonly output: string;
  readonly title: string;
  readonly files: readonly DeliveryFile[];
  /** The same for the same content of the same asset at the same output: a second delivery of it is none. */
  readonly key: string;
}

export interface DeliveryHooks {
  readonly signal: AbortSignal;
  /** Bytes that the destination has taken so far. */
  readonly onProgress: (bytes: number) => void;
  /** Resolves once the broker has confirmed that the attempt is still ours; called before what finalises. */
  readonly confirm: () => Promise<void>;
  /** Durable before it returns. */
  readonly checkpoint: (data: JsonObject) => Promise<void>;
}

/** What stands at the destination. */
export interface Delivered {
  readonly externalId: string;
  readonly url: string;
  /** It was found there instead of being sent. */
  readonly reconciled: boolean;
}

/** One configured output, ready to use. */
export interface Destination {
  readonly class: DestinationClass;
  /** Is it usable now? Throws a permanent error for wrong settings, any other to be tried again. */
  check(): Promise<void>;
  /** Asks the destination whether this very delivery is there already. */
  reconcile(request: DeliveryRequest): Promise<Delivered | undefined>;
  deliver(request: DeliveryRequest, hooks: DeliveryHooks): Promise<Delivered>;
}

/** A destination type: one folder of code and one line in the registry. */
export interface DestinationType {
  open(settings: OutputConfig['settings']): Destination;
}
