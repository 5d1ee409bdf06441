import { RetryableError, WaitingError } from '@throughline/contracts';

/** VK's answer about a video whose upload got none. `ready`: VK lists it, and does not process it any more. */
export type VkArrival = 'ready' | 'processing' | 'missing';

/** The longest time in which VK may list a video after its last byte was sent. Milliseconds. */
const LISTED_WITHIN_MS = 10 * 60_000;
/** The longest time in which VK may process a video. Milliseconds. */
const PROCESSED_WITHIN_MS = 6 * 3_600_000;

/**
 * Returns true if the video has arrived, and false if VK has not kept it. Throws a waiting error as long as either is possible:
 * a second upload meanwhile would be in vain, and could come again and again.
 */
export function hasArrived(arrival: VkArrival, sentAt: string, now: Date): boolean {
  if (arrival === 'ready') return true;
  const [doing, limitMs] =
    arrival === 'processing'
      ? (['still processes the video', PROCESSED_WITHIN_MS] as const)
      : (['has not answered the upload, and does not list the video yet', LISTED_WITHIN_MS] as const);
  if (now.getTime() >= Date.parse(sentAt) + limitMs) return false;
  throw new WaitingError('output-busy', `VK ${doing}: the delivery continues automatically`);
}

/** Uses up a retry, so that a service which keeps nothing is not sent the same video forever. */
export const lostUploadError = (): RetryableError =>
  new RetryableError('output-failed', 'VK has not kept the video, although all of it was sent; it is uploaded again');

/** The next attempt finds what the other one has left. */
export const overtakenError = (): RetryableError =>
  new RetryableError('session-lost', 'Another attempt has cancelled the upload to VK; it starts again');
