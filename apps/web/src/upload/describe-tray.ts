import { text } from '../texts/text.js';
import { isFinished, type UploadView } from './upload.js';

/** Returns the title of the tray: how many uploads are left or send bytes now, or that some wait for the user or the connection. */
export function describeTray(views: readonly Pick<UploadView, 'state'>[]): string {
  if (views.some(({ state }) => state === 'queued'))
    return text.upload.trayQueue(views.filter((view) => !isFinished(view)).length, views.length);
  const sending = views.filter(({ state }) => ['checking', 'sending', 'finishing'].includes(state)).length;
  if (sending > 0) return text.upload.tray(sending, views.length);
  return views.every(isFinished) ? text.upload.list : text.upload.trayUnfinished;
}
