export type ReviewCommand = 'accept' | 'next' | 'previous';

type KeyPress = Pick<KeyboardEvent, 'key' | 'defaultPrevented' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const COMMANDS: Readonly<Record<string, ReviewCommand>> = {
  Enter: 'accept',
  ArrowDown: 'next',
  ArrowUp: 'previous',
  s: 'next',
  j: 'next',
  k: 'previous',
};

/** Parts with keys of their own. */
const RESTS = 'input, textarea, select, dialog, [contenteditable], [role="dialog"], [role="menu"]';
/** Parts that Enter activates. */
const ACTIVATES = 'a, button, summary';
/** Parts that arrow keys scroll or go through. */
const SCROLLS = '.sheet-bed, .thumbnails';

const isLetter = (key: string): boolean => key.length === 1;

/** Returns the parts in which the key has another meaning. */
function restsFor(key: string): string {
  if (key === 'Enter') return `${RESTS}, ${ACTIVATES}`;
  return isLetter(key) ? RESTS : `${RESTS}, ${SCROLLS}`;
}

const isPlain = ({ defaultPrevented, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): boolean =>
  ![defaultPrevented, ctrlKey, metaKey, altKey, shiftKey].includes(true);

/**
 * True for Enter while it is held. It must neither decide about the document that comes next, nor click a button that has just
 * received the focus.
 */
export const isHeldEnter = ({ key, repeat }: Pick<KeyboardEvent, 'key' | 'repeat'>): boolean => key === 'Enter' && repeat;

/** Returns what a key does in the review. Letters can be switched off (WCAG 2.1.4). */
export function reviewCommandOf(
  press: KeyPress,
  target: Pick<Element, 'closest'> | null,
  areLettersOn: boolean,
): ReviewCommand | undefined {
  const { key } = press;
  if (!isPlain(press) || (isLetter(key) && !areLettersOn)) return undefined;
  const isElsewhere = target !== null && target.closest(restsFor(key)) !== null;
  return isElsewhere ? undefined : COMMANDS[key];
}
