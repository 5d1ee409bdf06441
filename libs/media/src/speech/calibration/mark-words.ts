/** Returns the fewest errors between the heard words and the first 0, 1, 2 … spoken words. */
function countErrorsByLength(spoken: readonly string[], heard: readonly string[]): readonly number[] {
  let row = Array.from({ length: spoken.length + 1 }, (_, column) => column);
  for (const [index, word] of heard.entries()) {
    const next = [index + 1];
    for (const [column, other] of spoken.entries()) {
      const replaced = (row[column] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row;
}

/**
 * Tells for each heard word whether it was spoken, by an alignment with the fewest errors. Needs memory for one row of the table
 * of Levenshtein (Hirschberg 1975), because references may be hours long.
 */
export function markSpokenWords(spoken: readonly string[], heard: readonly string[]): readonly boolean[] {
  const [first] = heard;
  if (first === undefined) return [];
  if (heard.length === 1) return [spoken.includes(first)];
  const half = heard.length >> 1;
  const [left, right] = [heard.slice(0, half), heard.slice(half)];
  const before = countErrorsByLength(spoken, left);
  const after = countErrorsByLength(spoken.toReversed(), right.toReversed());
  const errorsAt = (at: number): number => (before[at] ?? 0) + (after[spoken.length - at] ?? 0);
  let cut = 0;
  for (let at = 1; at <= spoken.length; at += 1) if (errorsAt(at) < errorsAt(cut)) cut = at;
  return [...markSpokenWords(spoken.slice(0, cut), left), ...markSpokenWords(spoken.slice(cut), right)];
}
