import { detectOnce, isLanguageDoubtful, type DetectedLanguage } from './detected-language.js';

describe('isLanguageDoubtful', () => {
  it.each([
    [{ language: 'de', confidence: 0.49 }, true],
    [{ language: 'de', confidence: 0.5 }, false],
    [{ language: 'de' }, false],
  ])('returns for %j: %j', (detected, expected) => {
    expect(isLanguageDoubtful(detected)).toBe(expected);
  });
});

describe('detectOnce', () => {
  const detectWith = async (kept: Map<string, string>): Promise<{ found: DetectedLanguage; asked: number }> => {
    let asked = 0;
    const parts = {
      load: (name: string) => Promise.resolve(kept.get(name)),
      save: (name: string, content: string) => Promise.resolve(void kept.set(name, content)),
    };
    const found = await detectOnce(parts, 'a', () => {
      asked += 1;
      return Promise.resolve({ language: 'de', confidence: 0.9 });
    });
    return { found, asked };
  };

  it('detects the language once, and reads it from the part afterwards', async () => {
    const kept = new Map<string, string>();
    expect(await detectWith(kept)).toEqual({ found: { language: 'de', confidence: 0.9 }, asked: 1 });
    expect(await detectWith(kept)).toEqual({ found: { language: 'de', confidence: 0.9 }, asked: 0 });
  });

  it('keeps that the engine could not tell the language', async () => {
    expect(await detectWith(new Map([['a', '{}']]))).toEqual({ found: {}, asked: 0 });
  });

  it('detects again if the part cannot be read', async () => {
    expect((await detectWith(new Map([['a', '{"confidence": 7}']]))).asked).toBe(1);
  });
});
