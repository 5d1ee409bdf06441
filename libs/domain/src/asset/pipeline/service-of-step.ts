import { DOWNLOAD, outputOf, type WorkerService } from '@throughline/contracts';

const INGEST_STEPS: ReadonlySet<string> = new Set([DOWNLOAD, 'hash_file', 'create_file_record']);

/** Returns the service that runs a step. Plans contain it too, but a follower of the log can tell it without the plan. */
export function serviceOf(step: string): WorkerService {
  if (outputOf(step) !== undefined) return 'upload';
  return INGEST_STEPS.has(step) ? 'ingest' : 'processing';
}
