import { useState, type FunctionComponent, type ReactElement } from 'react';
import type { LazyView } from '../lazy-view.js';
import { menuButton, type MenuButtonProps } from './menu-button.js';

/** Tells how a menu was opened first. The keyboard moves the focus to its first item. */
export type OpenedBy = 'pointer' | 'keyboard';

/**
 * Returns a menu whose scripts are fetched when its button is used. The button alone is small enough for the first view, and for
 * each row of a list.
 */
export function lazyMenu<P extends MenuButtonProps & { readonly openedBy?: OpenedBy }>(
  View: LazyView<P>,
): FunctionComponent<Omit<P, 'openedBy'> & MenuButtonProps> {
  return function LazyMenu(props: Omit<P, 'openedBy'> & MenuButtonProps): ReactElement {
    const [openedBy, setOpenedBy] = useState<OpenedBy>();
    const [isFetched, setFetched] = useState(false);
    // TypeScript does not see that one property and the rest are the whole.
    if (isFetched && openedBy !== undefined) return <View {...({ ...props, openedBy } as unknown as P)} />;
    const prepare = (): void => void View.preload();
    const open = (by: OpenedBy): void => {
      setOpenedBy(by);
      void View.preload().then(() => {
        setFetched(true);
      });
    };
    return (
      <button
        type="button"
        aria-haspopup="menu"
        aria-expanded={false}
        {...menuButton(props)}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={({ detail }) => {
          open(detail === 0 ? 'keyboard' : 'pointer');
        }}
        onKeyDown={(event) => {
          // The menu may still be on its way.
          if (event.key === 'Escape') setOpenedBy(undefined);
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          open('keyboard');
        }}
      />
    );
  };
}
