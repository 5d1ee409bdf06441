import { isAdded, isFinished, type UploadView } from './upload.js';

/** The next ones, so that a person sees what follows. */
const MOST_QUEUED = 3;
/** The newest. */
const MOST_ADDED = 20;

export interface ArrangedUploads {
  readonly shown: readonly UploadView[];
  /** The numbers of those that are not shown. */
  readonly queuedToo: number;
  readonly addedToo: number;
}

/** Returns the rows of the tray: what is under way or needs a person, what is queued, and what was added. */
export function arrangeUploads(views: readonly UploadView[]): ArrangedUploads {
  const queued = views.filter(({ state }) => state === 'queued');
  const rejected = views.filter(({ state }) => state === 'failed');
  const added = views.filter(isAdded);
  const underWay = views.filter((view) => view.state !== 'queued' && !isFinished(view));
  return {
    shown: [...underWay, ...rejected, ...queued.slice(0, MOST_QUEUED), ...added.toReversed().slice(0, MOST_ADDED)],
    queuedToo: Math.max(0, queued.length - MOST_QUEUED),
    addedToo: Math.max(0, added.length - MOST_ADDED),
  };
}
