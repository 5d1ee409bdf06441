import { createContext, useContext, useEffect, useState, type ReactElement } from 'react';
import { Poster } from '../controls/Poster.js';

/** True while the rows of a list pass by. */
export const ScrollingContext = createContext(false);

/** A row that is gone earlier has passed by. */
const PASSED_MS = 200;

/** The picture of a row. A row that passes by fetches none: a fast scroll would ask for thousands of pictures that nobody sees. */
export function RowPoster({ url }: { readonly url: string }): ReactElement {
  const isScrolling = useContext(ScrollingContext);
  const [hasStayed, setHasStayed] = useState(!isScrolling);
  useEffect(() => {
    if (hasStayed) return undefined;
    const timer = setTimeout(() => {
      setHasStayed(true);
    }, PASSED_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [hasStayed]);
  if (isScrolling && !hasStayed) return <div className="poster" aria-hidden />;
  return <Poster recording={{ thumbnail: { url, second: null } }} />;
}
