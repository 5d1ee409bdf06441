import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '@throughline/service-kit';
import type { config as processingConfig } from '../../config.js';
import type { CurrentEngines } from '../current-engines.js';
import { EngineRequests } from './engine-requests.js';
import { EngineTests } from './engine-tests.js';
import { ModelDownloadProcesses } from './model-downloads.js';

type Config = Pick<typeof processingConfig, 'model' | 'sample' | 'tools' | 'whisper'>;

export function createEngineRequests(
  { model, sample, tools, whisper }: Config,
  engines: Pick<CurrentEngines, 'look'>,
  logger: Pick<Logger, 'info' | 'warn'>,
): EngineRequests {
  const { folder, fetcher, select: selected } = model;
  const say = (line: string): void => {
    logger.info(line);
  };
  return new EngineRequests({
    folder,
    selected,
    isFixed: model.isFixed,
    downloads: model.downloads && fetcher !== undefined ? new ModelDownloadProcesses({ ...fetcher, say }) : undefined,
    tests: new EngineTests({
      tools,
      whisper,
      folder,
      selected,
      sample,
      scratchFolder: join(tmpdir(), 'throughline-engine-test'),
      onProblem: (error) => {
        logger.warn({ err: error }, 'the speed of an engine could not be stored, continuing');
      },
    }),
    look: engines.look,
  });
}
