import { TRANSCRIBE } from '@throughline/contracts';
import { isPresent, renderSession } from '@throughline/domain';
import type { Asset, SessionItem as DomainItem, SessionQueue, SessionWork } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import {
  combineVerdicts,
  isMoving,
  isSameUnreadable,
  judgeRunningSteps,
  limitActions,
  renderPreviews,
} from '../../items/index.js';
import type { QueuedTranscription, Forecasts, ItemSnapshot, PreviewsAnswer, StalledVerdict } from '../../items/index.js';
import type { LiveProgress, StallWatch } from '../../workers/index.js';

export interface SessionItem extends DomainItem {
  readonly revision: string;
  /** True if the worker has stopped responding; null if this gateway cannot tell. */
  readonly stalled: StalledVerdict;
  readonly previews: PreviewsAnswer;
}

export type SessionSnapshot = Pick<ItemSnapshot, 'id' | 'asset' | 'personal' | 'revision' | 'held'>;

export interface SessionViewPorts {
  readonly live: LiveProgress;
  readonly stalls: Pick<StallWatch, 'livenessOf'>;
  readonly now: () => Date;
  /** The path below which people reach the server. */
  readonly basePath: string;
  readonly forecasts: Pick<Forecasts, 'prepare' | 'facts' | 'transcriptionsBefore'>;
}

interface RestingSession {
  readonly of: SessionSnapshot;
  readonly heardAt: string | undefined;
  readonly item: SessionItem;
}

const isSameSession = (one: SessionSnapshot, other: SessionSnapshot): boolean =>
  one.revision === other.revision && one.personal === other.personal && isSameUnreadable(one.held, other.held);

/** Renderer of the API's session items: the domain renders, heartbeats and the clock add the live fields. */
export class SessionView {
  readonly #atRest = new WeakMap<Asset, RestingSession>();

  constructor(private readonly ports: SessionViewPorts) {}

  /** Loads queue positions. Call before `render`. */
  prepare(sessions: readonly Pick<ItemSnapshot, 'asset'>[]): Promise<void> {
    return this.ports.forecasts.prepare(sessions.map(({ asset }) => asset));
  }

  /** Returns the same object for a resting session until it changes. */
  render(session: SessionSnapshot): SessionItem {
    if (isMoving(session.asset)) return this.rendered(session);
    const heardAt = this.ports.live.heardAt(session.asset);
    const known = this.#atRest.get(session.asset);
    if (known !== undefined && known.heardAt === heardAt && isSameSession(known.of, session)) return known.item;
    const item = this.rendered(session);
    this.#atRest.set(session.asset, { of: session, heardAt, item });
    return item;
  }

  /** A quarantined session shows its last good state and allows no decisions. */
  private rendered({ id, asset, personal, revision, held }: SessionSnapshot): SessionItem {
    const item = this.renderState(id, { state: asset, personal, revision });
    if (held === undefined) return item;
    const allowed = item.allowed.filter((action) => action !== 'retry');
    const terminal = held.kind === 'quarantined';
    return { ...item, terminal, allowed, allowed_actions: limitActions(item.allowed_actions, held.kind) };
  }

  async renderLoaded(id: string, loaded: LoadedAsset): Promise<SessionItem> {
    if (isPresent(loaded.state)) await this.prepare([{ asset: loaded.state }]);
    return this.renderState(id, loaded);
  }

  private renderState(
    id: string,
    { state, personal, revision }: Pick<LoadedAsset, 'state' | 'personal' | 'revision'>,
  ): SessionItem {
    if (!isPresent(state)) throw new Error(`Session ${id} is shown and absent`);
    const { live, stalls } = this.ports;
    const steps = judgeRunningSteps(state, stalls);
    const stalled = combineVerdicts(steps.values());
    const queue = this.queue((step) => steps.get(step) === true);
    const context = {
      now: queue.facts.now,
      live: live.of(state),
      heardAt: live.heardAt(state),
      isStalled: stalled === true,
      queue,
    };
    return {
      ...renderSession(state, personal, context),
      revision,
      stalled,
      previews: renderPreviews(state, this.ports.basePath),
    };
  }

  private queue(isStalled: (step: string) => boolean): SessionQueue {
    const { forecasts, now } = this.ports;
    return {
      // The facts are of the beginning of a moment, which readers of other items share. Each answer about a session is made anew.
      facts: { ...forecasts.facts(isStalled), now: now().toISOString() },
      aheadOf: (attemptId) => forecasts.transcriptionsBefore(attemptId)?.map((each) => this.workOf(each)),
    };
  }

  private workOf({ assetId, attemptId, startedAt, workedMs, reached, mediaSeconds }: QueuedTranscription): SessionWork {
    const { live, now } = this.ports;
    return {
      totalSeconds: mediaSeconds ?? undefined,
      fraction: Math.max(live.fractionOf({ assetId, step: TRANSCRIBE, attemptId }), reached),
      elapsedMs: workedMs + (startedAt === null ? 0 : Math.max(now().getTime() - Date.parse(startedAt), 0)),
    };
  }
}
