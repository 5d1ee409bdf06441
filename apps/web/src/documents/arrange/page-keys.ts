import { latinKeyOf } from '../../components/latin-key.js';

export type PageKey = 'turn' | 'leave' | 'cut' | 'next' | 'previous' | 'later' | 'earlier';

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const MOVES: Readonly<Record<string, PageKey>> = { ArrowRight: 'next', ArrowLeft: 'previous' };
const SHIFTED: Readonly<Record<string, PageKey>> = { ArrowRight: 'later', ArrowLeft: 'earlier' };
const LETTERS: Readonly<Record<string, PageKey>> = { r: 'turn', x: 'cut' };

/** Returns what a key does within a page. Letters rest while the shortcuts are switched off. */
export function pageKeyOf(press: KeyPress, areLettersOn: boolean): PageKey | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const moves = press.shiftKey ? SHIFTED : MOVES;
  if (Object.hasOwn(moves, press.key)) return moves[press.key];
  if (press.key === 'Delete') return 'leave';
  const letter = latinKeyOf(press);
  return areLettersOn && Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : undefined;
}
