import type { INestApplicationContext } from '@nestjs/common';
import type { DirectRead } from '../items/index.js';
import { DocumentsController } from './documents/documents.controller.js';
import { RecordingsController } from './recordings/recordings.controller.js';
import { SessionsController } from './sessions/sessions.controller.js';

/** The routes that are answered before the framework's pipes, because pages and scripts ask them again and again. */
export function directReads(app: Pick<INestApplicationContext, 'get'>): ReadonlyMap<string, DirectRead> {
  const options = { strict: false };
  const recordings = app.get(RecordingsController, options);
  const documents = app.get(DocumentsController, options);
  const sessions = app.get(SessionsController, options);
  const session: DirectRead = (owner, id) => sessions.read(owner, id);
  return new Map([
    ['/api/v1/recordings/:id', recordings.reader.now],
    ['/api/v1/documents/:id', documents.reader.now],
    ['/api/v1/sessions/:id', session],
    ['/api/v1/sessions/:id/status', session],
  ]);
}
