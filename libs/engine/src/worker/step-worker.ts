import { kindOf, type Actor, type Progress, type WorkMessage } from '@throughline/contracts';
import { FOLD_VERSION, currentWork, initialPersonal, type AssetState, type Command, type StepWork } from '@throughline/domain';
import type { Delivery, Leases, Undecodable } from '@throughline/messaging';
import type { CommandOutcome, LoadedAsset } from '../commands/asset-commands.js';
import { recordedEnd, type EndedAttempt } from './attempt-end.js';
import { AttemptRun, type AttemptEnd } from './attempt-run.js';
import { attemptSpan } from './attempt-span.js';
import { undecodable, unrecordable } from './attempt-words.js';
import { deadPrefixes } from './dead-attempts.js';
import type { StepWorkerParts } from './parts.js';
import { prefixOf } from './attempt-context.js';
import { Leavings } from './leavings.js';
import { persistently } from './persistently.js';
import { readResult } from './result-file.js';
import { sessionLine } from './session-line.js';
import { taskLog } from './task-log.js';

/** How long a message is put off when what it says cannot be acted on yet. Milliseconds. */
const AGAIN_SOON_MS = 1_000;
const AGAIN_AT_LATEST_MS = 30_000;
/** The broker gives a message to somebody else when nothing was heard of it for its ack wait. Milliseconds. */
const KEEP_MESSAGE_EVERY_MS = 5_000;

/** Trouble that lasts is asked about ever less often, so that it does not keep a lane busy. */
const again = ({ deliveries }: Delivery<WorkMessage>): number =>
  Math.min(AGAIN_SOON_MS * 2 ** Math.min(deliveries - 1, 10), AGAIN_AT_LATEST_MS);

type Told = Pick<EndedAttempt, 'step' | 'lane'> & Pick<WorkMessage, 'attemptId'>;

/** Does the attempts that work messages name: at most one holder for each, whatever dies or sleeps. */
export class StepWorker {
  constructor(private readonly parts: StepWorkerParts) {}

  /** `letPass` is called where the attempt waits for somebody else, and may be called again. */
  async onWork(delivery: Delivery<WorkMessage>, letPass: () => void = () => undefined): Promise<void> {
    const keeper = setInterval(() => {
      delivery.working();
    }, KEEP_MESSAGE_EVERY_MS);
    try {
      const log = taskLog(this.parts.log, delivery.message);
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

  /** Whoever closed it, or worked on it, may have died before it could tidy up. */
  async #attendClosed(delivery: Delivery<WorkMessage>, asset: LoadedAsset): Promise<void> {
    const { message } = delivery;
    await this.#tidy(message, asset.state);
    const holderHasMs = await new Leavings(this.parts).clear(message, asset).catch((error: unknown) => {
      // It is on record: the next run of the item deals with it.
      this.parts.log.warn(
        { err: error, asset: message.assetId, step: message.step },
        'what a dead attempt has left outside stays there',
      );
      return 0;
    });
    await (holderHasMs > 0 ? delivery.nak(Math.max(AGAIN_SOON_MS, holderHasMs)) : delivery.ack());
  }

  /** The message is a dead letter by now; its subject still names the attempt, which is tried again with a message made anew. */
  async onUndecodable({ address, error }: Undecodable): Promise<void> {
    this.parts.log.error({ err: error, address }, 'a work message could not be read');
    if (address === undefined) return;
    const { assetId, step, attemptId } = address;
    const command = undecodable({ step, attemptId, now: this.#now().toISOString() });
    const outcome = await this.#record({ assetId, attemptId, correlationId: assetId }, command, 'undecodable', undefined);
    this.#tell(address, outcome);
  }

  /** The folded state in the message saves a read at the first delivery; at a further one it tells of the past. */
  async #assetFor(delivery: Delivery<WorkMessage>): Promise<LoadedAsset> {
    const { message } = delivery;
    if (!delivery.redelivered && message.foldVersion === FOLD_VERSION) {
      // The writer folded it with this very fold; the log has the last word at the append.
      return {
        state: message.state as AssetState,
        personal: initialPersonal,
        revision: message.revision as LoadedAsset['revision'],
      };
    }
    const asset = await this.parts.commands.load(message.assetId);
    if (asset === undefined) throw new Error(`Asset ${message.assetId} has work and no history`);
    return asset;
  }

  async #begin(
    delivery: Delivery<WorkMessage>,
    given: { asset: LoadedAsset; work: StepWork; letPass: () => void },
  ): Promise<void> {
    const { work } = given;
    const { message } = delivery;
    const wait = work.notBefore === undefined ? 0 : Date.parse(work.notBefore) - this.#now().getTime();
    if (wait > 0) {
      await delivery.nak(wait);
      return;
    }
    const { expired, remainingMs, seen } = await this.parts.leases.isExpired(message.assetId, message.step);
    if (!expired && seen?.lease.attemptId === message.attemptId) {
      await delivery.nak(Math.max(AGAIN_SOON_MS, remainingMs));
      return;
    }
    if (!expired && !(await this.#isCurrent(message))) {
      await delivery.ack();
      return;
    }
    const handle = await this.parts.leases.claim(this.#leaseOf(message, { fraction: 0 }), seen?.token);
    const run = new AttemptRun(this.parts, { delivery, handle, ...given });
    await attemptSpan(
      message,
      () => run.execute(),
      (end) => this.#finish(delivery, work, end),
    );
  }

  /** The attempt has started and its message came again: its holder is alive, or it is interrupted. The work is never done twice here. */
  async #takeOver(delivery: Delivery<WorkMessage>, asset: LoadedAsset, work: StepWork): Promise<void> {
    const { message } = delivery;
    const { expired, remainingMs, seen } = await this.parts.leases.isExpired(message.assetId, message.step);
    const ofAttempt = seen?.lease.attemptId === message.attemptId;
    if (ofAttempt && !expired) {
      await delivery.nak(Math.max(AGAIN_SOON_MS, remainingMs));
      return;
    }
    if (!expired && !(await this.#isCurrent(message))) {
      await delivery.ack();
      return;
    }
    const complete = (await readResult(this.parts.artifacts, prefixOf(message, work, message.attemptId))) !== undefined;
    // A complete result is progress: whoever dies between its work and its event is no crash loop.
    const progress = complete ? { fraction: 1 } : ofAttempt ? seen.lease.progress : { fraction: 0 };
    // Writing the same subject is what fences the old holder: its next heartbeat conflicts.
    const handle = await this.parts.leases.claim(this.#leaseOf(message, progress), seen?.token);
    this.parts.log.warn(
      { asset: message.assetId, step: message.step, attempt: work.attempt },
      'the holder of an attempt is gone; taking over',
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
    this.#tell(message, outcome);
    await handle.release().catch(() => undefined);
    await this.#settle(delivery, outcome);
  }

  /**
   * A living lease of another attempt may only be taken by an attempt that is current: what a message knows can be older than
   * the attempt that is at work. Asked after the lease was read, so that a newer claim conflicts with ours.
   */
  async #isCurrent({ assetId, step, attemptId }: WorkMessage): Promise<boolean> {
    const asset = await this.parts.commands.load(assetId);
    return asset !== undefined && currentWork(asset.state, step)?.attemptId === attemptId;
  }

  async #finish(delivery: Delivery<WorkMessage>, work: StepWork, end: AttemptEnd): Promise<void> {
    const { message } = delivery;
    if (end.kind === 'not-ours') {
      await delivery.nak(again(delivery));
      return;
    }
    if (end.kind === 'closed') {
      await delivery.ack();
      return;
    }
    const outcome = await this.#recordEnd(message, end.command).finally(() => end.release());
    this.#tell(message, outcome, end.tookMs);
    this.parts.log.info(
      { asset: message.assetId, step: message.step, attempt: work.attempt, end: end.command.type, outcome: outcome.kind },
      'attempt ended',
    );
    const line = sessionLine(outcome);
    if (line !== undefined) this.parts.log.info({}, line);
    await this.#settle(delivery, outcome);
  }

  #tell({ step, lane, attemptId }: Told, outcome: CommandOutcome, tookMs?: number): void {
    const end = recordedEnd(outcome, attemptId);
    if (end !== undefined) this.parts.onAttemptEnd?.({ step, lane, tookMs, ...end });
  }

  /** Only the message of a closed attempt may go. What the log refuses has not closed it. */
  async #settle(delivery: Delivery<WorkMessage>, outcome: CommandOutcome): Promise<void> {
    if (outcome.kind !== 'rejected') {
      await this.#tidy(delivery.message, outcome.asset.state);
      await delivery.ack();
      return;
    }
    const { assetId, step } = delivery.message;
    this.parts.log.error({ asset: assetId, step, code: outcome.rejection.code }, 'the end of an attempt was refused');
    await delivery.nak(again(delivery));
  }

  async #tidy({ assetId, step }: WorkMessage, state: AssetState): Promise<void> {
    for (const prefix of deadPrefixes(state, step)) {
      await this.parts.artifacts.removePrefix(prefix).catch((error: unknown) => {
        this.parts.log.warn({ err: error, asset: assetId, step, prefix }, 'files of a dead attempt could not be removed');
      });
    }
  }

