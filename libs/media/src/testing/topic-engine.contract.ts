import type { Transcript, TranscriptWord } from '../transcript/transcript.js';
import type { TopicEngine } from '../topics/engine.js';
import { paragraphs } from './talks.js';

/** Returns a transcript like an engine's: evenly spoken, without punctuation, half a second between paragraphs. */
export function spokenTranscript(texts: readonly string[], more: Partial<Transcript> = {}): Transcript {
  const words: TranscriptWord[] = [];
  let at = 1;
  for (const text of texts) {
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []) {
      words.push({ word, start: at, end: at + 0.3, confidence: 0.8 });
      at += 0.34;
    }
    at += 0.5;
  }
  const durationSeconds = at + 1;
  return {
    language: 'en',
    engine: 'test',
    model: 'test',
    durationSeconds,
    segments: [],
    words,
    meanConfidence: 0.8,
    quality: 'normal',
    notes: [],
    ...more,
  };
}

export function topicEngineContract(name: string, open: () => Promise<TopicEngine>): void {
  describe(`TopicEngine contract: ${name}`, () => {
    let engine: TopicEngine;
    beforeAll(async () => {
      engine = await open();
    });

    const { garden, space, money } = paragraphs;
    const transcripts: readonly (readonly [string, Transcript])[] = [
      ['three topics', spokenTranscript([garden, space, money])],
      ['a few words', spokenTranscript(['good morning everyone'])],
      ['one word', spokenTranscript(['hello'])],
      ['stop words alone', spokenTranscript(['and so it is what it was and then'])],
      ['an unknown language', spokenTranscript([garden, space], { language: 'tlh' })],
      ['words past the end', { ...spokenTranscript([garden, space, money]), durationSeconds: 60 }],
    ];

    it.each(transcripts)('covers the recording with titled topics, without gap or overlap: %s', async (_, transcript) => {
      const { topics, engine: by } = await engine.extract(transcript);
      expect(by).toBe(engine.id);
      expect(topics.length).toBeGreaterThan(0);
      expect(topics.map(({ start }) => start)).toEqual([0, ...topics.slice(0, -1).map(({ end }) => end)]);
      expect(topics.at(-1)?.end).toBe(transcript.durationSeconds);
      for (const { title, start, end } of topics) {
        expect(title.trim()).not.toBe('');
        expect(end).toBeGreaterThan(start);
      }
    });

    it('finds no topic without speech', async () => {
      expect((await engine.extract(spokenTranscript([]))).topics).toEqual([]);
    });

    it('stops when aborted', async () => {
      await expect(engine.extract(spokenTranscript([garden]), { signal: AbortSignal.abort() })).rejects.toMatchObject({
        name: 'AbortError',
      });
    });
  });
}
