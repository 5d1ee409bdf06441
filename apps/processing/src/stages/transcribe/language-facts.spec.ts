import type { Transcript } from '@throughline/media';
import { collectLanguageFacts } from './language-facts.js';

const transcript: Transcript = {
  language: 'de',
  engine: 'spec',
  model: 'spec',
  durationSeconds: 60,
  segments: [{ id: 0, start: 0, end: 1, text: 'Guten Morgen', confidence: 1 }],
  words: [],
  meanConfidence: 1,
  quality: 'normal',
  notes: [],
};

describe('the facts about the language of a transcript', () => {
  it('say that it was given, detected or assumed', () => {
    expect(collectLanguageFacts(transcript)).toEqual({ language: 'de', language_source: 'given' });
    expect(collectLanguageFacts({ ...transcript, notes: ['language-assumed'] })).toMatchObject({ language_source: 'assumed' });
    expect(collectLanguageFacts({ ...transcript, notes: ['language-detected'] })).toEqual({
      language: 'de',
      language_source: 'detected',
    });
  });

  it('have the probability of a detected language if the engine reports one', () => {
    const detected = collectLanguageFacts({ ...transcript, notes: ['language-detected'], languageConfidence: 0.97 });
    expect(detected).toEqual({ language: 'de', language_source: 'detected', language_confidence: 0.97 });
  });

  it('have no source if there is no speech', () => {
    expect(collectLanguageFacts({ ...transcript, language: 'und', segments: [] })).toEqual({ language: 'und' });
  });
});
