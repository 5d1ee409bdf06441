import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { oneTopic, paragraphs } from '../testing/talks.js';
import { spokenTranscript, topicEngineContract } from '../testing/topic-engine.contract.js';
import { findTopics, localTopicEngine, chooseTilingSettings } from './texttiling.js';

topicEngineContract('local-texttiling', async () => await Promise.resolve(localTopicEngine));

const beginnings = (texts: readonly string[]): number[] =>
  texts.map((_, index) => (index === 0 ? 0 : (spokenTranscript(texts.slice(0, index)).words.at(-1)?.end ?? 0)));

describe('findTopics', () => {
  it('finds the changes of subject in any three of the texts, without knowing their number', () => {
    const all = Object.values(paragraphs);
    const three = fc.shuffledSubarray(all, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(three, (texts) => {
        const topics = findTopics(spokenTranscript(texts));
        expect(topics).toHaveLength(3);
        for (const [index, start] of beginnings(texts).entries())
          expect(Math.abs((topics[index]?.start ?? Number.NaN) - start)).toBeLessThan(20);
      }),
      { numRuns: 60 },
    );
  });

  it('finds all nine subjects of a longer talk', () => {
    expect(findTopics(spokenTranscript(Object.values(paragraphs)))).toHaveLength(9);
  });

  it('keeps a talk on one subject together', () => {
    expect(findTopics(spokenTranscript([oneTopic]))).toHaveLength(1);
  });

  it("keeps it together across the speaker's pauses", () => {
    const { words, ...rest } = spokenTranscript([oneTopic]);
    const paused = words.map((word, index) => {
      const shift = Math.floor(index / 25) * 2;
      return { ...word, start: word.start + shift, end: word.end + shift };
    });
    expect(findTopics({ ...rest, words: paused, durationSeconds: rest.durationSeconds + 30 })).toHaveLength(1);
  });

  it('names topics by terms that occur only in them', () => {
    const topics = findTopics(spokenTranscript([paragraphs.garden, paragraphs.money, paragraphs.music]));
    expect(topics.map(({ keywords }) => keywords)).toEqual([
      expect.arrayContaining(['tomatoes', 'soil']),
      expect.arrayContaining(['money', 'bank']),
      expect.arrayContaining(['music', 'piano']),
    ]);
    expect(topics[1]?.title).toMatch(/money/i);
  });

  it('works in Russian', () => {
    const bread =
      'Хлеб пекут из муки и воды. Муку смешивают с водой и солью, и тесто отдыхает час. Тесто месят руками, потом тесто поднимается в тепле. ' +
      'Хлеб ставят в горячую печь, и корка хлеба становится твёрдой. Из муки можно испечь и белый хлеб, и чёрный хлеб. Соль нужна тесту для вкуса. ' +
      'Печь должна быть горячей, иначе тесто не поднимется, и хлеб будет сырым. Готовый хлеб вынимают из печи и режут острым ножом. ' +
      'Если тесто липкое, добавьте муки, а если тесто сухое, добавьте воды. Свежий хлеб с маслом вкуснее любого другого. Старый хлеб сушат в печи или кладут в суп.';
    const stars =
      'Теперь посмотрим на звёзды. Ночью звёзды видны лучше, чем в городе. Планета отражает свет солнца, а звезда светит сама. ' +
      'Через телескоп видно луну и кольца планеты. Луна движется вокруг земли, земля движется вокруг солнца. Далёкие звёзды видны только в большой телескоп. ' +
      'Телескоп собирает свет звёзд. Солнце тоже звезда, и планеты движутся вокруг солнца. Астрономы наблюдают планеты и луну каждую ночь. ' +
      'Свет далёкой звезды летит к земле много лет. Самая яркая точка на небе часто не звезда, а планета. Ракета может долететь до луны за три дня, а до планеты за год.';
    const transcript = spokenTranscript([bread, stars], { language: 'ru-RU' });
    const topics = findTopics(transcript);
    expect(topics).toHaveLength(2);
    expect(Math.abs((topics[1]?.start ?? 0) - (beginnings([bread, stars])[1] ?? 0))).toBeLessThan(10);
    expect(topics[0]?.keywords.some((word) => word.startsWith('хлеб'))).toBe(true);
  });

  it('covers all speech, in order, with no more topics than the length allows', () => {
    const vocabulary = ['garden', 'soil', 'money', 'bank', 'the', 'and', 'next', 'moon', "it's", '42', 'привет', '', '…'];
    const anything = fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(anything, (words) => {
        const transcript = spokenTranscript([words.join(' ')]);
        const topics = findTopics(transcript);
        expect(topics.length).toBeLessThanOrEqual(chooseTilingSettings(transcript.durationSeconds).maxTopics);
        const edges = topics.flatMap(({ start, end }) => [start, end]);
        expect(edges).toEqual([...edges].sort((a, b) => a - b));
      }),
    );
  });

  it('keeps the topics of a two-hour lecture longer than a minute and a half', () => {
    const texts = Array.from({ length: 20 }, () => Object.values(paragraphs)).flat();
    const topics = findTopics(spokenTranscript(texts));
    expect(topics.length).toBeLessThanOrEqual(24);
    for (const { start, end } of topics) expect(end - start).toBeGreaterThanOrEqual(90);
  });
});

/** A transcript by pocketsphinx of texts of `talks.ts` that flite has spoken. Words are "start/end/confidence/word". */
interface HeardTalk {
  readonly name: string;
  /** The beginnings of the texts, in seconds. */
  readonly starts: readonly number[];
  readonly duration: number;
  readonly words: string;
}

describe("findTopics in a real engine's transcript, with its errors", () => {
  const heard = JSON.parse(readFileSync(new URL('../../golden/heard-talks.json', import.meta.url), 'utf8')) as HeardTalk[];

  it.each(heard)('begins with the topics of $name, without additional ones', ({ starts, duration, words }) => {
    const spoken = words.split(' ').map((one) => {
      const [start, end, confidence, word = ''] = one.split('/');
      return { start: Number(start), end: Number(end), confidence: Number(confidence), word };
    });
    const topics = findTopics({ ...spokenTranscript([]), words: spoken, durationSeconds: duration });
    expect(topics).toHaveLength(starts.length);
    for (const [index, start] of starts.entries())
      expect(Math.abs((topics[index]?.start ?? Number.NaN) - start)).toBeLessThanOrEqual(20);
  });
});

describe('chooseTilingSettings', () => {
  it('sets longer topics for longer recordings, and allows more of them', () => {
    expect(chooseTilingSettings(20)).toEqual({ minTopicSeconds: 25, maxTopics: 1 });
    expect(chooseTilingSettings(120)).toEqual({ minTopicSeconds: 25, maxTopics: 4 });
    expect(chooseTilingSettings(1_800)).toEqual({ minTopicSeconds: 54, maxTopics: 24 });
    expect(chooseTilingSettings(36_000)).toEqual({ minTopicSeconds: 90, maxTopics: 24 });
  });
});
