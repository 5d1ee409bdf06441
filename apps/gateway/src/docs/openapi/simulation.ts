import { operation } from './operation.js';
import { ledgerParameters } from './parameters.js';

const tag = 'simulation';
const time = '2026-02-05T10:00:00.000Z';
const id = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

const entryExample = {
  id,
  at: time,
  kind: 'put',
  asset_id: id,
  attempt: 1,
  attempt_id: id,
  key: 'f3b1c2',
  session: null,
  follow_up: null,
  offset: null,
  announced: 48_120,
  pid: 4711,
  answer: { at: time, code: 'ok', lost: false, bytes: 48_120, object: 'f3b1c2', session: null },
};

export const simulationPaths = {
  '/api/v1/simulation/outputs': {
    get: operation({
      id: 'listSimulatedOutputs',
      tag,
      summary: 'The simulated outputs',
      description: 'Those of the configuration, and those that have been asked for anything before.',
      scope: 'admin',
      answers: [
        {
          status: 200,
          description: 'Outputs.',
          schema: 'SimulatedOutputList',
          example: { items: [{ name: 'sim-keyed', settings: { class: 'keyed' }, requests: 12 }] },
        },
      ],
      problems: ['simulation-off'],
    }),
  },
  '/api/v1/simulation/outputs/{output}/ledger': {
    get: operation({
      id: 'getLedger',
      tag,
      summary: 'What a simulated output was asked, and what it answered',
      description:
        'Every request in the order in which it came in, with its answer. A request without one was never answered, or is being worked on: ' +
        'it is told again, with its answer, only to whoever asks from before it.',
      scope: 'admin',
      parameters: [
        {
          name: 'output',
          in: 'path',
          description: 'Name of a simulated output.',
          schema: { type: 'string' },
          example: 'sim-keyed',
        },
        ...ledgerParameters,
      ],
      answers: [
        {
          status: 200,
          description: 'A part of the ledger.',
          schema: 'Ledger',
          example: { items: [entryExample], next_cursor: null },
        },
      ],
      problems: ['invalid', 'not-found', 'simulation-off'],
    }),
  },
};
