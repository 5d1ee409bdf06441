import { focusAfter } from '../components/focus-after.js';

/** Id of the title on the page of an item. It takes the focus of parts that disappear. */
export const TITLE_ID = 'recording-title';

/** The ref of parts that disappear by their own work. The title receives the focus of such a part. */
export const focusTitleAfter = focusAfter(() => {
  document.querySelector<HTMLElement>(`#${TITLE_ID}`)?.focus();
});
