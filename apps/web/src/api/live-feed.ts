import type { Moving, Recording } from './answers.js';
import { API } from './client.js';

/** Fields that moved without a commit; of stages and outputs only those that did. */
export interface ProgressEvent extends Moving {
  readonly id: string;
  readonly revision: string;
  readonly processing_stages: readonly (Moving & { readonly stage_type: string })[];
  readonly outputs: readonly (Moving & { readonly id: string })[];
}

export interface Feed {
  onSnapshot(items: readonly Recording[]): void;
  onChange(recording: Recording): void;
  onProgress(progress: ProgressEvent): void;
  /** What is known may be old: it has to be read again. */
  onReset(reason: string): void;
  onState(isOpen: boolean): void;
}

const LONGEST_PAUSE_MS = 15_000;
const HIDDEN_MS = 15_000;

interface Events {
  readonly snapshot: { readonly items: readonly Recording[] };
  readonly change: Recording;
  readonly progress: ProgressEvent;
  readonly reset: { readonly reason: string };
}

const parsed = (event: Event): unknown => {
  try {
    return JSON.parse(String((event as MessageEvent).data));
  } catch {
    // An answer cut in two; what was in it comes with the next read.
    return undefined;
  }
};

/**
 * Follows everything of the reader's library. The browser connects anew by itself after a break, and says what it saw last; after
 * a refusal (429, 503) it gives up, so then it is asked again here.
 */
export function followLibrary(feed: Feed): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hiding: ReturnType<typeof setTimeout> | undefined;
  let lastId = '';
  let failures = 0;

  const remember = (event: Event): void => {
    lastId = (event as MessageEvent).lastEventId || lastId;
  };
  const on = <Name extends keyof Events>(name: Name, take: (value: Events[Name]) => void): void => {
    source?.addEventListener(name, (event) => {
      remember(event);
      const value = parsed(event);
      if (value === undefined) feed.onReset('unreadable');
      else take(value as Events[Name]);
    });
  };
  const open = (): void => {
    source = new EventSource(`${API}/me/stream${lastId === '' ? '' : `?last_event_id=${encodeURIComponent(lastId)}`}`);
    source.addEventListener('open', () => {
      failures = 0;
      feed.onState(true);
    });
    source.addEventListener('error', () => {
      feed.onState(false);
      if (source?.readyState !== EventSource.CLOSED) return;
      failures += 1;
      timer = setTimeout(open, Math.min(1_000 * 2 ** failures, LONGEST_PAUSE_MS));
    });
    on('snapshot', ({ items }) => {
      feed.onSnapshot(items);
    });
    on('change', (recording) => {
      feed.onChange(recording);
    });
    on('progress', (progress) => {
      feed.onProgress(progress);
    });
    on('reset', ({ reason }) => {
      lastId = '';
      feed.onReset(reason);
    });
  };
  const close = (): void => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  // A browser has six connections to a server for all its pages: those that nobody sees hold none.
  const look = (): void => {
    clearTimeout(hiding);
    if (document.visibilityState === 'visible') {
      if (source === undefined) open();
    } else hiding = setTimeout(close, HIDDEN_MS);
  };
  document.addEventListener('visibilitychange', look);
  open();
  return () => {
    document.removeEventListener('visibilitychange', look);
    clearTimeout(hiding);
    close();
  };
}
