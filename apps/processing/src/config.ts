import { mediaToolsFrom } from '@throughline/media';
import { integer, oneOf, optionalText, readConfig, text } from '@throughline/service-kit';
import { workerSettings } from '@throughline/worker-host';
import { readEnginesFile } from './engines/engines-file.js';

const read = readConfig(
  {
    ...workerSettings,
    /** JSON that names ffmpeg, ffprobe and the speech engine; without it ffmpeg and ffprobe are taken from the PATH. */
    mediaTools: optionalText('TL_MEDIA_TOOLS'),
    media: integer('TL_MEDIA_CONCURRENCY', { min: 1, max: 64, fallback: 2 }),
    speech: integer('TL_SPEECH_CONCURRENCY', { min: 1, max: 64, fallback: 1 }),
    text: integer('TL_TEXT_CONCURRENCY', { min: 1, max: 64, fallback: 4 }),
    /** Engines of one's own and their keys (docs/engines.md). */
    enginesFile: optionalText('TL_ENGINES_FILE'),
    /** `whisper-cli` of whisper.cpp, used where a model is named. */
    whisperPath: text('TL_WHISPER_PATH', 'whisper-cli'),
    whisperModel: optionalText('TL_WHISPER_MODEL'),
    /** 0: as many as there are cores, at most four. */
    whisperThreads: integer('TL_WHISPER_THREADS', { min: 0, max: 256, fallback: 0 }),
    /** Simulated connectors (docs/simulation.md). */
    simulation: oneOf('TL_SIMULATION', ['on', 'off'], 'off'),
  },
  process.env,
);

export const config = {
  ...read,
  tools: mediaToolsFrom(read.mediaTools),
  simulation: read.simulation === 'on',
  engines: readEnginesFile(read.enginesFile),
  whisper: { path: read.whisperPath, modelPath: read.whisperModel, threads: read.whisperThreads || undefined },
};
