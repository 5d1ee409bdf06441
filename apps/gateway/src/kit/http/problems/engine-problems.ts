import type { ProblemKind } from './problem-kind.js';

export const engineProblems = {
  'unknown-model': {
    status: 404,
    title: 'There is no such speech model',
    tryInstead: 'Choose a model that /api/v1/about lists.',
    about:
      'Only the models of the list can be downloaded, chosen and tested. To use another file, the operator sets `TL_WHISPER_MODEL`.',
  },
  'unknown-engine': {
    status: 404,
    title: 'There is no such local engine',
    tryInstead: 'Choose `whisper-cpp` or `pocketsphinx`.',
    about: 'Only the engines that run on the machine of the processing service can be tested.',
  },
  'model-missing': {
    status: 409,
    title: 'The speech model has not been downloaded',
    tryInstead: 'Download the model first.',
    about: 'The file of the model is not on the machine of the processing service.',
  },
  'model-downloads-off': {
    status: 409,
    title: 'The processing service downloads no models',
    tryInstead: 'Ask the operator to set TL_MODEL_DOWNLOADS=on, or in containers to run the container `models`.',
    about:
      'Downloads are switched off (`TL_MODEL_DOWNLOADS=off`). In containers, the container `models` downloads the model, because the processing service has no access to the internet.',
  },
  'model-choice-fixed': {
    status: 409,
    title: 'The settings of the server choose the speech model',
    tryInstead: 'Ask the operator to change or remove TL_WHISPER_MODEL.',
    about: '`TL_WHISPER_MODEL` of the processing service overrides every other choice.',
  },
  'model-disk-full': {
    status: 409,
    title: 'The disk has no room for the speech model',
    tryInstead: 'Ask the operator to free disk space, then try again.',
    about: 'The disk with the folder of the models has less free space than the size of the model plus 256 MiB.',
  },
  'model-folder-unusable': {
    status: 409,
    title: 'The folder of the speech models cannot be written',
    tryInstead: 'Ask the operator to make the folder writable, or to set TL_MODELS_DIR to another one.',
    about: 'The processing service may not write into the folder of the models. In containers it never may.',
  },
  'engine-unusable': {
    status: 409,
    title: 'The engine cannot be used',
    tryInstead: 'Read `detail`; docs/engines.md says what each engine needs.',
    about: 'The program or the model of the engine is missing or broken, or it failed with the sample.',
  },
  'engine-too-slow': {
    status: 409,
    title: 'The engine took too long for the test',
    tryInstead: 'Choose a smaller model, or test again when the machine has less work.',
    about: 'Ten seconds of the sample were not transcribed within 45 seconds. Recordings would take several times their length.',
  },
  'engine-test-running': {
    status: 409,
    title: 'An engine is being tested',
    tryInstead: 'Wait until the test has ended, at most a minute.',
    about: 'A worker tests one engine at a time, because tests at the same time would slow each other down.',
  },
  'no-processing-service': {
    status: 503,
    title: 'The processing service does not answer',
    tryInstead: 'Make sure that the processing service runs, then try again.',
    about:
      'Only the processing service has speech engines, their models, and the program that makes pictures. It did not answer in time.',
  },
} as const satisfies Record<string, ProblemKind>;
