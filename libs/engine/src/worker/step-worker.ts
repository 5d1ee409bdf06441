import { computeBackoff, kindOf, type Actor, type WorkMessage } from '@throughline/contracts';
import { FOLD_VERSION, currentWork, initialPersonal, type AssetState, type Command, type StepWork } from '@throughline/domain';
import type { Delivery, UndecodableWork } from '@throughline/messaging';
import type { CommandOutcome, LoadedAsset } from '../commands/asset-commands.js';
import { AttemptClaim, buildLease } from './attempt-claim.js';
import { findRecordedEnd, type AttemptEnd, type EndedAttempt } from './attempt-end.js';
import { AttemptRun } from './attempt-run.js';
import { runInAttemptSpan } from './attempt-span.js';
import { isCheckedAgain } from './check-again.js';
import { buildUndecodableFailure, buildUnrecordableFailure } from './attempt-report.js';
import { EarlySkips } from './early-skips.js';
import { listDeadPrefixes } from './dead-attempts.js';
import type { StepWorkerParts } from './parts.js';
import { buildAttemptPrefix } from './attempt-context.js';
import { AbandonedWorkCleanup } from './abandoned-work.js';
import { REDELIVERY } from './redelivery.js';
import { retryUntilAvailable } from './retry-until-available.js';
import { readResult } from './result-file.js';
import { formatSessionLine } from './session-line.js';
import { createTaskLog } from './task-log.js';

/** The interval for extending the broker's ack wait. Milliseconds. */
const KEEP_MESSAGE_EVERY_MS = 5_000;

type EndToRecord = Extract<AttemptEnd, { readonly kind: 'to-record' }>;
type AttemptKey = Pick<EndedAttempt, 'step' | 'lane'> & Pick<WorkMessage, 'attemptId'>;

/** Runs the attempts that work messages name. At most one worker holds an attempt at a time, even after crashes and stalls. */
export class StepWorker {
  constructor(private readonly parts: StepWorkerParts) {}

  async onWork(delivery: Delivery<WorkMessage>, letPass: () => void = () => undefined): Promise<void> {
    const keeper = setInterval(() => {
      delivery.working();
    }, KEEP_MESSAGE_EVERY_MS);
    try {
      const log = createTaskLog(this.parts.log, delivery.message);
      await new StepWorker({ ...this.parts, log }).#attend(delivery, letPass);
    } finally {
      clearInterval(keeper);
    }
  }

