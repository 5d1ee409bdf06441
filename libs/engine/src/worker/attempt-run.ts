import { setTimeout as delay } from 'node:timers/promises';
import { kindOf, type JsonObject, type StepKind, type WorkMessage } from '@throughline/contracts';
import { currentWork, type Command, type StepWork } from '@throughline/domain';
import type { Delivery, LeaseHandle } from '@throughline/messaging';
import type { CommandMeta, LoadedAsset } from '../commands/asset-commands.js';
import { adoptable, stillStands } from './adopted.js';
import { AttemptContext, prefixOf, type Known } from './attempt-context.js';
import { completion, failed, handedBack, late, waits, type Said } from './attempt-words.js';
import { failureOf, isOwnTrouble, waitOf } from './failure.js';
import { AttemptAborted, HeldLease, type AbortCause } from './held-lease.js';
import { AttemptWatch, limitMessage, limitsOf, type AttemptWatchLimits } from './limits.js';
import { persistently } from './persistently.js';
import { writeResult } from './result-file.js';
import { whenStopping } from './when-stopping.js';
import { Standing } from './standing.js';
import type { StepHandler, StepOutcome } from './step-handler.js';
import type { StepWorkerParts } from './parts.js';

/** How an attempt ended for its worker. */
export type AttemptEnd =
  /** To be recorded; the lease lives on until then, and is given back after it. */
  | { readonly kind: 'to-record'; readonly command: Command; readonly release: () => Promise<void>; readonly tookMs: number }
  /** The attempt is closed in the log already. */
  | { readonly kind: 'closed' }
  /** Somebody else may hold it: the message must come again. */
  | { readonly kind: 'not-ours' };

interface Given {
  readonly delivery: Delivery<WorkMessage>;
  readonly asset: LoadedAsset;
  readonly work: StepWork;
  readonly handle: LeaseHandle;
  readonly letPass: () => void;
}

/** Between looks whether whoever took the lease has closed the attempt. Milliseconds. */
const LOOK_EVERY_MS = 100;
/** Steps whose work others can see before the log knows of it. */
const REACHES_OUTSIDE: ReadonlySet<StepKind> = new Set<StepKind>(['delivery', 'followUp']);
/** A check that is told to stop has nothing to tidy up. */
const NO_GRACE_MS = 0;
/** Answers to a start that somebody else's start has left behind. */
const STARTED_ELSEWHERE = new Set(['already-started']);

/** One attempt in this process: from the claimed lease to what is to be recorded. */
export class AttemptRun {
  readonly #lease: HeldLease;
  readonly #message: WorkMessage;
  readonly #standing: Standing;
  readonly #since = performance.now();
  #checkpoints = 0;
  #watch: AttemptWatch | undefined;
  #started: 'no' | 'checking' | 'yes' = 'no';
  #known: Known;
  #checked = false;

  constructor(
    private readonly parts: StepWorkerParts,
    private readonly given: Given,
  ) {
    this.#message = given.delivery.message;
    this.#known = given;
    const strict = REACHES_OUTSIDE.has(given.work.planStep.kind);
    this.#lease = new HeldLease(given.handle, { termMs: parts.leaseTermMs, strict });
    this.#standing = new Standing(parts, this.#message, this.#lease);
  }

  async execute(): Promise<AttemptEnd> {
    const listening = new AbortController();
    const stop = (): void => {
      this.#lease.abort('shutdown');
    };
    const forget = whenStopping(this.parts.stopping, stop);
    // The signal may have fired while the lease was claimed: nobody is told twice.
    if (this.parts.stopping.aborted) stop();
    const context = this.#context();
    try {
      await this.#standing.listen(listening.signal);
      return await this.#work(context);
    } catch (error) {
      return await this.#failed(error);
    } finally {
      forget();
      listening.abort();
      await context.dispose();
    }
  }

