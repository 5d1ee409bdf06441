import { useEffect, useState } from 'react';

/** New rows of one frame. More of them would hold the page for longer than people notice. */
const NEW_ROWS = 3;

interface Rows<T> {
  /** The rows that are due, in their order. */
  readonly due: readonly T[];
  /** The rows of them that are in the document. */
  readonly shown: readonly T[];
}

interface Urgency<T> {
  readonly isUrgent: (row: T) => boolean;
  /** Appears at once. */
  readonly isImmediate: (row: T) => boolean;
}

/** Returns the rows to show now: those that are shown, immediate ones, and a few others, urgent ones first. The first rows come together. */
export function showMore<T extends { readonly index: number }>(
  due: readonly T[],
  shown: readonly T[],
  { isUrgent, isImmediate }: Urgency<T>,
): readonly T[] {
  if (shown.length === 0) return due;
  const known = new Set(shown.map(({ index }) => index));
  const fresh = due.filter((row) => !known.has(row.index) && !isImmediate(row));
  if (fresh.length <= NEW_ROWS) return due;
  const waiting = new Set([...fresh.filter(isUrgent), ...fresh.filter((row) => !isUrgent(row))].slice(NEW_ROWS));
  return due.filter((row) => !waiting.has(row));
}

/** Shows the rows that are due over several frames, so that a fast scroll does not hold the page. `due` changes only with its rows. */
export function useGradualRows<T extends { readonly index: number }>(due: readonly T[], urgency: Urgency<T>): readonly T[] {
  const [rows, setRows] = useState<Rows<T>>({ due, shown: due });
  if (rows.due !== due) setRows({ due, shown: showMore(due, rows.shown, urgency) });
  const isComplete = rows.shown.length === rows.due.length;
  useEffect(() => {
    if (isComplete) return undefined;
    const frame = requestAnimationFrame(() => {
      setRows({ due: rows.due, shown: showMore(rows.due, rows.shown, urgency) });
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [isComplete, rows, urgency]);
  return rows.shown;
}
