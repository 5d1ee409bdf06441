import { Module } from '@nestjs/common';
import type { EngineNote } from '@throughline/contracts';
import { systemClock } from '@throughline/messaging';
import { ARTIFACTS } from '../files/artifacts.controller.js';
import { provide } from '../gateway-context.js';
import { HttpModule } from '../http/http.module.js';
import { IdempotentRequests } from '../http/idempotency/idempotent-requests.js';
import { LiveProgress } from '../live/live-progress.js';
import { PeopleModule } from '../people/people.module.js';
import { UserNames } from '../people/users/user-names.js';
import { RowFreshness } from '../projection/fresh-rows.js';
import { Intakes } from '../uploads/intake/intakes.js';
import { Retention } from './commands/retention.js';
import { AnswerEraser } from './erase/answer-eraser.js';
import { Forecasts } from './estimates/forecasts.js';
import { ITEM_PORTS } from './item-services.js';
import { SourceRules } from './register/source-rules.js';
import { UploadLimits } from './register/upload-limits.js';
import { RunRequests } from './runs/run-requests.js';

/** The parts that recordings, documents and sessions share. */
@Module({
  imports: [HttpModule, PeopleModule],
  providers: [
    provide(ARTIFACTS, [], ({ ports }) => ports.artifacts),
    provide(LiveProgress, [], ({ ports }) => ports.live),
    provide(RowFreshness, [], ({ ports }) => new RowFreshness(ports)),
    provide(
      Forecasts,
      [],
      ({ ports, onProblem }) => new Forecasts({ ...ports, rows: ports.forecastRows, clock: systemClock, onProblem }),
    ),
    provide(Retention, [], ({ settings }) => new Retention(settings.deletedKeepMs)),
    provide(AnswerEraser, [], ({ ports, onProblem }) => new AnswerEraser(ports.idempotency, onProblem)),
    provide(UploadLimits, [], ({ settings: { limits } }) => new UploadLimits(limits.maxUploadBytes, limits.uploadIdleMs)),
    provide(SourceRules, [], ({ settings }) => new SourceRules(settings.simulation.on, settings.fetchAllowed)),
    provide(Intakes, [], ({ ports }) => new Intakes(ports)),
    provide(RunRequests, [], ({ ports: { workers }, settings: { outputs, runDefaults, simulation } }) => {
      const engines = (): readonly EngineNote[] => workers.equipment().flatMap((each) => each.engines ?? []);
      return new RunRequests({ outputs, defaults: runDefaults, simulation: simulation.on, engines });
    }),
    provide(
      ITEM_PORTS,
      [RowFreshness, IdempotentRequests, UploadLimits, SourceRules, UserNames, Intakes],
      ({ ports, onProblem }, ...[fresh, once, limits, sources, names, intakes]) => ({
        ...ports,
        fresh,
        once,
        limits,
        sources,
        names,
        intakes,
        onProblem,
      }),
    ),
  ],
  exports: [
    HttpModule,
    PeopleModule,
    ARTIFACTS,
    LiveProgress,
    Forecasts,
    Retention,
    AnswerEraser,
    UploadLimits,
    SourceRules,
    Intakes,
    RunRequests,
    ITEM_PORTS,
  ],
})
export class ItemsModule {}
