import { PermanentError, WaitingError } from '@throughline/contracts';
import { readReason, toResponseError, type ServiceResponse } from '@throughline/credentials';
import { findNext } from '@throughline/domain';
import { misconfiguredError } from '../../kit/output-settings.js';

const GOES_ON = 'the work continues automatically';
const HOUR_MS = 3_600_000;

/** Google counts the quota of an application by days of this zone. */
const PACIFIC_MIDNIGHT = { kind: 'time_of_day', time: '00:00', time_zone: 'America/Los_Angeles' } as const;

/** Returns when the quota of an application renews. */
export function findQuotaRenewal(now: Date): string | undefined {
  const at = now.toISOString();
  return findNext(PACIFIC_MIDNIGHT, { since: at, coveredUntil: undefined }, at, 1)[0];
}

function quotaError(reason: string, now: Date): WaitingError {
  const until = findQuotaRenewal(now);
  return new WaitingError(
    'quota-exceeded',
    `The daily quota of the application at YouTube is used up (${reason}). It renews at midnight Pacific time; ${GOES_ON} then`,
    until === undefined ? { retryAfterMs: HOUR_MS } : { until },
  );
}

const waitForPerson = (what: string): WaitingError => new WaitingError('output-not-writable', `${what}; ${GOES_ON} then`);

const refusedMetadata = (what: string, reason: string): PermanentError =>
  new PermanentError('metadata-refused', `YouTube refuses ${what} (${reason}): correct it, then run the recording again`);

type ErrorFactory = (reason: string, now: Date) => Error;

const uploadLimit: ErrorFactory = (reason) =>
  new WaitingError(
    'quota-exceeded',
    `The channel has uploaded as many videos as YouTube allows for a day (${reason}): ${GOES_ON} when it allows more`,
    { retryAfterMs: HOUR_MS },
  );
export const noChannelError = (): WaitingError =>
  waitForPerson('This Google account has no YouTube channel: create one at youtube.com, then connect the account again');
const noAccess: ErrorFactory = (reason) =>
  waitForPerson(
    `YouTube refuses the request (${reason}): enable the YouTube Data API for the application, and connect the channel again`,
  );
const refuse =
  (what: string): ErrorFactory =>
  (reason) =>
    refusedMetadata(what, reason);

/** The reasons that need another answer than those of all of Google (https://developers.google.com/youtube/v3/docs/errors). */
const BY_REASON: Readonly<Record<string, ErrorFactory>> = {
  quotaExceeded: quotaError,
  dailyLimitExceeded: quotaError,
  uploadLimitExceeded: uploadLimit,
  uploadRateLimitExceeded: uploadLimit,
  youtubeSignupRequired: noChannelError,
  channelClosed: noChannelError,
  channelSuspended: noChannelError,
  authError: noAccess,
  accessNotConfigured: noAccess,
  forbidden: noAccess,
  invalidTitle: refuse('the title'),
  invalidDescription: refuse('the description'),
  invalidTags: refuse('the tags of the output'),
  invalidCategoryId: refuse('the category of the output'),
  invalidVideoMetadata: refuse('the title, the description or the settings of the output'),
  forbiddenPrivacySetting: refuse('the visibility of the output'),
  mediaBodyRequired: refuse('the file, which has no content'),
};

/** The playlist was deleted, or belongs to another channel. */
export const noPlaylistError = (playlist: string): PermanentError =>
  misconfiguredError(
    `The playlist '${playlist}' does not exist, or belongs to another channel. Correct the output, then retry the follow-up`,
  );

export const noThumbnailError = (): PermanentError =>
  new PermanentError(
    'thumbnail-refused',
    'YouTube allows this channel no thumbnails of its own: verify the channel at youtube.com/verify, then retry the follow-up',
  );

export const noVideoError = (video: string): PermanentError =>
  new PermanentError('object-missing', `The video ${video} no longer exists at YouTube`);

export function toYouTubeError(answer: ServiceResponse, now: Date): Error {
  const reason = readReason(answer);
  const rule = Object.hasOwn(BY_REASON, reason) ? BY_REASON[reason] : undefined;
  return rule === undefined ? toResponseError(answer, 'YouTube Data API') : rule(reason, now);
}
