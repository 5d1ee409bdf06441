import { mediaToolsFrom } from '@throughline/media';
import { integer, oneOf, optionalText, readConfig } from '@throughline/service-kit';
import { workerSettings } from '@throughline/worker-host';

const read = readConfig(
  {
    ...workerSettings,
    /** JSON that names ffmpeg, ffprobe and the speech engine; without it ffmpeg and ffprobe are taken from the PATH. */
    mediaTools: optionalText('TL_MEDIA_TOOLS'),
    media: integer('TL_MEDIA_CONCURRENCY', { min: 1, max: 64, fallback: 2 }),
    speech: integer('TL_SPEECH_CONCURRENCY', { min: 1, max: 64, fallback: 1 }),
    text: integer('TL_TEXT_CONCURRENCY', { min: 1, max: 64, fallback: 4 }),
    /** Simulated connectors (docs/simulation.md). */
    simulation: oneOf('TL_SIMULATION', ['on', 'off'], 'off'),
  },
  process.env,
);

export const config = { ...read, tools: mediaToolsFrom(read.mediaTools), simulation: read.simulation === 'on' };
