import { latinKeyOf } from '../../components/latin-key.js';

export type PageKey = 'turn' | 'leave' | 'cut' | 'next' | 'previous';

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const MOVES: Readonly<Record<string, PageKey>> = { ArrowRight: 'next', ArrowLeft: 'previous' };
const LETTERS: Readonly<Record<string, PageKey>> = { r: 'turn', x: 'cut' };

/** Returns what a key does within a page. Letters rest while the shortcuts are switched off. */
export function pageKeyOf(press: KeyPress, areLettersOn: boolean): PageKey | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (Object.hasOwn(MOVES, press.key)) return MOVES[press.key];
  if (press.key === 'Delete') return 'leave';
  const letter = latinKeyOf(press);
  return areLettersOn && Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : undefined;
}
