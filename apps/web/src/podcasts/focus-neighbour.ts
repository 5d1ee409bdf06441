import { focusAfter, focusContent } from '../components/focus-after.js';

/** The ref of parts that leave a line, or of whole lines. The focus goes to the next line, else to the one before. */
export const focusNeighbourAfter = focusAfter(() => {
  const line = document.activeElement?.closest('li');
  const lines = [line?.nextElementSibling, line?.previousElementSibling];
  const [button] = lines.flatMap((one) => one?.querySelector<HTMLElement>('button') ?? []);
  if (button === undefined) focusContent();
  else button.focus();
});
