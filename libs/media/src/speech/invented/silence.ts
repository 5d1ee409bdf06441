import type { Span } from '../../trim/silence.js';
import { sift, type Sifted } from '../../transcript/dropped-text.js';

/** A word that an engine reports within a silence longer than this is dropped. */
const surelySilentSeconds = 2;
const edgeSeconds = 0.3;

const isInSilence = ({ start, end }: Span, silences: readonly Span[]): boolean =>
  silences.some(
    (silence) =>
      silence.end - silence.start >= surelySilentSeconds &&
      start >= silence.start + edgeSeconds &&
      end <= silence.end - edgeSeconds,
  );

export const dropWordsInSilence = <W extends Span>(words: readonly W[], silences: readonly Span[]): Sifted<W> =>
  sift(words, (word) => !isInSilence(word, silences), 'silence');
