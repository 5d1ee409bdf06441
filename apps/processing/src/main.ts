import type { LaneOf } from '@throughline/contracts';
import { createLogger, startMain } from '@throughline/service-kit';
import { runWorker, toLanes } from '@throughline/worker-host';

startMain('processing', async () => {
  const { config } = await import('./config.js');
  const { createPictureSource, describeMediaTool, findWhisperProgram } = await import('@throughline/media');
  const { readCalibrations, readSpeeds } = await import('@throughline/media/speech-models');
  const { openEngines } = await import('./engines/engines.js');
  const { CurrentEngines } = await import('./engines/current-engines.js');
  const { openDocumentEngines } = await import('./engines/document-engines.js');
  const { createEngineRequests } = await import('./engines/requests/create-engine-requests.js');
  const { Pictures } = await import('./pictures/pictures.js');
  const { ProcessingModule } = await import('./processing.module.js');
  const { scriptedStages } = await import('./simulated-stages/registry.js');
  const { tools, whisper, model, assumedLanguage } = config;
  const logger = createLogger({ service: 'processing', level: config.logLevel });
  const engines = await CurrentEngines.open({
    open: (modelPath = whisper.modelPath) =>
      openEngines({ tools, settings: config.engines, whisper: { ...whisper, modelPath }, assumedLanguage }),
    model: model.select,
    listed: model.listed,
    speeds: () => readSpeeds(model.folder),
    canUseModel: async () => (await findWhisperProgram(whisper.path, tools.ffmpeg.env)).problem === undefined,
    downloads: model.downloads,
    onProblem: (error) => {
      logger.warn({ err: error }, 'the speech model cannot be used, continuing without it');
    },
  });
  const requests = createEngineRequests(config, engines, logger);
  const ofDocuments = await openDocumentEngines(config);
  await runWorker(
    {
      service: 'processing',
      lanes: toLanes<LaneOf<'processing'>>({
        media: { concurrency: config.media },
        speech: { concurrency: config.speech },
        text: { concurrency: config.text },
        document: { concurrency: config.documents },
        ocr: { concurrency: config.ocr },
        preview: { concurrency: 1, yields: true },
        conversion: { concurrency: 1, yields: true },
      }),
      tools: () => Promise.all([describeMediaTool('ffmpeg', tools.ffmpeg), describeMediaTool('ffprobe', tools.ffprobe)]),
      engines: (announce) => {
        engines.watch((notes) => {
          announce([...notes, ...ofDocuments.notes()]);
        });
        ofDocuments.watch(() => {
          announce([...engines.notes, ...ofDocuments.notes()]);
        });
        return Promise.resolve([...engines.notes, ...ofDocuments.notes()]);
      },
      models: engines.models,
      module: ({ artifacts }) =>
        ProcessingModule.of(
          {
            tools,
            engines: engines.speech,
            topics: engines.topics,
            model: engines,
            calibrations: () => readCalibrations(model.folder),
          },
          ofDocuments,
          { engines: requests, pictures: new Pictures({ artifacts, extract: createPictureSource(tools) }) },
        ),
      over: (registered) => scriptedStages(registered, config.simulation),
    },
    config,
  );
});