  async #attend(delivery: Delivery<WorkMessage>, letPass: () => void): Promise<void> {
    const { message } = delivery;
    await this.parts.failpoint('work.received', message.step);
    const asset = await this.#assetFor(delivery);
    const work = currentWork(asset.state, message.step);
    if (work?.attemptId !== message.attemptId) {
      await this.#attendClosed(delivery, asset);
      return;
    }
    if (work.startedBy !== undefined) await this.#takeOver(delivery, asset, work);
    else await this.#begin(delivery, { asset, work, letPass });
  }

  skipEarly(assetId: string, asset: LoadedAsset): Promise<LoadedAsset> {
    return new EarlySkips(this.parts).look(assetId, asset);
  }

  /** The worker that closed the attempt may have died before it could clean up. */
  async #attendClosed(delivery: Delivery<WorkMessage>, asset: LoadedAsset): Promise<void> {
    const { message } = delivery;
    await this.#tidy(message, asset.state);
    const holderHasMs = await new AbandonedWorkCleanup(this.parts).clear(message, asset).catch((error: unknown) => {
      // The checkpoints stay in the log, and the next run of the item continues from them.
      this.parts.log.warn(
        { err: error, asset: message.assetId, step: message.step },
        'could not clean up after a dead attempt at the destination',
      );
      return 0;
    });
    await (holderHasMs > 0 ? delivery.nak(Math.max(REDELIVERY.firstMs, holderHasMs)) : delivery.ack());
  }

  /** The queue has stored the message as a dead letter. Its subject still names the attempt, which gets a new message. */
  async onUndecodable({ address, error }: UndecodableWork): Promise<void> {
    this.parts.log.error({ err: error, address }, 'cannot read a work message');
    if (address === undefined) return;
    const { assetId, step, attemptId } = address;
    const command = buildUndecodableFailure({ step, attemptId, now: this.#now().toISOString() });
    const outcome = await this.#record({ assetId, attemptId, correlationId: assetId }, command, 'undecodable', undefined);
    this.#reportOutcome(address, outcome);
  }

  /** Uses the folded state in the message at the first delivery, which saves a read. Later that state may be outdated. */
  async #assetFor(delivery: Delivery<WorkMessage>): Promise<LoadedAsset> {
    const { message } = delivery;
    if (!delivery.redelivered && message.foldVersion === FOLD_VERSION) {
      // The writer used the same fold version. The log checks the revision at the append.
      return {
        state: message.state as AssetState,
        personal: initialPersonal,
        revision: message.revision as LoadedAsset['revision'],
      };
    }
    const asset = await this.parts.commands.load(message.assetId);
    if (asset === undefined) throw new Error(`Asset ${message.assetId} has a work message but no history`);
    return asset;
  }

  async #begin(
    delivery: Delivery<WorkMessage>,
    start: { asset: LoadedAsset; work: StepWork; letPass: () => void },
  ): Promise<void> {
    const { work } = start;
    const { message } = delivery;
    const wait = work.notBefore === undefined ? 0 : Date.parse(work.notBefore) - this.#now().getTime();
    if (wait > 0) {
      await delivery.nak(wait);
      return;
    }
    const handle = await new AttemptClaim(this.parts).claim(delivery, work);
    if (handle === undefined) return;
    const run = new AttemptRun(this.parts, { delivery, handle, ...start });
    await runInAttemptSpan(
      message,
      () => run.execute(),
      (end) => this.#finish(delivery, work, end),
    );
  }

  /** Waits if the lease holder of a started attempt is alive, otherwise interrupts the attempt. Never repeats the work. */
  async #takeOver(delivery: Delivery<WorkMessage>, asset: LoadedAsset, work: StepWork): Promise<void> {
    const { message } = delivery;
    const { expired, remainingMs, seen } = await this.parts.leases.isExpired(message.assetId, message.step);
    const ofAttempt = seen?.lease.attemptId === message.attemptId;
    if (ofAttempt && !expired) {
      await delivery.nak(Math.max(REDELIVERY.firstMs, remainingMs));
      return;
    }
    if (!expired && !(await new AttemptClaim(this.parts).isCurrent(message))) {
      await delivery.ack();
      return;
    }
    const complete = (await readResult(this.parts.artifacts, buildAttemptPrefix(message, work, message.attemptId))) !== undefined;
    // A complete result counts as progress, so a crash between work and event is no crash loop.
    const progress = complete ? { fraction: 1 } : ofAttempt ? seen.lease.progress : { fraction: 0 };
    // Claiming the lease fences the old holder: its next heartbeat conflicts.
    const handle = await this.parts.leases.claim(buildLease(this.parts, message, progress), seen?.token);
    this.parts.log.warn(
      { asset: message.assetId, step: message.step, attempt: work.attempt },
      'the worker of an attempt stopped responding, taking over',
    );
    const interrupt: Command = {
      type: 'InterruptStep',
      now: this.#now().toISOString(),
      step: message.step,
      attemptId: message.attemptId,
      cause: 'lease-expired',
      by: this.parts.worker,
      progress: progress.fraction,
    };
    const outcome = await this.#record(message, interrupt, 'interrupt', asset);
    this.#reportOutcome(message, outcome);
    await handle.release().catch(() => undefined);
    await this.#settle(delivery, outcome);
  }

  async #finish(delivery: Delivery<WorkMessage>, work: StepWork, end: AttemptEnd): Promise<void> {
    const { message } = delivery;
    if (end.kind === 'not-ours') {
      await delivery.nak(computeBackoff(REDELIVERY, delivery.deliveries));
      return;
    }
    if (end.kind === 'closed') {
      await delivery.ack();
      return;
    }
    const outcome = await this.#recordEnd(message, end);
    if (await isCheckedAgain(this.parts.dispatcher, delivery, { command: end.command, outcome })) return;
    this.#reportOutcome(message, outcome, end.tookMs);
    this.parts.log.info(
      { asset: message.assetId, step: message.step, attempt: work.attempt, end: end.command.type, outcome: outcome.kind },
      'attempt ended',
    );
    const line = formatSessionLine(outcome);
    if (line !== undefined) this.parts.log.info({}, line);
    await this.#settle(delivery, outcome);
  }

  #reportOutcome({ step, lane, attemptId }: AttemptKey, outcome: CommandOutcome, tookMs?: number): void {
    const end = findRecordedEnd(outcome, attemptId);
    if (end !== undefined) this.parts.onAttemptEnd?.({ step, lane, tookMs, ...end });
  }

  /** Acknowledges the message only if the attempt is closed. A rejected command has not closed it. */
  async #settle(delivery: Delivery<WorkMessage>, outcome: CommandOutcome): Promise<void> {
    if (outcome.kind !== 'rejected') {
      await this.#tidy(delivery.message, outcome.asset.state);
      await delivery.ack();
      return;
    }
    const { assetId, step } = delivery.message;
    this.parts.log.error({ asset: assetId, step, code: outcome.rejection.code }, 'the decider refused the end of an attempt');
    await delivery.nak(computeBackoff(REDELIVERY, delivery.deliveries));
  }

  async #tidy({ assetId, step }: WorkMessage, state: AssetState): Promise<void> {
    for (const prefix of listDeadPrefixes(state, step)) {
      await this.parts.artifacts.removePrefix(prefix).catch((error: unknown) => {
        this.parts.log.warn({ err: error, asset: assetId, step, prefix }, 'could not remove the files of a dead attempt');
      });
    }
  }

  async #recordEnd(message: WorkMessage, { command, asset, release }: EndToRecord): Promise<CommandOutcome> {
    const name = command.type === 'InterruptStep' ? 'interrupt' : 'end';
    try {
      const outcome = await this.#record(message, command, name, asset);
      if (command.type === 'CompleteStep' || command.type === 'SkipStep')
        await this.parts.failpoint('work.committed', message.step);
      return outcome;
    } catch (error) {
      if (command.type !== 'CompleteStep' || !(await this.#isUnrecordable(error, message))) throw error;
      this.parts.log.error({ err: error, asset: message.assetId, step: message.step }, 'a result does not fit into its event');
      const { step, attemptId } = message;
      const failure = buildUnrecordableFailure({ step, attemptId, now: this.#now().toISOString() });
      return await this.#record(message, failure, 'unrecordable', undefined);
    } finally {
      await release();
    }
  }

  /** Tells whether the new commit, rather than the asset's history, is too large or violates its schema. */
  async #isUnrecordable(error: unknown, { assetId }: WorkMessage): Promise<boolean> {
    if (error instanceof RangeError) return true;
    const readable = this.parts.commands.load(assetId).then(
      () => true,
      () => false,
    );
    return kindOf(error) === 'undecodable' && readable;
  }

  async #record(
    message: Pick<WorkMessage, 'assetId' | 'attemptId' | 'correlationId'>,
    command: Command,
    name: string,
    hint: LoadedAsset | undefined,
  ): Promise<CommandOutcome> {
    const { commands, dispatcher } = this.parts;
    const meta = { commandId: `${message.attemptId}:${name}`, actor: this.#actor(), correlationId: message.correlationId };
    const outcome = await retryUntilAvailable(() => commands.execute(message.assetId, command, meta, hint), NEVER);
    // Best effort: the followers of the log queue the rest.
    if (outcome.kind === 'accepted') {
      await dispatcher
        .afterCommit(message.assetId, outcome.asset, { events: outcome.events, correlationId: message.correlationId })
        .catch((error: unknown) => {
          this.parts.log.warn({ err: error, asset: message.assetId }, 'could not queue the next step, the dispatcher will');
        });
    }
    return outcome;
  }

  #actor(): Actor {
    return { kind: 'service', id: this.parts.worker };
  }

  #now(): Date {
    return this.parts.clock?.() ?? new Date();
  }
}

/** Finished work must be recorded even while the service stops. The shutdown has its own time limit. */
const NEVER = new AbortController().signal;
