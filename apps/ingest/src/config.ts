import { mediaToolsFrom } from '@throughline/media';
import { integer, oneOf, optionalText, readConfig } from '@throughline/service-kit';
import { workerSettings } from '@throughline/worker-host';

const read = readConfig(
  {
    ...workerSettings,
    /** JSON that names ffmpeg and ffprobe; without it they are taken from the PATH. */
    mediaTools: optionalText('TL_MEDIA_TOOLS'),
    downloads: integer('TL_DOWNLOAD_CONCURRENCY', { min: 1, max: 100, fallback: 4 }),
    /** Simulated connectors (docs/simulation.md). */
    simulation: oneOf('TL_SIMULATION', ['on', 'off'], 'off'),
  },
  process.env,
);

export const config = { ...read, tools: mediaToolsFrom(read.mediaTools), simulation: read.simulation === 'on' };
