import { createHash } from 'node:crypto';
import type { ArtifactStore } from '@throughline/artifact-store';
import {
  MAX_EXTERNAL_EVENT_BYTES,
  idOfExternalEvent,
  kindOf,
  readExternalEvent,
  type Actor,
  type ExternalEvent,
} from '@throughline/contracts';
import type { CommandOutcome } from '@throughline/engine';
import { hashOfJson } from '../../kit/http/idempotency/http.js';
import { findValueProblem } from '../../kit/http/problems/body-shape.js';
import { toProblem } from '../../kit/http/problems/from-error.js';
import { Problem, invalid, isUnreadableKind, notFound } from '../../kit/http/problems/problem.js';
import { toRefusalProblem, type CommandSender, type ItemServices } from '../../items/index.js';
import type { SenderCounts } from './sender-counts.js';
import { artifactsOf, toCommand } from './to-command.js';
import type { EventVerdict } from './verdict.js';

/** The system that sends events, and the only library that its events may concern. */
export interface ExternalSender {
  /** Identifies the sender in metrics, in ids and in the origin of commits: `user:ID` or `nats:NAME`. */
  readonly key: string;
  readonly by: string;
  readonly actor: Actor;
  readonly library: string;
}

type Items = Pick<ItemServices['items'], 'send' | 'preview'>;

export interface ExternalEventsPorts {
  readonly kinds: readonly Items[];
  readonly artifacts: Pick<ArtifactStore, 'stat'>;
  readonly counts: SenderCounts;
}

const digestOf = ({ type, assetId, data }: ExternalEvent): string => `event:${hashOfJson([type, assetId, data])}`;

/**
 * Returns the refusal of this event. Undefined if the event could not be judged now: errors of the broker, the database and the
 * artifact store say nothing about the event, whatever status of their own they carry.
 */
function refusalOf(error: unknown): Problem | undefined {
  if (!(error instanceof Problem) && kindOf(error) === undefined) return undefined;
  const problem = toProblem(error);
  const { code, status } = problem;
  return isUnreadableKind(code) || (status < 500 && code !== 'busy') ? problem : undefined;
}

const tooLarge = (): Problem =>
  new Problem('too-large', {
    detail: `The event has more than ${String(MAX_EXTERNAL_EVENT_BYTES)} bytes.`,
    tryInstead: 'Store content as files, and name them in the event.',
  });

/** Decides events of other systems (ADR 118). Every accepted event is one command on one item. */
export class ExternalEvents {
  constructor(private readonly ports: ExternalEventsPorts) {}

  /**
   * Returns the verdict on one event. Throws if nothing can be decided now, e.g. while the broker is away: the sender, or the
   * inbox, then repeats the event.
   */
  async accept(sender: ExternalSender, value: unknown): Promise<EventVerdict> {
    const verdict = await this.#judge(sender, value);
    this.ports.counts.count(sender.key, verdict);
    return verdict;
  }

  /** Counts and returns the refusal of an event that could not be read, or that no try could decide. */
  refuse(sender: ExternalSender, value: unknown, problem: Problem): EventVerdict {
    const verdict: EventVerdict = { status: 'refused', id: idOfExternalEvent(value), problem };
    this.ports.counts.count(sender.key, verdict);
    return verdict;
  }

  async #judge(sender: ExternalSender, value: unknown): Promise<EventVerdict> {
    try {
      const event = this.#read(value);
      const outcome = await this.#carryOut(sender, event);
      return this.#verdict(event, outcome);
    } catch (error) {
      const problem = refusalOf(error);
      if (problem === undefined) throw error;
      return { status: 'refused', id: idOfExternalEvent(value), problem };
    }
  }

  #read(value: unknown): ExternalEvent {
    const problem = findValueProblem(value);
    if (problem !== undefined) throw problem;
    if (Buffer.byteLength(JSON.stringify(value)) > MAX_EXTERNAL_EVENT_BYTES) throw tooLarge();
    const read = readExternalEvent(value);
    if ('unknownType' in read) throw new Problem('unknown-event-type');
    if ('problems' in read) throw invalid(read.problems);
    return read.event;
  }

  async #carryOut(sender: ExternalSender, event: ExternalEvent): Promise<CommandOutcome> {
    const { key, by, actor, library } = sender;
    const identity = createHash('sha256').update(JSON.stringify([library, key, event.source, event.id]));
    const as: CommandSender = {
      by,
      owner: library,
      commandId: `external:${identity.digest('hex')}`,
      report: { actor, origin: { kind: 'external', ref: `${key}/${event.id}` }, causationId: digestOf(event) },
    };
    for (const items of this.ports.kinds) {
      const outcome = await this.#carryOutAmong(items, as, event).catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'not-found') return undefined;
        throw error;
      });
      if (outcome !== undefined) return outcome;
    }
    throw notFound();
  }

  async #carryOutAmong(items: Items, sender: CommandSender, event: ExternalEvent): Promise<CommandOutcome> {
    await this.#checkFiles(items, sender, event);
    return items.send(sender, event.assetId, (context) => toCommand(event, context));
  }

  /** Only files that the domain lets the event name are looked up, so that no sender learns about the files of others. */
  async #checkFiles(items: Items, sender: CommandSender, event: ExternalEvent): Promise<void> {
    const files = artifactsOf(event);
    if (files.length === 0) return;
    const { kind } = await items.preview(sender, event.assetId, (context) => toCommand(event, context));
    if (kind !== 'accepted') return;
    for (const { key, size, name } of files)
      if ((await this.#sizeOf(key, name)) !== size)
        throw new Problem('missing-artifact', { detail: `The file ${name} is not stored with ${String(size)} bytes.` });
  }

  /** The store allows fewer keys than the domain, e.g. no long segments. No file can be stored under the others. */
  async #sizeOf(key: string, name: string): Promise<number | undefined> {
    try {
      return (await this.ports.artifacts.stat(key))?.size;
    } catch (cause) {
      if (!(cause instanceof Error) || kindOf(cause) !== 'invalid-key') throw cause;
      const detail = `The file ${name} cannot be stored where the event says. ${cause.message}.`;
      throw new Problem('foreign-artifact', {
        detail,
        tryInstead: 'Store the file under another key in the same folder.',
        cause,
      });
    }
  }

  #verdict(event: ExternalEvent, outcome: CommandOutcome): EventVerdict {
    if (outcome.kind === 'rejected') throw toRefusalProblem(outcome.rejection);
    if (outcome.kind === 'accepted' && outcome.duplicate && outcome.causationId !== digestOf(event))
      throw new Problem('event-id-reused');
    const isNew = outcome.kind === 'accepted' && !outcome.duplicate;
    const { id, assetId: itemId } = event;
    return { status: isNew ? 'accepted' : 'repeated', id, itemId, revision: outcome.asset.revision };
  }
}
