import { FAKE_DIARIZING_MODEL, FAKE_OPENAI_KEY, OpenAiFake } from '@throughline/strict-fakes';
import { mediaTools } from '@throughline/stack/testing';
import { TestMedia } from '../../testing/test-media.js';
import { OpenAiSpeechEngine, type OpenAiSpeechSettings } from './engine.js';

const tools = await mediaTools();
const timedWord = (word: string, start: number, speaker: string) => ({ word, start, end: start + 0.5, speaker });

describe('a model that tells speakers apart', () => {
  let media: TestMedia;
  let fake: OpenAiFake;
  let audioPath: string;
  beforeAll(async () => {
    media = await TestMedia.create(tools);
    fake = await OpenAiFake.start({
      hear: () => ({
        language: 'english',
        duration: 5,
        words: [timedWord('good', 0, 'A'), timedWord('morning', 1, 'A'), timedWord('hello', 2, 'B')],
      }),
    });
    audioPath = await media.make('talk.mp3', { seconds: 40, sound: 'aevalsrc=0.3*sin(2*PI*300*t):s=16000' });
  });
  afterAll(async () => {
    await fake.close();
    await media.remove();
  });

  const transcribe = (more: Partial<OpenAiSpeechSettings> = {}, language = 'en') => {
    const settings: OpenAiSpeechSettings = {
      id: 'hosted',
      endpoint: { name: 'hosted', baseUrl: fake.baseUrl, key: FAKE_OPENAI_KEY, timeoutMs: 60_000 },
      model: FAKE_DIARIZING_MODEL,
      languages: ['en'],
      detectsLanguage: true,
      maxBytes: 25_000_000,
      chunkSeconds: 1_390,
      parallel: 1,
      quality: 'normal',
      diarize: true,
      ...more,
    };
    const engine = new OpenAiSpeechEngine(tools, settings, media.path('scratch'));
    return engine.transcribe({ audioPath, durationSeconds: 40, language });
  };

  it('is asked for speakers in one piece, as it accepts it', async () => {
    const transcript = await transcribe();
    expect(transcript.speakers).toEqual([{ id: 'S1' }, { id: 'S2' }]);
    expect(transcript.segments.map(({ text, speaker }) => [text, speaker])).toEqual([
      ['good morning', 'S1'],
      ['hello', 'S2'],
    ]);
    expect(transcript.notes).toEqual(['word-times-estimated', 'confidence-unknown']);
    expect(fake.transcriptions).toMatchObject([{ format: 'diarized_json', chunkingStrategy: 'auto', language: 'en' }]);
  });

  it('has other speakers in each piece of a recording that is too long for it', async () => {
    const { speakers, notes } = await transcribe({ chunkSeconds: 30 });
    expect(speakers?.map(({ id }) => id)).toEqual(['S1', 'S2', 'S3', 'S4']);
    expect(notes).toContain('speakers-by-part');
  });

  it('does not claim a language that it does not report', async () => {
    const { language, notes } = await transcribe({}, 'auto');
    expect([language, notes.includes('language-detected')]).toEqual(['und', false]);
  });

  it('refuses the ordinary request, with the reason', async () => {
    await expect(transcribe({ diarize: false })).rejects.toMatchObject({
      code: 'engine-refused',
      message: expect.stringContaining("'verbose_json' is not compatible") as string,
    });
  });
});
