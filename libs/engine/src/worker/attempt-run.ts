import { setTimeout as delay } from 'node:timers/promises';
import { type JsonObject, type StepKind, type WorkMessage } from '@throughline/contracts';
import { measureFreeBytes } from '@throughline/artifact-store';
import { currentWork, needsAdmission, type Command, type StepWork } from '@throughline/domain';
import type { Delivery, LeaseHandle } from '@throughline/messaging';
import type { CommandMeta, LoadedAsset } from '../commands/asset-commands.js';
import { findAdoptableResult, isStillAdoptable } from './adopted-result.js';
import type { AttemptEnd } from './attempt-end.js';
import { AttemptContext, buildAttemptPrefix, type AttemptState } from './attempt-context.js';
import {
  buildCompletion,
  buildFailure,
  buildHandback,
  buildLateResult,
  buildWait,
  type AttemptReport,
} from './attempt-report.js';
import { isAboutWork, isInfrastructureTrouble, toFailure, toWait } from './failure.js';
import { AttemptAborted, AttemptLease, type AbortCause } from './attempt-lease.js';
import { AttemptWatch, formatLimitMessage, resolveLimits, type AttemptWatchLimits } from './limits.js';
import { retryUntilAvailable } from './retry-until-available.js';
import { writeResult } from './result-file.js';
import { subscribeToStop } from './stop-subscription.js';
import { AttemptStatus } from './attempt-status.js';
import type { StepHandler, StepOutcome } from './step-handler.js';
import type { StepWorkerParts } from './parts.js';

interface AttemptRunInput {
  readonly delivery: Delivery<WorkMessage>;
  readonly asset: LoadedAsset;
  readonly work: StepWork;
  readonly handle: LeaseHandle;
  readonly letPass: () => void;
}

/** Milliseconds. */
const LOOK_EVERY_MS = 100;
/** Kinds of steps with external effects before the log records them. */
const REACHES_OUTSIDE: ReadonlySet<StepKind> = new Set<StepKind>(['delivery', 'followUp']);
/** A preflight check that is aborted has nothing to clean up. */
const NO_GRACE_MS = 0;
/** Rejections that mean that another process has started the attempt. */
const STARTED_ELSEWHERE = new Set(['already-started']);

export class AttemptRun {
  readonly #lease: AttemptLease;
  readonly #message: WorkMessage;
  readonly #status: AttemptStatus;
  readonly #since = performance.now();
  #checkpoints = 0;
  #watch: AttemptWatch | undefined;
  #started: 'no' | 'checking' | 'yes' = 'no';
  #state: AttemptState;
  #recorded: LoadedAsset | undefined;
  #checked = false;

  constructor(
    private readonly parts: StepWorkerParts,
    private readonly input: AttemptRunInput,
  ) {
    this.#message = input.delivery.message;
    this.#state = input;
    const strict = REACHES_OUTSIDE.has(input.work.planStep.kind);
    this.#lease = new AttemptLease(input.handle, { termMs: parts.leaseTermMs, strict });
    this.#status = new AttemptStatus(parts, this.#message, this.#lease);
  }

