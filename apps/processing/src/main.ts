import { startMain } from '@throughline/service-kit';
import { hostWorker } from '@throughline/worker-host';

startMain('processing', async () => {
  const { config } = await import('./config.js');
  const { localTopicEngine, mediaToolNote } = await import('@throughline/media');
  const { speechEngines } = await import('./engines/speech-engines.js');
  const { stageHandlers } = await import('./stages/registry.js');
  const { scriptedStages } = await import('./simulated-stages/registry.js');
  const { tools } = config;
  const stages = stageHandlers({
    tools,
    engines: (scratchFolder) => speechEngines(tools, scratchFolder),
    topics: localTopicEngine,
  });
  const handlerFor = scriptedStages(stages, config.simulation);
  await hostWorker(
    {
      service: 'processing',
      lanes: [
        { lane: 'media', concurrency: config.media },
        { lane: 'speech', concurrency: config.speech },
        { lane: 'text', concurrency: config.text },
      ],
      tools: () => Promise.all([mediaToolNote('ffmpeg', tools.ffmpeg), mediaToolNote('ffprobe', tools.ffprobe)]),
      handlers: () => handlerFor,
    },
    config,
  );
});
