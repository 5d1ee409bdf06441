import type { RefCallback } from 'react';

/**
 * Returns the ref of elements that disappear by their own work. `moveFocus` is called if such an element has the focus then:
 * otherwise the next Tab would begin at the top of the page. Call it outside of components, so that the ref stays the same.
 */
export const focusAfter =
  (moveFocus: (element: HTMLElement) => void): RefCallback<HTMLElement> =>
  (element) =>
  () => {
    // React calls this before it removes the element.
    if (element?.contains(document.activeElement) === true) moveFocus(element);
  };

const focusContent = (): void => {
  document.getElementById('content')?.focus({ preventScroll: true });
};

/** The ref of elements that leave the list or the view in which they are. */
export const focusContentAfter = focusAfter(focusContent);

/** Returns the ref of rows, or of their buttons. The focus goes to `control` in the next row, or in the one before. */
export const focusNextRowAfter = (control: string, otherwise: () => void): RefCallback<HTMLElement> =>
  focusAfter((element) => {
    const row = element.closest('li');
    const near = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector<HTMLElement>(control);
    if (near) near.focus();
    else otherwise();
  });

/** The ref of rows that leave their list. */
export const focusRowAfter = focusNextRowAfter('button', focusContent);
