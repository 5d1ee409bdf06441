import { useEffect, useEffectEvent } from 'react';
import type { Chosen } from './chosen-files.js';
import { readDrop } from './dropped-files.js';

export const hasFiles = (event: { readonly dataTransfer: DataTransfer | null }): boolean =>
  event.dataTransfer?.types.includes('Files') === true;

/** Receives files and folders that are dropped anywhere on the page. Without this, a browser opens the file and leaves the page. */
export function useFileDrop(onChosen: (chosen: Promise<Chosen>) => void): void {
  const drop = useEffectEvent((event: DragEvent): void => {
    // A zone inside the page has taken the files.
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer !== null) onChosen(readDrop(event.dataTransfer));
  });
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    const dropped = (event: DragEvent): void => {
      drop(event);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', dropped);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', dropped);
    };
  }, []);
}
