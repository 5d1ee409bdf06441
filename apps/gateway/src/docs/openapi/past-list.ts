import { recordingExample } from './examples.js';
import { schemaRef } from './operation.js';

/** A page of recordings, or with `as_of` of what they were. */
export const pageOrPast = {
  'application/json': {
    schema: { anyOf: [schemaRef('RecordingList'), schemaRef('PastRecordingList')] },
    example: { items: [recordingExample], next_cursor: null },
  },
};
