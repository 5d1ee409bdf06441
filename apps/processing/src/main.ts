import { startMain } from '@throughline/service-kit';
import { runWorker } from '@throughline/worker-host';

startMain('processing', async () => {
  const { config } = await import('./config.js');
  const { describeMediaTool } = await import('@throughline/media');
  const { openEngines } = await import('./engines/engines.js');
  const { openDocumentEngines } = await import('./engines/document-engines.js');
  const { ProcessingModule } = await import('./processing.module.js');
  const { scriptedStages } = await import('./simulated-stages/registry.js');
  const { tools } = config;
  const engines = await openEngines({ tools, settings: config.engines, whisper: config.whisper });
  const ofDocuments = await openDocumentEngines(config);
  await runWorker(
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
      module: () => ProcessingModule.of({ tools, engines: engines.speech, topics: engines.topics }, ofDocuments),
      over: (registered) => scriptedStages(registered, config.simulation),
    },
    config,
  );
});
