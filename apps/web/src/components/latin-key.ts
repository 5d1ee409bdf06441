type Press = Pick<KeyboardEvent, 'key'> & Partial<Pick<KeyboardEvent, 'code'>>;

const LETTER = /^Key([A-Z])$/;
/** Names of other keys are longer. */
const OTHER_LETTER = /^[^\p{ASCII}\p{Script=Latin}]$/u;

/** Returns the key, or the Latin letter at its place on keyboards of other scripts: `j` for `о` of a Russian one. */
export function latinKeyOf({ key, code }: Press): string {
  const isOtherLetter = OTHER_LETTER.test(key);
  const [, letter] = (isOtherLetter && LETTER.exec(code ?? '')) || [];
  if (letter === undefined) return key;
  return key === key.toUpperCase() && key !== key.toLowerCase() ? letter : letter.toLowerCase();
}
