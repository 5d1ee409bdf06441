/** The API refuses a longer name. */
const LONGEST_NAME = 100;

/** Cuts between characters, never within one. */
function cut(name: string, most: number): string {
  let kept = '';
  for (const character of name) {
    if (kept.length + character.length > most) break;
    kept += character;
  }
  return kept.trim();
}

/** Returns the name of a rule for documents, with a number if another rule has it. The API compares names without their case. */
export function freeRuleName(wanted: string, taken: readonly string[]): string {
  const lower = new Set(taken.map((name) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const end = number === 1 ? '' : ` ${String(number)}`;
    const name = `${cut(wanted, LONGEST_NAME - end.length)}${end}`;
    if (!lower.has(name.toLowerCase())) return name;
  }
}