  async execute(): Promise<AttemptEnd> {
    const listening = new AbortController();
    const stop = (): void => {
      this.#lease.abort('shutdown');
    };
    const forget = subscribeToStop(this.parts.stopping, stop);
    // `subscribeToStop` does not report a signal that fired while the lease was claimed.
    if (this.parts.stopping.aborted) stop();
    const context = this.#context();
    try {
      this.#status.listen(this.input.asset.revision, listening.signal);
      return await this.#work(context);
    } catch (error) {
      return await this.#failed(await context.explained(error));
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
    const adopted = await findAdoptableResult(this.parts.artifacts, this.#message, this.input.work);
    if (adopted === undefined) await this.#check(handler, context);
    const start = await this.#start();
    if (start !== 'started') return start === 'closed' ? this.#closed() : this.#notOurs();
    await this.parts.failpoint('work.started', this.#message.step);
    const done = isStillAdoptable(adopted, this.#state.work) ? adopted : { outcome: await this.#run(handler, context) };
    return this.#toRecord(buildCompletion(this.#report(), done));
  }

  async #check(handler: StepHandler, context: AttemptContext): Promise<void> {
    this.#started = 'checking';
    this.#watch = new AttemptWatch(this.#lease, this.#limits(), NO_GRACE_MS);
    await this.#watch.over(async () => {
      await handler.preflight?.(context.handlerContext());
      if (needsAdmission(this.input.asset.state, this.#message.step)) await this.parts.admit?.(this.#message);
    });
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
    await writeResult(this.parts.artifacts, buildAttemptPrefix(this.#message, this.input.work, this.#message.attemptId), outcome);
    await this.parts.failpoint('work.done', this.#message.step);
    return outcome;
  }

  #limits(): AttemptWatchLimits {
    return resolveLimits(this.input.work.planStep, this.input.asset.state);
  }

  /** A step with external effects may free its slot while it waits for its destination; other steps never do. */
  #still(): AttemptWatchLimits['still'] {
    const { kind } = this.input.work.planStep;
    const afterMs = this.parts.stillAfterMs;
    return REACHES_OUTSIDE.has(kind) && afterMs !== undefined ? { afterMs, onStill: this.input.letPass } : undefined;
  }

  /** The command id contains the worker's name, so a stalled worker cannot mistake its successor's start for its own. */
  async #start(): Promise<'started' | 'closed' | 'elsewhere'> {
    const { step, attemptId, assetId } = this.#message;
    const command: Command = { type: 'StartStep', now: this.#now(), step, attemptId, worker: this.parts.worker };
    const outcome = await retryUntilAvailable(
      () => this.parts.commands.execute(assetId, command, this.#meta(`start:${this.parts.worker}`), this.input.asset),
      this.#lease.signal,
    );
    if (outcome.kind === 'accepted') {
      // The message may be outdated. Use the state that the start was recorded on.
      const { asset } = outcome;
      const work = currentWork(asset.state, step);
      // An earlier call recorded the start, and another worker has taken over since.
      if (work?.attemptId !== attemptId) return 'elsewhere';
      this.#state = { asset, work };
      this.#recorded = asset;
      this.#started = 'yes';
      return 'started';
    }
    // Acknowledging here would delete the message of the worker that runs the attempt.
    return outcome.kind === 'satisfied' || STARTED_ELSEWHERE.has(outcome.rejection.code) ? 'elsewhere' : 'closed';
  }

  #context(): AttemptContext {
    const { artifacts, commands, freeBytes } = this.parts;
    const saveCheckpoint = (data: JsonObject): Promise<void> => this.#checkpoint(data);
    const onProgress = (): void => {
      this.#watch?.progress(this.#lease.progress);
      void this.parts.failpoint('work.middle', this.#message.step);
    };
    return new AttemptContext(this.#message, () => this.#state, {
      artifacts,
      commands,
      log: this.parts.log,
      freeBytes: REACHES_OUTSIDE.has(this.input.work.planStep.kind) ? undefined : (freeBytes ?? measureFreeBytes),
      lease: this.#lease,
      confirm: () => this.#aside(() => this.#status.confirm()),
      aside: (ask) => this.#aside(ask),
      letPass: this.input.letPass,
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
      retryUntilAvailable(() => this.parts.commands.execute(assetId, command, meta, this.#recorded), this.#lease.signal),
    );
    this.#recorded = outcome.asset;
    // Later attempts will not see this checkpoint, so the effect that it guards must not happen.
    if (outcome.kind === 'rejected') this.#lease.abort('superseded');
    this.#lease.signal.throwIfAborted();
    this.#watch?.moved();
    await this.parts.failpoint('work.checkpointed', step);
  }

  /** Time spent waiting for the broker must not count as a stalled attempt. */
  #aside<T>(ask: () => Promise<T>): Promise<T> {
    return this.#watch === undefined ? ask() : this.#watch.aside(ask);
  }

  async #failed(error: unknown): Promise<AttemptEnd> {
    const cause = this.#abortCause(error);
    if (cause !== undefined) {
      this.parts.log.warn({ asset: this.#message.assetId, step: this.#message.step, cause }, 'stopped an attempt');
      return this.#aborted(cause);
    }
    const of = { asset: this.#message.assetId, step: this.#message.step };
    if (!this.#isVerdict(error)) {
      this.parts.log.warn({ err: error, ...of }, 'could not run an attempt now, its message will be redelivered');
      return this.#notOurs();
    }
    const wait = toWait(error);
    if (wait === undefined) this.parts.log.warn({ err: error, ...of }, 'an attempt failed');
    else this.parts.log.info({ ...of, for: wait.for }, 'an attempt is waiting');
    return this.#toRecord(wait === undefined ? buildFailure(this.#report(), toFailure(error)) : buildWait(this.#report(), wait));
  }

  async #aborted(cause: AbortCause): Promise<AttemptEnd> {
    if (this.#started !== 'yes' && !this.#hasHungChecking(cause)) return this.#notOurs();
    switch (cause) {
      case 'shutdown':
        return this.#toRecord(buildHandback(this.#report(), this.parts.worker));
      case 'fenced':
      case 'superseded':
        return this.#late();
      case 'timeout':
      case 'no-progress':
        return this.#toRecord(
          buildFailure(this.#report(), {
            code: cause,
            message: formatLimitMessage(this.#message.step, cause, this.#limits()),
            retryable: true,
          }),
        );
      case 'silent':
        // Nothing is certain while the broker is away: the message is redelivered, and its next worker checks the lease.
        return (await this.#status.isClosed()) ? this.#late() : this.#notOurs();
    }
  }

  #hasHungChecking(cause: AbortCause): boolean {
    return this.#started === 'checking' && (cause === 'timeout' || cause === 'no-progress');
  }

  /** Tells whether an error is about the work. Before the start, only the step's own checks can fail it. */
  #isVerdict(error: unknown): boolean {
    if (this.#started === 'yes') return true;
    return isAboutWork(error) || toWait(error) !== undefined || (this.#started === 'checking' && !isInfrastructureTrouble(error));
  }

  /** Waits until the new lease holder closes the attempt. If that worker dies first, the message must be redelivered. */
  async #late(): Promise<AttemptEnd> {
    const deadline = performance.now() + this.parts.leaseTermMs;
    while (!(await this.#status.isClosed())) {
      if (performance.now() > deadline || this.parts.stopping.aborted) return this.#notOurs();
      await delay(LOOK_EVERY_MS);
    }
    return this.#toRecord(buildLateResult(this.#report()));
  }

  #abortCause(error: unknown): AbortCause | undefined {
    if (error instanceof AttemptAborted) return error.why;
    const reason: unknown = this.#lease.signal.reason;
    return this.#lease.signal.aborted && reason instanceof AttemptAborted ? reason.why : undefined;
  }

  #report(): AttemptReport {
    const { step, attemptId } = this.#message;
    return { step, attemptId, now: this.#now(), progress: this.#lease.progress.fraction };
  }

  #toRecord(command: Command): AttemptEnd {
    const tookMs = performance.now() - this.#since;
    return { kind: 'to-record', command, asset: this.#recorded, release: () => this.#lease.release(), tookMs };
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
