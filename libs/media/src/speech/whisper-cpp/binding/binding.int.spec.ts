import { mediaTools, withTool } from '@throughline/stack/testing';
import { tinyWhisperModel } from '#testing/tiny-whisper-model.js';
import { silence, TestMedia } from '../../../testing/test-media.js';
import type { SpeechInput } from '../../speech-input.js';
import { WhisperCppEngine, type WhisperCppOptions } from '../engine.js';
import { readWhisperModel } from '../model-file.js';
import { findWhisperBinding } from '../program.js';

const tools = await mediaTools();
const { program } = await findWhisperBinding(tools.ffmpeg.env);

/** Tokens end within words, and within the characters "и" and "東". */
const tokens = [
  ...[' The', ' old', ' h', 'ouse', ','],
  ...[Buffer.from(' при').subarray(0, 6), Buffer.from(' привет').subarray(6)],
  ...[Buffer.from(' 東').subarray(0, 3), Buffer.from('東').subarray(2), '京'],
];
const words = ['The', 'old', 'house,', 'привет', '東京'];

withTool('@fugood/node-whisper', program, () => {
  describe('whisper.cpp from npm, with a tiny model', () => {
    let media: TestMedia;
    let tone: SpeechInput;
    let models = 0;
    beforeAll(async () => {
      media = await TestMedia.create(tools);
      const audioPath = await media.make('tone.wav', { seconds: 40, sound: 'sine=frequency=300:sample_rate=16000' });
      tone = { audioPath, durationSeconds: 40, language: 'auto' };
    });
    afterAll(async () => {
      await media.remove();
    });

    const engineOf = async (model: Buffer, more: Partial<WhisperCppOptions> = {}): Promise<WhisperCppEngine> => {
      if (program === undefined) throw new Error('The binding is missing');
      models += 1;
      const modelPath = await media.write(`ggml-tiny-${String(models)}.bin`, model);
      const scratchFolder = media.path('scratch');
      const own = { program, modelPath, model: await readWhisperModel(modelPath), threads: 1, scratchFolder };
      return new WhisperCppEngine(tools, { ...own, ...more });
    };
    const russian = tinyWhisperModel({ tokens, language: 4 });
    const crashing = tinyWhisperModel({ tokens, heads: 0 });

    it('is found, with its version', () => {
      expect(program?.binding).toMatch(/^@fugood\/node-whisper-[a-z]+-[a-z0-9]+ \d+\.\d+\.\d+$/);
    });

    it('writes words with times, the detected language, and progress', async () => {
      const engine = await engineOf(russian);
      const progress: number[] = [];
      const transcript = await engine.transcribe(tone, { onProgress: (seconds) => progress.push(seconds) });
      expect(transcript).toMatchObject({
        engine: 'whisper-cpp',
        language: 'ru',
        // The generated model is sure of its next token, and the language is one.
        languageConfidence: 1,
        quality: 'draft',
        notes: ['language-detected', 'confidence-unknown'],
      });
      // One window of the model is 30 seconds long.
      expect(transcript.words.map(({ word }) => word)).toEqual([...words, ...words]);
      expect(transcript.words[5]?.start).toBe(30);
      const starts = transcript.words.slice(0, 5).map(({ start }) => start);
      expect(new Set(starts).size).toBe(5);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
      expect(progress.some((seconds) => seconds > 0 && seconds < 40)).toBe(true);
      expect(progress.at(-1)).toBe(40);
    });

    it('takes a vocabulary, also one that looks like an option', async () => {
      const engine = await engineOf(russian);
      const { words: heard } = await engine.transcribe({ ...tone, vocabulary: ['--model', 'h'] });
      expect(heard.length).toBeGreaterThan(0);
    });

    it('divides languages without spaces by tokens, but never within a character', async () => {
      const engine = await engineOf(tinyWhisperModel({ tokens: [...tokens.slice(7), '都'] }));
      const { words: parts } = await engine.transcribe({ ...tone, language: 'ja' });
      expect(parts.slice(0, 2).map(({ word }) => word)).toEqual(['東京', '都']);
    });

    it('transcribes with an English model', async () => {
      const engine = await engineOf(tinyWhisperModel({ multilingual: false, tokens: tokens.slice(0, 5) }));
      expect(engine.languages).toEqual(['en']);
      const transcript = await engine.transcribe(tone);
      expect(transcript).toMatchObject({ language: 'en', notes: ['language-assumed', 'confidence-unknown'] });
      expect(transcript.words.slice(0, 3).map(({ word }) => word)).toEqual(words.slice(0, 3));
    });

    it('does not run for silence', async () => {
      const audioPath = await media.make('silence.wav', { seconds: 5, sound: silence });
      // A crash would show that the program has run.
      const engine = await engineOf(crashing);
      expect(await engine.transcribe({ audioPath, durationSeconds: 5, language: 'auto' })).toMatchObject({ words: [] });
    });

    it('ends at an abort, and leaves no files', async () => {
      const engine = await engineOf(russian);
      const controller = new AbortController();
      const promise = engine.transcribe(tone, {
        signal: controller.signal,
        onProgress: () => {
          controller.abort('enough');
        },
      });
      await expect(promise).rejects.toMatchObject({ name: 'AbortError' });
      expect(await media.files('scratch')).toEqual([]);
    });

    it('takes only its own process along when it crashes', async () => {
      const engine = await engineOf(crashing);
      await expect(engine.transcribe(tone)).rejects.toMatchObject({
        code: 'tool-killed',
        details: { tool: 'whisper.cpp', signal: expect.stringMatching(/^SIG/) as string },
      });
      expect(await media.files('scratch')).toEqual([]);
    });

    it('refuses a model file that is cut off', async () => {
      const engine = await engineOf(russian.subarray(0, russian.length / 2));
      await expect(engine.transcribe(tone)).rejects.toMatchObject({
        code: 'tool-failed',
        message: expect.stringMatching(/^whisper\.cpp failed with exit code 1: error: The model file cannot be loaded/) as string,
      });
    });

    it('stops at its time limit', async () => {
      const engine = await engineOf(russian, { timeLimitMs: 1 });
      await expect(engine.transcribe(tone)).rejects.toMatchObject({ code: 'time-limit' });
    });
  });
});
