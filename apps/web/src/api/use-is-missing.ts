import { useState } from 'react';
import { isProblem } from './problem.js';

interface Answer {
  readonly data: unknown;
  readonly error: Error | null;
}

/** Returns true from a 404 until a read has another result. A query forgets its error while it reads again. */
export function isStillMissing({ data, error }: Answer, wasMissing: boolean): boolean {
  if (data !== undefined) return false;
  return error === null ? wasMissing : isProblem(error) && error.status === 404;
}

/** Returns true if what the query reads does not exist. Its view stays during further reads, and so does the focus in it. */
export function useIsMissing(answer: Answer): boolean {
  const [wasMissing, setWasMissing] = useState(false);
  const isMissing = isStillMissing(answer, wasMissing);
  if (isMissing !== wasMissing) setWasMissing(isMissing);
  return isMissing;
}
