import { useEffect, useEffectEvent, useState, type FunctionComponent, type ReactElement, type ReactNode } from 'react';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { MissingView } from './MissingView.js';

/** A view whose scripts are fetched when it is needed. `preload` never rejects. */
export type LazyView<P> = FunctionComponent<P> & { readonly preload: () => Promise<void> };

/**
 * Returns a view that is fetched when it is needed. Unlike the lazy components of the router and of React, it never reloads the
 * page, which would end running uploads, and it can be tried again after a failure.
 */
export function lazyView<P extends object>(
  fetchView: () => Promise<FunctionComponent<P>>,
  pending: ReactNode = <Skeleton rows={6} />,
): LazyView<P> {
  let View: FunctionComponent<P> | undefined;
  let hasFailed = false;
  const load = async (): Promise<void> => {
    try {
      View ??= await fetchView();
      hasFailed = false;
    } catch {
      hasFailed = true;
    }
  };
  function Lazy(props: P): ReactElement {
    // The module may have arrived since the last render.
    const [, setAttempt] = useState(0);
    const [isLoading, setLoading] = useState(!hasFailed);
    const attempt = (): void => {
      setLoading(true);
      void load().then(() => {
        setLoading(false);
        setAttempt((count) => count + 1);
      });
    };
    const begin = useEffectEvent(() => {
      if (View === undefined) attempt();
    });
    useEffect(() => {
      begin();
    }, []);
    if (View !== undefined) return <View {...props} />;
    return isLoading ? <>{pending}</> : <MissingView onRetry={attempt} />;
  }
  return Object.assign(Lazy, { preload: load });
}
