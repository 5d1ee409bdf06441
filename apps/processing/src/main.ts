import { startMain } from '@throughline/service-kit';
import { hostWorker } from '@throughline/worker-host';

startMain('processing', async () => {
  const { config } = await import('./config.js');
  const { localSpeechEngines, localTopicEngine } = await import('@throughline/media');
  const { stageHandlers } = await import('./stages/registry.js');
  const { tools } = config;
  const handlerFor = stageHandlers({ tools, engines: localSpeechEngines(tools), topics: localTopicEngine() });
  await hostWorker(
    {
      service: 'processing',
      lanes: [
        { lane: 'media', concurrency: config.media },
        { lane: 'speech', concurrency: config.speech },
        { lane: 'text', concurrency: config.text },
      ],
      handlers: () => handlerFor,
    },
    config,
  );
});