  async #work(context: AttemptContext): Promise<AttemptEnd> {
    const handler = this.parts.handlerFor(this.#message.step);
    if (handler === undefined) throw new Error(`${this.parts.service} has no handler for step ${this.#message.step}`);
    this.#lease.signal.throwIfAborted();
    const adopted = await adoptable(this.parts.artifacts, this.#message, this.given.work);
    if (adopted === undefined) await this.#check(handler, context);
    const start = await this.#start();
    if (start !== 'started') return start === 'closed' ? this.#closed() : this.#notOurs();
    await this.parts.failpoint('work.started', this.#message.step);
    const done = stillStands(adopted, this.#known.work) ? adopted : { outcome: await this.#run(handler, context) };
    return this.#toRecord(completion(this.#said(), done));
  }

  async #check(handler: StepHandler, context: AttemptContext): Promise<void> {
    this.#started = 'checking';
    this.#watch = new AttemptWatch(this.#lease, this.#limits(), NO_GRACE_MS);
    await this.#watch.over(async () => handler.preflight?.(context.handlerContext()));
    this.#started = 'no';
    this.#checked = true;
  }

  async #run(handler: StepHandler, context: AttemptContext): Promise<StepOutcome> {
    this.#watch = new AttemptWatch(this.#lease, { ...this.#limits(), still: this.#still() });
    const outcome = await this.#watch.over(async () => {
      if (!this.#checked) await handler.preflight?.(context.handlerContext());
      return handler.run(context.handlerContext());
    });
    this.#lease.signal.throwIfAborted();
    await writeResult(this.parts.artifacts, prefixOf(this.#message, this.given.work, this.#message.attemptId), outcome);
    await this.parts.failpoint('work.done', this.#message.step);
    return outcome;
  }

  #limits(): AttemptWatchLimits {
    return limitsOf(this.given.work.planStep, this.given.asset.state);
  }

  /** What reaches outside may wait there for somebody else; work of one's own is never idle. */
  #still(): AttemptWatchLimits['still'] {
    const { kind } = this.given.work.planStep;
    const afterMs = this.parts.stillAfterMs;
    return REACHES_OUTSIDE.has(kind) && afterMs !== undefined ? { afterMs, told: this.given.letPass } : undefined;
  }

  /** The worker is part of the command's name: a sleeper must not take its successor's start for its own. */
  async #start(): Promise<'started' | 'closed' | 'elsewhere'> {
    const { step, attemptId, assetId } = this.#message;
    const command: Command = { type: 'StartStep', now: this.#now(), step, attemptId, worker: this.parts.worker };
    const outcome = await persistently(
      () => this.parts.commands.execute(assetId, command, this.#meta(`start:${this.parts.worker}`), this.given.asset),
      this.#lease.signal,
    );
    if (outcome.kind === 'accepted') {
      // The message told of the past. What the start is recorded upon is what the attempt is said to have worked with.
      const { asset } = outcome;
      const work = currentWork(asset.state, step);
      // Recorded at an earlier sending, and taken over since.
      if (work?.attemptId !== attemptId) return 'elsewhere';
      this.#known = { asset, work };
      this.#started = 'yes';
      return 'started';
    }
    // Acknowledged here, the message of somebody who is at work would be gone.
    return outcome.kind === 'satisfied' || STARTED_ELSEWHERE.has(outcome.rejection.code) ? 'elsewhere' : 'closed';
  }

  #context(): AttemptContext {
    const { artifacts, commands } = this.parts;
    const saveCheckpoint = (data: JsonObject): Promise<void> => this.#checkpoint(data);
    const onProgress = (): void => {
      this.#watch?.progress(this.#lease.progress);
      void this.parts.failpoint('work.middle', this.#message.step);
    };
    return new AttemptContext(this.#message, () => this.#known, {
      artifacts,
      commands,
      log: this.parts.log,
      lease: this.#lease,
      confirm: () => this.#aside(() => this.#standing.confirm()),
      aside: (ask) => this.#aside(ask),
      saveCheckpoint,
      onProgress,
    });
  }

  async #checkpoint(data: JsonObject): Promise<void> {
    const { step, attemptId, assetId } = this.#message;
    this.#checkpoints += 1;
    const command: Command = { type: 'CheckpointStep', now: this.#now(), step, attemptId, data };
    const meta = this.#meta(`checkpoint-${String(this.#checkpoints)}`);
    const outcome = await this.#aside(() =>
      persistently(() => this.parts.commands.execute(assetId, command, meta), this.#lease.signal),
    );
    // Not kept, so no later attempt would know of it: what it was to guard must not happen.
    if (outcome.kind === 'rejected') this.#lease.abort('superseded');
    this.#lease.signal.throwIfAborted();
    this.#watch?.moved();
    await this.parts.failpoint('work.checkpointed', step);
  }

  /** A broker that is away is no reason to call the work hung. */
  #aside<T>(ask: () => Promise<T>): Promise<T> {
    return this.#watch === undefined ? ask() : this.#watch.aside(ask);
  }

