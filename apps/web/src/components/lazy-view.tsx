import { useEffect, useEffectEvent, useRef, useState, type FunctionComponent, type ReactElement, type ReactNode } from 'react';
import { askGateway } from '../api/ask-gateway.js';
import { Skeleton } from './Skeleton/Skeleton.js';
import { MissingView, type ViewFailure } from './MissingView.js';

/** A view whose scripts are fetched when it is needed. `preload` never rejects. */
export type LazyView<P> = FunctionComponent<P> & { readonly preload: () => Promise<void> };

/** Returns why a view did not arrive. `askIfAlive` rejects if the gateway does not answer. */
export const findFailure = (askIfAlive: () => Promise<unknown>): Promise<ViewFailure> =>
  askIfAlive().then(
    () => 'missing',
    () => 'away',
  );

/**
 * Returns a view that is fetched when it is needed. Unlike the lazy components of the router and of React, it never reloads the
 * page, which would end running uploads, and it can be tried again after a failure. `askIfAlive` rejects if the gateway does not
 * answer.
 */
export function lazyView<P extends object>(
  fetchView: () => Promise<FunctionComponent<P>>,
  pending: ReactNode = <Skeleton rows={6} />,
  askIfAlive: () => Promise<unknown> = askGateway,
): LazyView<P> {
  let View: FunctionComponent<P> | undefined;
  let failure: ViewFailure | undefined;
  const load = async (): Promise<void> => {
    try {
      View ??= await fetchView();
      failure = undefined;
    } catch {
      failure = await findFailure(askIfAlive);
    }
  };
  function Lazy(props: P): ReactElement {
    // Finished attempts. The module may have arrived since the last render.
    const [attempts, setAttempts] = useState(0);
    // The view is fetched again, even if an earlier attempt has failed.
    const [isLoading, setLoading] = useState(true);
    /** Receives the focus when the view replaces the button that fetched it. */
    const around = useRef<HTMLElement>(null);
    const attempt = (): void => {
      setLoading(true);
      void load().then(() => {
        setLoading(false);
        setAttempts((count) => count + 1);
      });
    };
    const retry = (): void => {
      around.current = document.activeElement?.closest<HTMLElement>('[tabindex="-1"]') ?? null;
      attempt();
    };
    useEffect(() => {
      if (View !== undefined && document.activeElement === document.body) around.current?.focus({ preventScroll: true });
    }, [attempts]);
    const begin = useEffectEvent(() => {
      if (View === undefined) attempt();
    });
    useEffect(() => {
      begin();
    }, []);
    if (View !== undefined) return <View {...props} />;
    if (failure === undefined || (isLoading && attempts === 0)) return <>{pending}</>;
    return <MissingView failure={failure} isTrying={isLoading} wasTried={attempts > 1} onRetry={retry} />;
  }
  return Object.assign(Lazy, { preload: load });
}
