import type { SpeechEngine } from '../speech/engine.js';
import type { SpeechInput } from '../speech/speech-input.js';
import type { Transcript } from '../transcript/transcript.js';

export interface SpeechEngineHarness {
  readonly engine: SpeechEngine;
  /** Speech of at least ten seconds, with some silence before. `words` occur in it in this order. */
  readonly speech: { readonly path: string; readonly durationSeconds: number; readonly words: readonly string[] };
  readonly silence: { readonly path: string; readonly durationSeconds: number };
  leftovers(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const inputFor = (engine: SpeechEngine, audio: { path: string; durationSeconds: number }): SpeechInput => ({
  audioPath: audio.path,
  durationSeconds: audio.durationSeconds,
  language: engine.languages[0] ?? 'auto',
});

export function speechEngineContract(name: string, open: () => Promise<SpeechEngineHarness>): void {
  describe(`SpeechEngine contract: ${name}`, () => {
    let harness: SpeechEngineHarness;
    let transcript: Transcript;
    const progress: number[] = [];
    beforeAll(async () => {
      harness = await open();
      const { engine, speech } = harness;
      transcript = await engine.transcribe(inputFor(engine, speech), { onProgress: (seconds) => progress.push(seconds) });
    });
    afterAll(async () => {
      await harness.close();
    });

    it('has an id and at least one language', () => {
      expect(harness.engine.id).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(harness.engine.languages.length).toBeGreaterThan(0);
    });

    it('returns words in order, inside the recording, with confidences from 0 to 1', () => {
      const { speech } = harness;
      const { words } = transcript;
      expect(words.length).toBeGreaterThan(speech.words.length);
      const starts = words.map(({ start }) => start);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
      for (const { start, end, word, confidence } of words) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(speech.durationSeconds);
        expect(word).toMatch(/^[^\s<>[\]()]+$/);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
    });

    it('recognises the spoken words', () => {
      const { speech } = harness;
      const { words } = transcript;
      let at = 0;
      for (const { word } of words) if (word.toLowerCase() === speech.words[at]) at += 1;
      expect(speech.words.slice(at)).toEqual([]);
    });

    it('returns segments that hold all words and do not overlap', () => {
      const { segments, words } = transcript;
      expect(segments.map(({ text }) => text).join(' ')).toBe(words.map(({ word }) => word).join(' '));
      expect(segments.map(({ id }) => id)).toEqual(segments.map((_, index) => index));
      for (const [index, segment] of segments.entries())
        expect(segment.start).toBeGreaterThanOrEqual(segments[index - 1]?.end ?? 0);
    });

    it('reports engine, model, language and confidence', () => {
      const { engine, speech } = harness;
      expect(transcript).toMatchObject({
        engine: engine.id,
        language: engine.languages[0],
        durationSeconds: speech.durationSeconds,
      });
      expect(transcript.model).not.toBe('');
      expect(transcript.meanConfidence).toBeGreaterThan(0);
      expect(transcript.meanConfidence).toBeLessThanOrEqual(1);
      expect(['draft', 'normal']).toContain(transcript.quality);
    });

    it('reports the processed seconds, which never decrease, up to the whole', () => {
      expect(progress.at(-1)).toBe(harness.speech.durationSeconds);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
    });

    it('returns no words for silence', async () => {
      const { engine, silence } = harness;
      expect(await engine.transcribe(inputFor(engine, silence))).toMatchObject({ words: [], segments: [], meanConfidence: 0 });
    });

    it('rejects an unsupported language', async () => {
      const { engine, speech } = harness;
      await expect(engine.transcribe({ ...inputFor(engine, speech), language: 'qaa' })).rejects.toThrow(RangeError);
    });

    it('stops when aborted', async () => {
      const { engine, speech } = harness;
      const controller = new AbortController();
      const onProgress = (): void => {
        controller.abort('enough');
      };
      const promise = engine.transcribe(inputFor(engine, speech), { signal: controller.signal, onProgress });
      await expect(promise).rejects.toMatchObject({ name: 'AbortError' });
      await expect(engine.transcribe(inputFor(engine, speech), { signal: AbortSignal.abort() })).rejects.toMatchObject({
        name: 'AbortError',
      });
    });

    it('leaves no files behind', async () => {
      expect(await harness.leftovers()).toEqual([]);
    });
  });
}