  async #failed(error: unknown): Promise<AttemptEnd> {
    const cause = this.#abortCause(error);
    if (cause !== undefined) {
      this.parts.log.warn({ asset: this.#message.assetId, step: this.#message.step, cause }, 'an attempt was stopped');
      return this.#aborted(cause);
    }
    const of = { asset: this.#message.assetId, step: this.#message.step };
    if (!this.#isVerdict(error)) {
      this.parts.log.warn({ err: error, ...of }, 'an attempt could not be made now; it comes again');
      return this.#notOurs();
    }
    const wait = waitOf(error);
    if (wait === undefined) this.parts.log.warn({ err: error, ...of }, 'an attempt failed');
    else this.parts.log.info({ ...of, for: wait.for }, 'an attempt waits for something');
    return this.#toRecord(wait === undefined ? failed(this.#said(), failureOf(error)) : waits(this.#said(), wait));
  }

  async #aborted(cause: AbortCause): Promise<AttemptEnd> {
    if (this.#started !== 'yes' && !this.#hasHungChecking(cause)) return this.#notOurs();
    switch (cause) {
      case 'shutdown':
        return this.#toRecord(handedBack(this.#said(), this.parts.worker));
      case 'fenced':
      case 'superseded':
        return this.#late();
      case 'timeout':
      case 'no-progress':
        return this.#toRecord(
          failed(this.#said(), {
            code: cause,
            message: limitMessage(this.#message.step, cause, this.#limits()),
            retryable: true,
          }),
        );
      case 'silent':
        // While the broker is away nothing can be said for sure: the message comes again, and its holder looks at the lease.
        return (await this.#standing.isClosed()) ? this.#late() : this.#notOurs();
    }
  }

  #hasHungChecking(cause: AbortCause): boolean {
    return this.#started === 'checking' && (cause === 'timeout' || cause === 'no-progress');
  }

  /** Before the start only the step's own checks may fail it; trouble of ours is waited out. */
  #isVerdict(error: unknown): boolean {
    if (this.#started === 'yes') return true;
    return isVerdictOnWork(error) || waitOf(error) !== undefined || (this.#started === 'checking' && !isOwnTrouble(error));
  }

  /** Whoever took the lease is about to close the attempt. Where that one dies first, it is still open: the message must come again. */
  async #late(): Promise<AttemptEnd> {
    const deadline = performance.now() + this.parts.leaseTermMs;
    while (!(await this.#standing.isClosed())) {
      if (performance.now() > deadline || this.parts.stopping.aborted) return this.#notOurs();
      await delay(LOOK_EVERY_MS);
    }
    return this.#toRecord(late(this.#said()));
  }

  #abortCause(error: unknown): AbortCause | undefined {
    if (error instanceof AttemptAborted) return error.why;
    const reason: unknown = this.#lease.signal.reason;
    return this.#lease.signal.aborted && reason instanceof AttemptAborted ? reason.why : undefined;
  }

  #said(): Said {
    const { step, attemptId } = this.#message;
    return { step, attemptId, now: this.#now(), progress: this.#lease.progress.fraction };
  }

  #toRecord(command: Command): AttemptEnd {
    return { kind: 'to-record', command, release: () => this.#lease.release(), tookMs: performance.now() - this.#since };
  }

  async #closed(): Promise<AttemptEnd> {
    await this.#lease.release();
    return { kind: 'closed' };
  }

  async #notOurs(): Promise<AttemptEnd> {
    await this.#lease.release();
    return { kind: 'not-ours' };
  }

  #meta(name: string): CommandMeta {
    return {
      commandId: `${this.#message.attemptId}:${name}`,
      actor: { kind: 'service', id: this.parts.worker },
      correlationId: this.#message.correlationId,
    };
  }

  #now(): string {
    return (this.parts.clock?.() ?? new Date()).toISOString();
  }
}

/** Says of itself that it is about the work. */
const isVerdictOnWork = (error: unknown): boolean => kindOf(error) === 'permanent' || kindOf(error) === 'retryable';
