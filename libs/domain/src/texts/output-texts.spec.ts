import fc from 'fast-check';
import { topicsDisplayOf } from '../asset/texts/topics-text.js';
import { makeDeliveredTexts, previewTexts, type TextSources } from './output-texts.js';
import { fitTexts, type TextRules } from '../asset/texts/text-rules.js';

const SOURCES: TextSources = {
  patterns: {},
  display: topicsDisplayOf({}),
  facts: { registeredAt: '2026-11-20T09:30:15.123Z', source: 'upload', seconds: 3_723, language: 'en' },
  personal: { title: 'A  talk', description: 'About pipelines' },
  topics: [
    { title: 'Welcome', start: 0 },
    { title: 'Questions', start: 70 },
  ],
};
const TOPICS = 'Topics:\n0:00 Welcome\n1:10 Questions';

describe('the texts of an output', () => {
  it('are the title and the topics, as they are, if no pattern is set (TOP-03)', () => {
    expect(makeDeliveredTexts(SOURCES, 'folder')).toEqual({ title: 'A  talk', description: TOPICS, notes: [], pending: [] });
  });

  it('follow the patterns, and a title is one line', () => {
    const patterns = {
      title_pattern: '{title}\n({date}, {time}, {duration})',
      description_pattern: '{description}\n\n{topics}\n\nLanguage: {language}, from {source}\n',
    };
    expect(makeDeliveredTexts({ ...SOURCES, patterns }, 'folder')).toMatchObject({
      title: 'A talk (2026-11-20, 09:30 UTC, 1:02:03)',
      description: `About pipelines\n\n${TOPICS}\n\nLanguage: en, from upload`,
    });
  });

  it('have no topics if these are switched off, and no description with an empty pattern', () => {
    const off = { ...SOURCES, display: topicsDisplayOf({ topics_display: { enabled: false } }) };
    expect(makeDeliveredTexts(off, 'folder').description).toBe('');
    expect(previewTexts(off, 'folder').pending).toEqual([]);
    expect(makeDeliveredTexts({ ...SOURCES, patterns: { description_pattern: '' } }, 'folder').description).toBe('');
  });

  it('name the day if nothing else makes a title (CFG-18)', () => {
    expect(makeDeliveredTexts({ ...SOURCES, personal: {} }, 'folder').title).toBe('Recording from 2026-11-20');
    const patterns = { title_pattern: '{duration}' };
    const facts = { registeredAt: SOURCES.facts.registeredAt, source: 'upload' };
    expect(makeDeliveredTexts({ ...SOURCES, facts, patterns }, 'folder').title).toBe('Recording from 2026-11-20');
  });

  it('have topics that YouTube shows as chapters, and keep to its limits', () => {
    const topics = [7, 12, 70, 200].map((start) => ({ title: `<at> ${String(start)}`, start }));
    expect(makeDeliveredTexts({ ...SOURCES, topics }, 'youtube')).toMatchObject({
      description: 'Topics:\n0:00 at 7\n0:12 at 12\n1:10 at 70\n3:20 at 200',
      notes: ['description-characters-removed'],
    });
    expect(makeDeliveredTexts(SOURCES, 'youtube').description).toBe(TOPICS);
  });

  it('are null where the output has no place for them', () => {
    expect(makeDeliveredTexts(SOURCES, 's3')).toMatchObject({ title: null, description: TOPICS });
    expect(makeDeliveredTexts(SOURCES, 'paperless')).toMatchObject({ description: null });
  });

  it('show placeholders in a preview while their values are unknown', () => {
    const { topics: _, ...before } = SOURCES;
    const facts = { registeredAt: SOURCES.facts.registeredAt, source: 'upload' };
    const patterns = { title_pattern: '{title} ({duration})' };
    expect(previewTexts({ ...before, facts, patterns }, 'folder')).toEqual({
      title: 'A talk ({duration})',
      description: '{topics}',
      notes: [],
      pending: ['duration', 'topics'],
    });
    expect(previewTexts({ ...before, facts, patterns }, 's3').pending).toEqual(['topics']);
  });
});

const pattern = fc.string({
  unit: fc.constantFrom('{title}', '{date}', '{duration}', '{language}', ' ', '-', '\n', '<', 'ü', '🎬'),
});
const words = fc.string({ unit: 'grapheme', maxLength: 200 });
const sources: fc.Arbitrary<TextSources> = fc.record({
  patterns: fc.record(
    { title_pattern: pattern, description_pattern: fc.tuple(pattern, pattern).map(([a, b]) => `${a}{topics}${b}{description}`) },
    { requiredKeys: [] },
  ),
  display: fc
    .record({ enabled: fc.boolean(), max_length: fc.integer({ min: 1, max: 50 }) })
    .map((set) => topicsDisplayOf({ topics_display: set })),
  facts: fc.record({
    registeredAt: fc.constant('2026-11-20T09:30:15.123Z'),
    source: fc.constantFrom('upload', 'url'),
    seconds: fc.integer({ min: 1, max: 100_000 }),
    language: fc.constantFrom('en', 'pt-BR'),
  }),
  personal: fc.record({ title: words, description: words }, { requiredKeys: [] }),
  topics: fc.array(fc.record({ title: words, start: fc.integer({ min: 0, max: 9_999 }) }), { maxLength: 5 }),
});

describe('a preview of texts', () => {
  it('equals the delivery as soon as every value is known', () => {
    fc.assert(
      fc.property(sources, fc.constantFrom('folder', 's3', 'paperless', 'google_drive', 'simulated'), (given, type) => {
        expect(previewTexts(given, type)).toEqual(makeDeliveredTexts(given, type));
      }),
    );
  });
});

/** The limits that a video site publishes for its titles and descriptions. */
const VIDEO_SITE: TextRules = {
  title: { characters: 100, refused: '<>' },
  description: { bytes: 5_000, refused: '<>' },
};
const utf8 = (text: string): number => new TextEncoder().encode(text).length;
const longText = (max: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom('a', ' ', 'é', '字', '🎬', '<', '\n'), maxLength: max });

describe('the limits of a service', () => {
  it('shorten long texts, remove refused characters, and say so', () => {
    const fitted = fitTexts({ title: `<${'word '.repeat(30)}`, description: 'ü'.repeat(3_000) }, VIDEO_SITE);
    expect(fitted.notes).toEqual(['title-characters-removed', 'title-shortened', 'description-shortened']);
    expect(fitted.title).toMatch(/^word .* word…$/);
    expect(utf8(fitted.description ?? '')).toBeLessThanOrEqual(5_000);
    expect(utf8(fitted.description ?? '')).toBeGreaterThan(4_990);
  });

  it('hold for every text, and leave texts alone that keep them', () => {
    fc.assert(
      fc.property(longText(150), longText(2_500), (title, description) => {
        const fitted = fitTexts({ title, description }, VIDEO_SITE);
        const [shownTitle, shownDescription] = [fitted.title ?? '', fitted.description ?? ''];
        expect(Array.from(shownTitle).length).toBeLessThanOrEqual(100);
        expect(utf8(shownDescription)).toBeLessThanOrEqual(5_000);
        expect(`${shownTitle}${shownDescription}`).not.toMatch(/[<>]|\p{Cs}/u);
        expect(fitTexts({ title: shownTitle, description: shownDescription }, VIDEO_SITE)).toEqual({
          title: shownTitle,
          description: shownDescription,
          notes: [],
        });
        expect(fitted.notes.length === 0).toBe(shownTitle === title && shownDescription === description);
      }),
    );
  });
});
