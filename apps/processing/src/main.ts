import { startMain } from '@throughline/service-kit';
import { hostWorker } from '@throughline/worker-host';

startMain('processing', async () => {
  const { config } = await import('./config.js');
  const { describeMediaTool } = await import('@throughline/media');
  const { openEngines } = await import('./engines/engines.js');
  const { stageHandlers } = await import('./stages/registry.js');
  const { documentHandlers } = await import('./documents/registry.js');
  const { openDocumentEngines } = await import('./engines/document-engines.js');
  const { scriptedStages } = await import('./simulated-stages/registry.js');
  const { tools } = config;
  const engines = await openEngines({ tools, settings: config.engines, whisper: config.whisper });
  const stages = stageHandlers({ tools, engines: engines.speech, topics: engines.topics });
  const handlerFor = scriptedStages(stages, config.simulation);
  const ofDocuments = await openDocumentEngines(config);
  const documents = documentHandlers(ofDocuments);
  await hostWorker(
    {
      service: 'processing',
      lanes: [
        { lane: 'media', concurrency: config.media },
        { lane: 'speech', concurrency: config.speech },
        { lane: 'text', concurrency: config.text },
        { lane: 'document', concurrency: config.documents },
        { lane: 'ocr', concurrency: config.ocr },
      ],
      tools: () => Promise.all([describeMediaTool('ffmpeg', tools.ffmpeg), describeMediaTool('ffprobe', tools.ffprobe)]),
      engines: () => Promise.resolve([...engines.notes, ...ofDocuments.notes]),
      handlers: () => (step) => handlerFor(step) ?? documents(step),
    },
    config,
  );
});
