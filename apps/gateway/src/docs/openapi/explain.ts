import { recordingExample } from './examples.js';
import { operation } from './operation.js';
import { id } from './parameters.js';

const at = recordingExample.updated_at;
const started = {
  id: '1042.0',
  position: '1042',
  index: 0,
  at,
  type: 'StepStarted',
  step: 'TRANSCRIBE',
  message: 'attempt 1 started by processing-host-1a2b3c4d',
};

export const explainPaths = {
  '/api/v1/recordings/{id}/explain': {
    get: operation({
      id: 'explainRecording',
      tag: 'recordings',
      summary: 'Why a recording is where it is',
      description:
        'From the log itself: the rule that gives the status, the rules that were asked before it and what they looked at, the events that all of it ' +
        'follows from; why each step is not simply done; what can be done now, and why not. What the log cannot say (leases, workers, the projection) is ' +
        'asked at this moment, and said to be unknown where nobody answers.',
      scope: 'read',
      parameters: [id],
      answers: [
        {
          status: 200,
          description: 'The explanation.',
          schema: 'Explanation',
          example: {
            recording_id: recordingExample.id,
            revision: recordingExample.revision,
            explained_at: at,
            status: {
              status: 'PROCESSING',
              rule: {
                id: 'AGG-05',
                says: 'A stage is in progress.',
                looked_at: [{ fact: 'stageInProgress', says: 'a stage is in progress', value: true, since: started }],
              },
              lost: [],
              not_considered: [{ id: 'AGG-09', says: 'Every output is uploaded.' }],
              follows_from: [started],
              since: started,
            },
            failure: {
              failed: false,
              step: null,
              code: null,
              at: null,
              reason: null,
              rule: { id: 'FLR-15', says: 'The newest run was not rolled back, and not every output has failed.', looked_at: [] },
              lost: [],
              not_considered: [],
              follows_from: [],
              since: null,
            },
            deleted_at: null,
            expires_at: null,
            expired_at: null,
            erased_at: null,
            duplicate_of: null,
            run: { code: 'active', says: 'A run is active.', since: at, reason: null },
            steps: [
              {
                step: 'TRANSCRIBE',
                kind: 'stage',
                service: 'processing',
                lane: 'speech',
                code: 'running',
                says: 'Attempt 1 is running on processing-host-1a2b3c4d. It is ended after 15 min without progress.',
                attempt: 1,
                worker: 'processing-host-1a2b3c4d',
                since: at,
                until: null,
                depends_on: [],
                for: null,
                message: null,
                lease: {
                  state: 'alive',
                  says: 'processing-host-1a2b3c4d is alive: its last heartbeat is 2.1 s old. At 30 %.',
                  worker: 'processing-host-1a2b3c4d',
                  heartbeat_at: at,
                  heartbeat_age_ms: 2_100,
                  term_ms: 20_000,
                  progress: 0.3,
                  progress_at: null,
                },
                lane_service: {
                  state: 'unserved',
                  says: 'No other worker serves lane processing/speech.',
                  workers: 0,
                  concurrency: 0,
                  busy: 0,
                  since: null,
                },
              },
            ],
            allowed_actions: recordingExample.allowed_actions,
            projection: {
              state: 'current',
              says: 'Lists and items show what is explained here.',
              revision: recordingExample.revision,
              behind: 0,
            },
          },
        },
      ],
      problems: ['not-found', 'quarantined', 'needs-upgrade'],
    }),
  },
  '/api/v1/workers': {
    get: operation({
      id: 'listWorkers',
      tag: 'service',
      summary: 'The workers that are there',
      description: 'Those that this server has heard of lately, the lanes that they serve, and how much they have in hand.',
      scope: 'admin',
      answers: [
        {
          status: 200,
          description: 'Workers.',
          schema: 'WorkerList',
          example: {
            items: [
              {
                worker: 'processing-host-1a2b3c4d',
                service: 'processing',
                lanes: [{ lane: 'speech', concurrency: 1, busy: 1 }],
                every_ms: 5_000,
                heard_at: at,
              },
            ],
            services: [
              { service: 'ingest', workers: 0, heard_at: null },
              { service: 'processing', workers: 1, heard_at: at },
              { service: 'upload', workers: 0, heard_at: null },
            ],
            listening_since: at,
            complete: true,
          },
        },
      ],
      problems: [],
    }),
  },
};
