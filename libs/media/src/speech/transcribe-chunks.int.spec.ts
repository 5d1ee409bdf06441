import { mediaTools } from '@throughline/stack/testing';
import { TestMedia } from '../testing/test-media.js';
import { mergeTranscripts } from './merge.js';
import { transcribeInChunks, type ChunkTranscriber } from './transcribe-chunks.js';

const tools = await mediaTools();
const [durationSeconds, maxSeconds] = [12, 4];

const made = { engine: 'spec', model: 'spec', quality: 'normal', language: 'auto', durationSeconds } as const;

describe('transcribeInChunks', () => {
  let media: TestMedia;
  let audioPath: string;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    // A tone that becomes as quiet as a room after three seconds, and loud again after five.
    const sound = "aevalsrc='if(between(t,3,5),0.006,0.3)*sin(2*PI*440*t)':s=16000";
    audioPath = await media.make('tone.mp3', { seconds: durationSeconds, sound });
  });
  afterAll(() => media.remove());

  /** Hears English words in the first chunk, by default a phrase that engines tend to invent, and German in all others. */
  async function hearWithPhraseAt(phraseStart: number, phrase = ['Thanks', 'for', 'watching!']): Promise<readonly string[]> {
    const requested: string[] = [];
    const work: ChunkTranscriber = {
      format: 'wav',
      maxSeconds,
      parallel: 1,
      language: 'auto',
      languages: ['de', 'en'],
      fingerprint: (language) => language,
      scratchFolder: media.path('scratch'),
      hear: (_file, span, { language }) => {
        requested.push(language);
        const isFirst = span.start === 0;
        const texts = isFirst ? phrase : ['Guten', 'Morgen'];
        const at = isFirst ? phraseStart : 1;
        const words = texts.map((word, index) => ({ word, start: at + index / 10, end: at + index / 10 + 0.1, confidence: 0.9 }));
        return Promise.resolve({ language: isFirst ? 'en' : 'de', words, notes: [] });
      },
      merge: ({ chunks, silences }) => mergeTranscripts(chunks, { ...made, silences }),
    };
    await transcribeInChunks(tools, work, { audioPath, durationSeconds, language: 'auto' }, {});
    return requested;
  }

  it('takes the language from the first words that somebody said', async () => {
    const requested = await hearWithPhraseAt(1);
    expect(requested.length).toBeGreaterThan(2);
    expect(requested).toEqual(['auto', ...requested.slice(1).map(() => 'en')]);
  });

  it('does not take the language from one word that the engine repeats', async () => {
    const requested = await hearWithPhraseAt(
      1,
      Array.from({ length: 12 }, () => 'you'),
    );
    expect(requested).toEqual(['auto', 'auto', ...requested.slice(2).map(() => 'de')]);
  });

  it('does not take the language from invented words', async () => {
    const requested = await hearWithPhraseAt(3.3);
    expect(requested.length).toBeGreaterThan(2);
    expect(requested).toEqual(['auto', 'auto', ...requested.slice(2).map(() => 'de')]);
  });
});
