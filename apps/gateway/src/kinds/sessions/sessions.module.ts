import { Module } from '@nestjs/common';
import { NOW, SETTINGS } from '../../gateway-context.js';
import { SESSION_ROWS } from '../../adapters/projection/index.js';
import { provide } from '../../kit/provide.js';
import { LiveProgress, StallWatch } from '../../workers/index.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import {
  Forecasts,
  ITEM_PORTS,
  ItemServices,
  RunRequests,
  SESSIONS,
  SESSIONS_PATH,
  lastingControllers,
  playedControllers,
} from '../../items/index.js';
import { ItemsModule } from '../../items/items.module.js';
import { LIBRARY_STORE, PublicAddress } from '../../people/index.js';
import { Quotas } from '../../people/quotas/index.js';
import { NotesController } from './notes.controller.js';
import { SESSION_KIND } from './session-kind.js';
import { SessionRetry } from './session-retry.js';
import { SessionView } from './session-view.js';
import { SessionsController } from './sessions.controller.js';

const PIPELINE = 'session';
const ENDPOINTS = { path: SESSIONS_PATH, services: SESSIONS, kind: SESSION_KIND };

@Module({
  imports: [ItemsModule],
  controllers: [SessionsController, NotesController, ...playedControllers(ENDPOINTS), ...lastingControllers(ENDPOINTS)],
  providers: [
    provide(
      SessionView,
      { live: LiveProgress, stalls: StallWatch, now: NOW, forecasts: Forecasts, address: PublicAddress },
      ({ address, ...ports }) => new SessionView({ ...ports, basePath: address.basePath }),
    ),
    provide(
      SESSIONS,
      { ports: ITEM_PORTS, rows: SESSION_ROWS, view: SessionView, libraries: LIBRARY_STORE, settings: SETTINGS, quotas: Quotas },
      ({ ports, rows, view, libraries, quotas, settings: { runDefaults, simulation } }) => {
        const terms = (libraryId: string): Promise<readonly string[]> => libraries.vocabularyOf(libraryId);
        // Runs of sessions deliver nothing.
        const runs = new RunRequests({ defaults: runDefaults, simulation: simulation.on, outputs: [], terms, quotas });
        return new ItemServices(ports, {
          noun: 'session',
          path: SESSIONS_PATH,
          pipeline: PIPELINE,
          pipelines: [PIPELINE],
          rows,
          runs,
          view,
          explained: view,
          start: 'always',
          again: true,
        });
      },
    ),
    provide(
      SessionRetry,
      { sessions: SESSIONS, once: IdempotentRequests, view: SessionView },
      ({ sessions: { items, runs }, ...ports }) => new SessionRetry({ ...ports, items, runs }),
    ),
  ],
  exports: [ItemsModule, SESSIONS],
})
export class SessionsModule {}
