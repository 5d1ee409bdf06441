import { measureAudio } from './audio-length.js';
import { checkDiarization, renderDiarizedJson } from './diarization.js';
import type { TranscriptionRequest } from './speech.js';

const MODEL = 'fake-1-diarize';
/** A frame of MPEG-2, layer III, with 64 kbit/s. */
const frame = Buffer.from([0xff, 0xf3, 0x88, 0xc4]);
const mp3 = (seconds: number): Buffer => Buffer.concat([frame, Buffer.alloc(seconds * 8_000 - frame.length)]);

const ask = (more: Partial<TranscriptionRequest> = {}): TranscriptionRequest => ({
  audio: mp3(10),
  container: 'mp3',
  model: MODEL,
  language: undefined,
  prompt: undefined,
  granularities: [],
  format: 'diarized_json',
  chunkingStrategy: undefined,
  ...more,
});

describe('transcriptions with speakers', () => {
  it.each<[string, Partial<TranscriptionRequest>]>([
    ['a short file without a chunking strategy', {}],
    ['a long file that the server may divide', { audio: mp3(1_390), chunkingStrategy: 'auto' }],
    ['a strategy with its settings', { audio: mp3(31), chunkingStrategy: '{"type":"server_vad"}' }],
    ['plain JSON of the model', { format: 'json' }],
    ['words of another model', { model: 'fake-1', format: 'verbose_json', granularities: ['word'], prompt: 'names' }],
  ])('accept %s', (_what, more) => {
    expect(() => {
      checkDiarization(ask(more));
    }).not.toThrow();
  });

  it.each<[string, Partial<TranscriptionRequest>, RegExp]>([
    ['speakers of another model', { model: 'fake-1' }, /'diarized_json' is not compatible with model 'fake-1'/],
    ['a format without speakers', { format: 'verbose_json' }, /'verbose_json' is not compatible/],
    ['a prompt', { prompt: 'names' }, /^Prompt is not supported/],
    ['times of words', { granularities: ['word'] }, /timestamp_granularities/],
    ['more than 30 s without a chunking strategy', { audio: mp3(31) }, /^chunking_strategy is required/],
    ['an unknown chunking strategy', { chunkingStrategy: 'often' }, /Invalid value/],
    ['more than 1,400 s', { audio: mp3(1_401), chunkingStrategy: 'auto' }, /longer than 1400 seconds/],
  ])('refuse %s', (_what, more, message) => {
    expect(() => {
      checkDiarization(ask(more));
    }).toThrow(message);
  });

  it('are answered in turns, without times of words', () => {
    const word = (text: string, start: number, speaker: string) => ({ word: text, start, end: start + 0.5, speaker });
    const words = [word('good', 0, 'A'), word('morning', 1, 'A'), word('hello', 2, 'B')];
    expect(renderDiarizedJson({ language: 'english', duration: 3, words })).toMatchObject({
      text: 'good morning hello',
      segments: [
        { id: 'seg_0', speaker: 'A', start: 0, end: 1.5, text: ' good morning' },
        { id: 'seg_1', speaker: 'B', start: 2, end: 2.5, text: ' hello' },
      ],
    });
  });
});

describe('measureAudio', () => {
  it('reads the rate of WAV and MP3 files', () => {
    const wav = Buffer.alloc(64_000);
    wav.writeUInt32LE(32_000, 28);
    expect([measureAudio(wav, 'wav'), measureAudio(mp3(7), 'mp3')]).toEqual([2, 7]);
  });
});
