const HEIGHT = '--selection-height';

/**
 * The ref of a bar that stays in view. Tells the style sheet the height of the bar, so that scrolling leaves no focused row below it.
 */
export function followHeight(bar: HTMLElement): () => void {
  const { style } = document.documentElement;
  const measure = (): void => {
    style.setProperty(HEIGHT, `${String(bar.offsetHeight)}px`);
  };
  measure();
  const observer = new ResizeObserver(measure);
  observer.observe(bar);
  return () => {
    observer.disconnect();
    style.removeProperty(HEIGHT);
  };
}
