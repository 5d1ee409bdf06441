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
    documents: integer('TL_DOCUMENT_CONCURRENCY', { min: 1, max: 64, fallback: 2 }),
    ocr: integer('TL_OCR_CONCURRENCY', { min: 1, max: 64, fallback: 1 }),
    /** What reads pictures of writing (docs/documents.md). */
    ocrEngine: oneOf('TL_OCR_ENGINE', ['auto', 'tesseract', 'tesseract.js', 'off'], 'auto'),
    tesseractPath: text('TL_TESSERACT_PATH', 'tesseract'),
    /** A folder with `<language>.traineddata` of further languages. */
    ocrData: optionalText('TL_OCR_DATA'),
    /** What makes PDFs of Office files: a Gotenberg server, else LibreOffice of this machine, else nothing. */
    gotenbergUrl: optionalText('TL_GOTENBERG_URL'),
    sofficePath: text('TL_SOFFICE_PATH', 'soffice'),
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

/** A password in it would stand in logs of others: such a server stands where only its own may reach it. */
function addressOf(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isPlain = parsed !== undefined && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.search === '';
  if (!isPlain) throw new Error('TL_GOTENBERG_URL must be an http or https address without a password and without a query');
  return url;
}

export const config = {
  ...read,
  tools: mediaToolsFrom(read.mediaTools),
  simulation: read.simulation === 'on',
  engines: readEnginesFile(read.enginesFile),
  recognition: { engine: read.ocrEngine, path: read.tesseractPath, dataFolder: read.ocrData },
  conversion: { gotenbergUrl: addressOf(read.gotenbergUrl), sofficePath: read.sofficePath },
  whisper: { path: read.whisperPath, modelPath: read.whisperModel, threads: read.whisperThreads || undefined },
};
