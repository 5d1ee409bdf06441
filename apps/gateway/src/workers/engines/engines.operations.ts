import { idempotencyKey } from '../../kit/http/parameters.js';
import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { ChooseModel, EngineTestAnswer, ModelAnswer, TestEngine } from './engines.dto.js';

const tag = 'service';
const scope = 'admin';
const name: Parameter = { name: 'name', in: 'path', description: 'The name of a model.', schema: { type: 'string' } };

export const fetchModel: OperationOptions = {
  id: 'fetchModel',
  tag,
  scope,
  summary: 'Download a speech model',
  description:
    'Starts the download on the machine of the processing service, or continues it, and answers at once. /api/v1/about shows the progress. With several machines, one of them gets the request.',
  parameters: [name, idempotencyKey],
  answers: [{ status: 202, description: 'The model.', type: ModelAnswer, example: { model: 'small', phase: 'fetching' } }],
  problems: ['unknown-model', 'model-downloads-off', 'model-disk-full', 'model-folder-unusable', 'no-processing-service'],
};

export const chooseModel: OperationOptions = {
  id: 'chooseModel',
  tag,
  scope,
  summary: 'Choose the speech model',
  description: 'The processing service uses it within seconds, for the next recording.',
  body: { type: ChooseModel, required: true, example: { model: 'small' } },
  answers: [
    { status: 200, description: 'The model that is used.', type: ModelAnswer, example: { model: 'small', phase: 'ready' } },
  ],
  problems: [
    'unknown-model',
    'model-missing',
    'model-choice-fixed',
    'model-disk-full',
    'model-folder-unusable',
    'no-processing-service',
  ],
};

export const testEngine: OperationOptions = {
  id: 'testEngine',
  tag,
  scope,
  summary: 'Test a speech engine',
  description:
    'Transcribes ten seconds of the sample, shows the words, and stores the speed. Takes at most 45 seconds. One test at a time.',
  parameters: [idempotencyKey],
  body: { type: TestEngine, required: false, example: { model: 'base' } },
  answers: [
    {
      status: 200,
      description: 'The result.',
      type: EngineTestAnswer,
      example: {
        engine: 'whisper-cpp',
        model: 'base',
        words: 'Welcome. This short talk has three parts, and the first part is about bread.',
        wrong_words: 1,
        spoken_words: 29,
        seconds: 10,
        took_ms: 4_200,
        speed: 2.4,
      },
    },
  ],
  problems: [
    'unknown-model',
    'unknown-engine',
    'model-missing',
    'engine-unusable',
    'engine-too-slow',
    'engine-test-running',
    'no-processing-service',
  ],
};
