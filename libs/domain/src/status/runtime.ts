import type { RecordingStatus } from '@throughline/contracts';

/** The statuses in which work is in progress (RUN-15, RUN-24). */
export const RUNTIME: ReadonlySet<RecordingStatus> = new Set<RecordingStatus>(['DOWNLOADING', 'PROCESSING', 'UPLOADING']);
