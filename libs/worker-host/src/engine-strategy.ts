import type { INestApplicationContext } from '@nestjs/common';
import { presenceSubject, type EngineNote } from '@throughline/contracts';
import {
  AssetKeeper,
  KEEPER_SERVICE,
  PREVIEW_SERVICE,
  PreviewRequests,
  StepWorker,
  WorkDispatcher,
  WorkerService,
  type HandlerLookup,
} from '@throughline/engine';
import { failpoint, runAfterReconnects } from '@throughline/service-kit';
import { SingleHandlerTransport } from '@throughline/service-kit/transport';
import { Companions } from './companions.js';
import type { EngineParts } from './engine-parts.js';
import { listenToPokes } from './pokes.js';
import { askForAdmission } from './quota-admission.js';
import { forgetSearchTexts } from './search-texts.js';
import { PresenceAnnouncer } from './presence.js';
import { checkLanes, collectSteps, findHandler } from './steps/step-handlers.js';
import { ENGINE } from './steps/step.js';

/**
 * Lets the engine call the `@Step` methods of a Nest application. The engine takes work, holds leases and acknowledges; Nest
 * only finds the methods.
 */
export class EngineStrategy extends SingleHandlerTransport {
  override readonly transportId = ENGINE;
  readonly #stopping = new AbortController();
  #service: WorkerService | undefined;
  #companions: Companions | undefined;

  constructor(
    private readonly parts: EngineParts,
    private readonly container: Pick<INestApplicationContext, 'get'>,
  ) {
    super();
  }

  listen(callback: (problem?: unknown) => void): void {
    try {
      this.#start();
    } catch (error) {
      callback(error);
      return;
    }
    callback();
  }

  /** Hands running attempts back. The connection stays open. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#service?.ended(), this.#companions?.ended()]);
  }

  /** Returns the handlers of the registered steps. */
  handlers(): HandlerLookup {
    const { lanes, over } = this.parts.definition;
    const steps = collectSteps(this.messageHandlers, this.container);
    checkLanes(steps, lanes);
    const registered = findHandler(steps);
    return over?.(registered) ?? registered;
  }

  #start(): void {
    const { nc, logger: log, store, commands, leases, metrics, worker, config, definition } = this.parts;
    const presence = this.#presence();
    const service = this.#workerService(this.handlers(), presence);
    const beside = { nc, store, commands, leases, metrics, log, worker, leaseTermMs: config.leaseTermMs };
    const companions = new Companions(definition.companions?.(beside) ?? [], log);
    [this.#service, this.#companions] = [service, companions];
    for (const each of [service, presence, companions]) each.start(this.#stopping.signal);
  }

  #workerService(handlerFor: HandlerLookup, presence: PresenceAnnouncer): WorkerService {
    const { definition, config, counted, keys, worker, logger: log, ...parts } = this.parts;
    const { nc, store, commands, queue, timers, leases, artifacts, onProblem } = parts;
    const { service, lanes, stillAfterMs } = definition;
    const dispatcher = new WorkDispatcher(queue, timers);
    const keeper = new AssetKeeper({
      commands,
      dispatcher,
      timers,
      artifacts,
      keys,
      forgetTexts: (assetId) => forgetSearchTexts(nc, assetId),
      worker,
      failpoint,
      log,
    });
    return new WorkerService({
      service,
      lanes,
      store,
      queue: presence.counting(queue),
      timers,
      commands,
      dispatcher,
      worker: new StepWorker({
        service,
        worker,
        store,
        commands,
        dispatcher,
        leases,
        artifacts,
        handlerFor,
        leaseTermMs: config.leaseTermMs,
        ...(stillAfterMs === undefined ? {} : { stillAfterMs }),
        failpoint,
        log,
        admit: (attempt) => askForAdmission(nc, attempt, onProblem),
        onAttemptEnd: counted.attemptEnded,
        stopping: this.#stopping.signal,
      }),
      ...(service === KEEPER_SERVICE ? { keeper } : {}),
      ...(service === PREVIEW_SERVICE ? { previews: new PreviewRequests({ commands, worker }) } : {}),
      onPoke: (handle, signal) => listenToPokes(nc, service, handle, { signal, onProblem }),
      log,
    });
  }

  #presence(): PresenceAnnouncer {
    const { nc, worker, config, definition, onProblem } = this.parts;
    const { service, lanes, tools, engines, models } = definition;
    const presence = new PresenceAnnouncer({
      service,
      worker,
      lanes,
      everyMs: config.presenceEveryMs,
      say: (bytes) => {
        nc.publish(presenceSubject(service), bytes);
      },
      onProblem,
      models,
    });
    void runAfterReconnects(nc, () => {
      presence.announce();
    });
    void tools?.().then((found) => {
      presence.equip({ tools: found });
    }, onProblem);
    const equip = (found: readonly EngineNote[]): void => {
      presence.equip({ engines: found });
    };
    void engines?.(equip).then(equip, onProblem);
    return presence;
  }
}
