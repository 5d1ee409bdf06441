import { useEffect, useEffectEvent } from 'react';

export const hasFiles = (event: { readonly dataTransfer: DataTransfer | null }): boolean =>
  event.dataTransfer?.types.includes('Files') === true;

/** Receives files that are dropped anywhere on the page. Without this, a browser opens the file and leaves the page. */
export function useFileDrop(onFiles: (files: readonly File[]) => void): void {
  const drop = useEffectEvent((event: DragEvent): void => {
    // A zone inside the page has taken the files.
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    onFiles([...(event.dataTransfer?.files ?? [])]);
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
