import { Module } from '@nestjs/common';
import { provide } from '../gateway-context.js';
import { IdempotentRequests } from '../http/idempotency/idempotent-requests.js';
import { Retention } from '../items/commands/retention.js';
import { AnswerEraser } from '../items/erase/answer-eraser.js';
import { Forecasts } from '../items/estimates/forecasts.js';
import { explainController } from '../items/explain/explain.controller.js';
import { ITEM_PORTS, ItemServices, SESSIONS } from '../items/item-services.js';
import { ItemsModule } from '../items/items.module.js';
import { RunRequests } from '../items/runs/run-requests.js';
import { UserNames } from '../people/users/user-names.js';
import { SESSION_KIND } from './session-kind.js';
import { SessionRequests } from './session-requests.js';
import { SessionView } from './session-view.js';
import { SessionsController } from './sessions.controller.js';
import { Sessions } from './sessions.js';

const PATH = '/api/v1/sessions';
const PIPELINE = 'session';

@Module({
  imports: [ItemsModule],
  controllers: [explainController({ path: PATH, services: SESSIONS, kind: SESSION_KIND }), SessionsController],
  providers: [
    provide(SessionView, [Forecasts], ({ ports }, forecasts) => new SessionView({ ...ports, forecasts })),
    provide(SESSIONS, [ITEM_PORTS, SessionView], ({ ports: { sessionRows: rows }, settings }, ports, view) => {
      // Runs of sessions deliver nothing.
      const runs = new RunRequests({ defaults: settings.runDefaults, simulation: settings.simulation.on, outputs: [] });
      return new ItemServices(ports, {
        noun: 'session',
        path: PATH,
        pipeline: PIPELINE,
        pipelines: [PIPELINE],
        rows,
        runs,
        view,
        explained: view,
        start: 'always',
        again: true,
      });
    }),
    provide(
      Sessions,
      [SESSIONS, SessionView, UserNames],
      (_, { queries, registrations }, view, names) => new Sessions({ queries, registering: registrations, view, names }),
    ),
    provide(
      SessionRequests,
      [SESSIONS, SessionView, IdempotentRequests, Retention, AnswerEraser],
      (_, { items, starts }, view, once, retention, eraser) =>
        new SessionRequests({ items, runs: starts, once, view, retention, eraser }),
    ),
  ],
})
export class SessionsModule {}
