import type { Span } from '../../trim/silence.js';
import { toPlainWord } from '../../transcript/plain-word.js';
import { sift, type Sifted } from '../../transcript/dropped-text.js';

/**
 * Phrases that Whisper models write for silence: ends of videos and credits of subtitles, which their training data had there.
 * People say most of them too, so none is dropped where there is sound.
 */
const PHRASES = [
  'you',
  'bye',
  'bye bye',
  'thank you',
  'thank you very much',
  'thanks for watching',
  'thank you for watching',
  'thank you so much for watching',
  'thanks for listening',
  'please subscribe',
  'please subscribe to my channel',
  'like and subscribe',
  "don't forget to like and subscribe",
  'see you next time',
  'see you in the next video',
  'subtitles by the amara.org community',
  'transcription by castingwords',
  'vielen dank',
  'vielen dank fürs zuschauen',
  'untertitel der amara.org community',
  'untertitel im auftrag des zdf für funk 2017',
  'untertitelung des zdf 2020',
  'merci',
  "merci d'avoir regardé cette vidéo",
  "sous-titres réalisés par la communauté d'amara.org",
  'sous-titrage société radio-canada',
  'sous-titrage st 501',
  'gracias',
  'gracias por ver el video',
  'subtítulos realizados por la comunidad de amara.org',
  'grazie',
  'grazie per la visione',
  'sottotitoli creati dalla comunità amara.org',
  'sottotitoli e revisione a cura di qtss',
  'obrigado',
  'obrigado por assistir',
  'legendas pela comunidade amara.org',
  'bedankt voor het kijken',
  'ondertiteling door de amara.org gemeenschap',
  'ondertitels ingediend door de amara.org gemeenschap',
  'dziękuję za uwagę',
  'dziękuję za oglądanie',
  'napisy stworzone przez społeczność amara.org',
  'спасибо',
  'спасибо за просмотр',
  'спасибо за внимание',
  'продолжение следует',
  'субтитры делал dimatorzok',
  'субтитры сделал dimatorzok',
  'субтитры создавал dimatorzok',
  'редактор субтитров а.семкин корректор а.егорова',
  'дякую за перегляд',
  'altyazı m.k.',
  'izlediğiniz için teşekkürler',
  'izlediğiniz için teşekkür ederim',
  'ご視聴ありがとうございました',
  'チャンネル登録お願いします',
  '谢谢观看',
  '謝謝觀看',
  '字幕by索兰娅',
  '시청해주셔서 감사합니다',
  '구독과 좋아요 부탁드립니다',
].map(toPlainWord);
const inventedPhrases: ReadonlySet<string> = new Set(PHRASES);
const longest = Math.max(...PHRASES.map(({ length }) => length));

interface PhraseWord extends Span {
  readonly word: string;
}

/** Returns the number of words of the longest phrase that begins here. Compares without spaces: not every language has them. */
function countPhraseWords(words: readonly PhraseWord[], from: number): number {
  let joined = '';
  let count = 0;
  for (let at = from; at < words.length && joined.length < longest; at += 1) {
    joined += toPlainWord(words[at]?.word ?? '');
    if (inventedPhrases.has(joined)) count = at - from + 1;
  }
  return count;
}

const pauseSeconds = 0.5;
const endOfSentence = /[.!?…。！？]$/u;

/** True if no sentence goes on over this boundary between two words. */
const isBoundary = (before: PhraseWord | undefined, after: PhraseWord | undefined): boolean =>
  before === undefined || after === undefined || endOfSentence.test(before.word) || after.start - before.end >= pauseSeconds;

/** Returns the phrases that stand alone: "you" within a sentence is no invention. */
function findPhrases<W extends PhraseWord>(words: readonly W[]): readonly (readonly W[])[] {
  const found: (readonly W[])[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const next = at + countPhraseWords(words, at);
    if (next === at || !isBoundary(words[at - 1], words[at]) || !isBoundary(words[next - 1], words[next])) continue;
    found.push(words.slice(at, next));
    at = next - 1;
  }
  return found;
}

/** True if the words contain a phrase, so that it is worth looking for silence at their time. */
export const hasKnownPhrase = (words: readonly PhraseWord[]): boolean => findPhrases(words).length > 0;

const LEAST_SILENT_SHARE = 0.5;
/** Nobody speaks faster than 25 letters a second, so a phrase with less sound at its time was not said. */
const LEAST_SOUND_PER_LETTER = 0.04;

const overlap = (a: Span, b: Span): number => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

/** Engines place invented words inexactly: a phrase may begin in the speech before the silence, or be longer than anyone takes. */
function isUnsaid(phrase: readonly PhraseWord[], silences: readonly Span[]): boolean {
  const start = Math.min(...phrase.map((word) => word.start));
  const end = Math.max(...phrase.map((word) => word.end));
  if (end === start) return silences.some((silence) => silence.start <= start && end <= silence.end);
  const silent = silences.reduce((sum, silence) => sum + overlap({ start, end }, silence), 0);
  const letters = phrase.reduce((sum, { word }) => sum + toPlainWord(word).length, 0);
  return silent >= (end - start) * LEAST_SILENT_SHARE && end - start - silent <= letters * LEAST_SOUND_PER_LETTER;
}

/** Drops whole phrases that engines tend to invent, where it is too silent to say them. `silences` must not overlap. */
export function dropPhrasesInSilence<W extends PhraseWord>(words: readonly W[], silences: readonly Span[]): Sifted<W> {
  if (silences.length === 0) return { words, dropped: [] };
  const invented = new Set(
    findPhrases(words)
      .filter((phrase) => isUnsaid(phrase, silences))
      .flat(),
  );
  return sift(words, (word) => !invented.has(word), 'silence');
}
