import { Content, Portal, Root, Title } from '@radix-ui/react-dialog';
import { useState, type ReactElement, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** A wide dialog has two columns. One at the side leaves the view beside it in sight. */
  readonly size?: 'wide' | 'side';
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A modal dialog, open while it is rendered. Escape closes it, and a click beside it does not, because it may hold input.
 *
 * The overlay of Radix adds a `<style>` element, which the content security policy forbids. The backdrop is our own element.
 */
export function Dialog({ title, size, onClose, children }: Props): ReactElement {
  // Radix returns the focus only to a trigger of its own.
  const [opener] = useState(() => document.activeElement);
  return (
    <Root open onOpenChange={onClose}>
      <Portal>
        <div className="dialog-backdrop">
          <Content
            className={size === undefined ? 'dialog' : `dialog dialog-${size}`}
            aria-describedby={undefined}
            onInteractOutside={(event) => {
              event.preventDefault();
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              // Another view may have the focus by now.
              if (document.activeElement !== document.body) return;
              // The opener may be gone meanwhile. The page of an item has a title that takes the focus, and a list has none.
              const title = document.querySelector('#content h1[tabindex]');
              const next = opener?.isConnected === true ? opener : (title ?? document.getElementById('content'));
              if (next instanceof HTMLElement) next.focus();
            }}
          >
            <Title className="dialog-title">{title}</Title>
            {children}
          </Content>
        </div>
      </Portal>
    </Root>
  );
}
