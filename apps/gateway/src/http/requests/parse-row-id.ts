import { notFound } from '../problems/problem.js';

/** Returns the id of a control row in a path. Throws `not-found` for a text that can be no id. */
export function parseRowId(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw notFound();
  return Number(text);
}
