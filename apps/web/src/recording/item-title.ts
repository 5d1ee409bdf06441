/** Id of the title on the page of an item. It takes the focus of parts that disappear. */
export const TITLE_ID = 'recording-title';

/** For parts that disappear while the focus is in them. */
export const focusTitle = (): void => {
  document.querySelector<HTMLElement>(`#${TITLE_ID}`)?.focus();
};
