import type { WorkerService } from './vocabulary.js';

/** The lanes of work of each service. An upload's lane is the type of its output, so the upload service alone knows them. */
export const LANES = {
  ingest: ['download', 'intake'],
  processing: ['media', 'speech', 'text', 'document', 'ocr', 'preview', 'conversion'],
} as const satisfies Readonly<Partial<Record<WorkerService, readonly string[]>>>;

export type LaneOf<Service extends keyof typeof LANES> = (typeof LANES)[Service][number];
