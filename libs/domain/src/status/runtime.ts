import type { RecordingStatus } from '@throughline/contracts';

/** In these statuses work is going on (RUN-15, RUN-24). */
export const RUNTIME: ReadonlySet<RecordingStatus> = new Set<RecordingStatus>(['DOWNLOADING', 'PROCESSING', 'UPLOADING']);
