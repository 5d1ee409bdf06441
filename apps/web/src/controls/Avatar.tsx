import type { ReactElement } from 'react';

/** Returns the first letters of the first and the last word of a name, or the first two letters of a name of one word. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/u).filter((word) => word !== '');
  const [first = '', last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  const letters = last === undefined ? Array.from(first).slice(0, 2) : [first, last].map((word) => Array.from(word)[0]);
  return letters.join('').toLocaleUpperCase();
}

/** The initials of a person. Give the name beside it, or as a tooltip with a text for screen readers. */
export const Avatar = ({ name }: { readonly name: string }): ReactElement => (
  <span className="avatar" aria-hidden="true">
    {initialsOf(name)}
  </span>
);
