import WaveSurfer from 'wavesurfer.js';
import type { Peaks } from './peaks-api.js';

/** Moves the styles of the drawing into a sheet, because the content security policy forbids styles in elements. */
function adoptStyles(shadow: ShadowRoot): void {
  for (const element of shadow.querySelectorAll('style')) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(element.textContent);
    shadow.adoptedStyleSheets.push(sheet);
    element.remove();
  }
}

/** The colours come from properties that the browser resolves; it does not resolve custom properties with `light-dark()`. */
function readColours(place: HTMLElement) {
  const { color, caretColor } = getComputedStyle(place);
  return { waveColor: color, progressColor: caretColor, cursorColor: caretColor };
}

/** Calls back when the colours of the page change: by the system, or by the choice of a theme. */
function watchColours(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = new MutationObserver(listener);
  system.addEventListener('change', listener);
  chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', listener);
    chosen.disconnect();
  };
}

export interface Drawing {
  readonly place: HTMLElement;
  readonly media: HTMLMediaElement;
  readonly peaks: Peaks;
  /** Moves the player to this second. */
  readonly onMove: (seconds: number) => void;
}

/** Draws the waveform of a file into `place`, with the position of its player. Returns a function that removes it. */
export function drawWaveform({ place, media, peaks: { peaks, duration_seconds: duration }, onMove }: Drawing): () => void {
  // Outside of the document, where styles in elements have no effect and violate no policy.
  const container = document.createElement('div');
  const wave = WaveSurfer.create({
    container,
    media,
    peaks: peaks.map((values) => [...values]),
    duration,
    height: place.clientHeight,
    normalize: true,
    barWidth: 2,
    barGap: 1,
    barRadius: 1,
    cursorWidth: 2,
    dragToSeek: true,
    hideScrollbar: true,
    ...readColours(place),
  });
  // By itself it moves a player that is not ready to play only once that plays.
  const move = (share: number): void => {
    onMove(share * wave.getDuration());
  };
  wave.on('click', move);
  wave.on('dragend', move);
  const { shadowRoot } = container.firstElementChild ?? {};
  if (shadowRoot) adoptStyles(shadowRoot);
  place.append(container);
  const unwatch = watchColours(() => {
    wave.setOptions(readColours(place));
  });
  return () => {
    unwatch();
    wave.destroy();
    container.remove();
  };
}