  async #recordEnd(message: WorkMessage, command: Command): Promise<CommandOutcome> {
    const name = command.type === 'InterruptStep' ? 'interrupt' : 'end';
    try {
      const outcome = await this.#record(message, command, name, undefined);
      if (command.type === 'CompleteStep' || command.type === 'SkipStep')
        await this.parts.failpoint('work.committed', message.step);
      return outcome;
    } catch (error) {
      if (command.type !== 'CompleteStep' || !(await this.#isUnrecordable(error, message))) throw error;
      this.parts.log.error({ err: error, asset: message.assetId, step: message.step }, 'a result does not fit its event');
      const { step, attemptId } = message;
      return this.#record(message, unrecordable({ step, attemptId, now: this.#now().toISOString() }), 'unrecordable', undefined);
    }
  }

  /** Too large for a commit, or not of the event's shape: said of what would be written, and not of a history that cannot be read. */
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
    const outcome = await persistently(() => commands.execute(message.assetId, command, meta, hint), NEVER);
    // Best effort: the followers of the log queue what this leaves out.
    if (outcome.kind === 'accepted') {
      await dispatcher
        .afterCommit(message.assetId, outcome.asset, { events: outcome.events, correlationId: message.correlationId })
        .catch((error: unknown) => {
          this.parts.log.warn({ err: error, asset: message.assetId }, 'the next work message waits for the dispatcher');
        });
    }
    return outcome;
  }

  #leaseOf(message: WorkMessage, progress: Progress): Parameters<Leases['claim']>[0] {
    const { assetId, step, attemptId } = message;
    return {
      assetId,
      step,
      attemptId,
      worker: this.parts.worker,
      termMs: this.parts.leaseTermMs,
      startedAt: this.#now().toISOString(),
      progress,
    };
  }

  #actor(): Actor {
    return { kind: 'service', id: this.parts.worker };
  }

  #now(): Date {
    return this.parts.clock?.() ?? new Date();
  }
}

/** What has been done must be recorded even while the service stops; the shutdown has a limit of its own. */
const NEVER = new AbortController().signal;
